package io.tapeless.testkit;

import io.tapeless.interp.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Derivatives of a call by the float tensors among its arguments, from JAX. They stand in
 * {@code frontend/function_derivatives.txt}, which a script beside it writes.
 *
 * @param first the gradient of the weighted sum of all float results, for each argument
 * @param second the gradient of the weighted sum of these gradients, for each argument
 */
public record FunctionDerivatives(FunctionCall call, List<Value> first, List<Value> second) {
    public static List<FunctionDerivatives> all() {
        try (InputStream in = FunctionDerivatives.class.getResourceAsStream("/frontend/function_derivatives.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n")).map(FunctionDerivatives::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads {@code call NAME NUMBER}, then lines of {@code first} and {@code second}. */
    private static FunctionDerivatives parse(String block) {
        String[] lines = block.split("\n");
        String[] head = lines[0].split(" ");
        FunctionCall call = FunctionCall.all().stream().filter(c -> c.function().equals(head[1]))
                .skip(Integer.parseInt(head[2])).findFirst().orElseThrow();
        List<Value> first = new ArrayList<>();
        List<Value> second = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", 2);
            (parts[0].equals("first") ? first : second).add(FunctionCall.value(parts[1]));
        }
        return new FunctionDerivatives(call, first, second);
    }
}
