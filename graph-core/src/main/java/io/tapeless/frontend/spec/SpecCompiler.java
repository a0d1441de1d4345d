package io.tapeless.frontend.spec;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Turns a spec into a model: parses it, checks it, and evaluates its class once for prediction and once
 * for training.
 *
 * <p>A layer is named after the field that holds it, which is known only at the end of an evaluation;
 * so a model with layers is evaluated twice in each mode, the second time with the names the first found.
 */
public final class SpecCompiler {
    private final Source source;
    private final Map<String, String> defines;
    private final Limits limits;
    private final Diagnostics diagnostics;

    private SpecCompiler(Source source, Map<String, String> defines, Limits limits) {
        this.source = source;
        this.defines = Map.copyOf(defines);
        this.limits = limits;
        this.diagnostics = new Diagnostics(source);
    }

    /**
     * The model of a spec file.
     *
     * @param defines values of hyper-parameters by name, instead of those in the file
     * @throws SpecException if the file can't be read or is no spec, with every independent problem
     */
    public static Model compile(Path file, Map<String, String> defines) {
        return onDeepStack(() -> new SpecCompiler(Source.read(file), defines, Limits.DEFAULT).compile());
    }

    /**
     * The model of a spec given as text.
     *
     * @param file the name used in messages and sites
     * @param defines values of hyper-parameters by name, instead of those in the text
     * @throws SpecException if the text is no spec, with every independent problem
     */
    public static Model compile(String file, String text, Map<String, String> defines) {
        return compile(file, text, defines, Limits.DEFAULT);
    }

    /** As above, within other bounds of steps, calls, depth and nodes. */
    static Model compile(String file, String text, Map<String, String> defines, Limits limits) {
        return onDeepStack(() -> new SpecCompiler(new Source(file, text), defines, limits).compile());
    }

    private Model compile() {
        ClassOrInterfaceDeclaration unit = new SpecParser(source, diagnostics).parse();
        ClassDecl model = new ClassDecl(unit, true);
        List<ClassDecl> layers = new ArrayList<>();
        unit.getMembers().forEach(m -> {
            if (m instanceof ClassOrInterfaceDeclaration nested && !nested.isInterface()) {
                layers.add(new ClassDecl(nested, false));
            }
        });
        Types types = new Types(layers);
        new SyntaxCheck(diagnostics, types).check(unit);
        checkDefines(model, types);

        Evaluated predict = evaluate(model, types, false);
        Evaluated train = predict.complete ? evaluate(model, types, true) : predict;
        diagnostics.throwIfAny();
        try {
            return Model.assemble(predict.builder, train.builder, predict.settings);
        } catch (IrException e) {
            diagnostics.report(Positions.of(unit), e.getMessage(), "");
            diagnostics.throwIfAny();
            throw e;
        }
    }

    /** @param complete false if a bound was reached, which the other mode would reach again */
    private record Evaluated(ModelBuilder builder, TrainSettings settings, boolean complete) {}

    /** Evaluates the model in one mode; problems are reported. */
    private Evaluated evaluate(ClassDecl model, Types types, boolean training) {
        Map<Integer, String> names = Map.of();
        while (true) {
            Evaluation evaluation = new Evaluation(source, diagnostics, types, model, training, names, limits);
            ModelMembers members = new ModelMembers(evaluation, defines);
            TrainSettings settings = TrainSettings.NONE;
            Map<Integer, String> found = names;
            try {
                members.evaluate();
                settings = members.settings();
                found = evaluation.layers().names();
            } catch (Stopped e) {
                // the bound it reached is reported
            }
            if (!diagnostics.isEmpty() || found.equals(names)) {
                return new Evaluated(evaluation.builder(), settings, !evaluation.budget().isExceeded());
            }
            names = found;
        }
    }

    private void checkDefines(ClassDecl model, Types types) {
        TreeSet<String> known = new TreeSet<>();
        for (FieldDeclaration field : model.node().getFields()) {
            field.getVariables().stream()
                    .filter(v -> ModelMembers.isHyperParameter(field, types.of(v.getType())))
                    .forEach(v -> known.add(v.getNameAsString()));
        }
        for (String name : new TreeSet<>(defines.keySet())) {
            if (known.contains(name)) {
                continue;
            }
            String close = Names.suggest(name, known);
            diagnostics.reportWhole("-D " + name + ": " + (model.fields().containsKey(name)
                            ? name + " is no static final int, long, double, boolean or String"
                            : "model " + model.name() + " has no hyper-parameter " + name),
                    !close.isEmpty() ? close : known.isEmpty() ? "" : "it has " + String.join(", ", known));
        }
    }

    /** Runs a compilation on a thread whose stack is deep enough for the deepest spec within the limits. */
    private static Model onDeepStack(Supplier<Model> compilation) {
        AtomicReference<Model> model = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> {
            try {
                model.set(compilation.get());
            } catch (Throwable e) {
                failure.set(e);
            }
        }, "spec", Limits.STACK_BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a spec was compiled", e);
        }
        if (failure.get() instanceof StackOverflowError) {
            throw new SpecException(List.of(
                    new Diagnostic(Site.UNKNOWN, "this spec nests too deeply to be evaluated", "", "")));
        } else if (failure.get() instanceof RuntimeException e) {
            throw e;
        } else if (failure.get() instanceof Error e) {
            throw e;
        }
        return model.get();
    }
}
