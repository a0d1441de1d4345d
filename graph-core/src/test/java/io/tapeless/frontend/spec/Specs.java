package io.tapeless.frontend.spec;

import io.tapeless.frontend.Model;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Compiles specs given as text and computes what they give. */
final class Specs {
    /** A twentieth of the usual bounds, so that reaching them takes no time. */
    static final Limits SMALL = new Limits(1 << 20, 1_000, 50_000, 100, 10_000, 10_000, 1_000_000, 100_000, 100);

    private Specs() {}

    /** A model of a class's members. */
    static Model model(String members) {
        return model(members, Map.of());
    }

    static Model model(String members, Map<String, String> defines) {
        return SpecCompiler.compile("T.model.java", "class T {\n" + members + "\n}\n", defines);
    }

    /** The problems of a class's members, as {@code line:column text}; lines count from the first member. */
    static List<String> problems(String members) {
        return problemsOf("class T {\n" + members + "\n}\n", Map.of()).stream()
                .map(d -> (d.site().line() - 1) + ":" + d.site().column() + " " + d.text())
                .toList();
    }

    static List<Diagnostic> problemsOf(String source, Map<String, String> defines) {
        return problemsOf(source, defines, Limits.DEFAULT);
    }

    static List<Diagnostic> problemsOf(String source, Map<String, String> defines, Limits limits) {
        try {
            SpecCompiler.compile("T.model.java", source, defines, limits);
            return List.of();
        } catch (SpecException e) {
            return e.diagnostics();
        }
    }

    /** The output {@code out} of members that have no input. */
    static double[] out(String members) {
        return out(members, Map.of());
    }

    static double[] out(String members, Map<String, Value> inputs) {
        Model model = model(members);
        Map<String, Value> variables = model.variables().isEmpty() ? Map.of()
                : Interpreter.run(model.init(), Map.of("$key", Value.scalar(DType.I64, 1L)), Map.of())
                        .outputs();
        return Interpreter.run(model.forward(List.of("out")), inputs, variables).output("out").toDoubles();
    }

    /** The value of a static expression that is a number or boolean. */
    static double number(String expression) {
        return number(expression, "");
    }

    /** The value of a static expression over further members. */
    static double number(String expression, String members) {
        return out(members + "\n@Output Tensor out = constant(" + expression + ", F64);")[0];
    }

    static String resource(String name) {
        try (InputStream in = Specs.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
