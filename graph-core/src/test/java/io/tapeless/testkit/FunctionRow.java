package io.tapeless.testkit;

import io.tapeless.frontend.Functions;
import io.tapeless.frontend.ModelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call, as text of a spec, of a function whose arguments {@link FunctionCall} can't express. The rows stand in
 * {@code frontend/function_specs.txt}.
 *
 * @param method the overload called
 * @param members of the spec that the call needs, one a line
 * @param expression the call
 */
record FunctionRow(Method method, List<String> members, String expression) {
    static List<FunctionRow> all() {
        try (InputStream in = FunctionRow.class.getResourceAsStream("/frontend/function_specs.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n")).skip(1).map(FunctionRow::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FunctionRow parse(String block) {
        List<String> lines = block.lines().toList();
        return new FunctionRow(method(lines.get(0)), lines.subList(1, lines.size() - 1), lines.get(lines.size() - 1));
    }

    private static Method method(String signature) {
        return methods().filter(m -> signature(m).equals(signature)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function " + signature));
    }

    /** All overloads of all functions. */
    static Stream<Method> methods() {
        return Functions.THEMES.stream().flatMap(theme -> Stream.of(theme.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()));
    }

    /** {@code oneHot(Tensor, int, DType)}; the builder is left out. */
    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes()).filter(t -> t != ModelBuilder.class)
                .map(Class::getSimpleName).collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }
}
