package io.tapeless.derivatives;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One call of an operator with what the other system made of it. A gradient is null where there is none.
 *
 * @param tensors the tensor arguments; {@code requiresGrad} says which are differentiated
 * @param arguments by position, {@code options} by name; {@code {"tensor": i}} stands for a tensor
 * @param differentiable which outputs have a cotangent
 * @param products a vector-Jacobian product for each tensor
 * @param second second derivatives, or null
 */
record OperatorCase(String operator, int number, List<Value> tensors, List<Boolean> requiresGrad,
        List<Object> arguments, Map<String, Object> options, List<Value> outputs, List<Integer> differentiable,
        List<Value> cotangents, List<Value> products, Second second) {

    /**
     * The gradient of Σ weights·products.
     *
     * @param which the products that take part, counted among the differentiated tensors
     * @param gradients one for each differentiated tensor
     */
    record Second(List<Integer> which, List<Value> weights, List<Value> gradients) {}

    static List<OperatorCase> all() {
        List<OperatorCase> cases = new ArrayList<>();
        try (InputStream file = OperatorCase.class.getResourceAsStream("/derivatives/op_samples_f64.jsonl.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                cases.add(read(object(Json.parse(line))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** {@code add 3}: how a case is named. */
    String name() {
        return operator + " " + number;
    }

    private static OperatorCase read(Map<String, Object> line) {
        Second second = null;
        if (line.get("second_order") != null) {
            Map<String, Object> found = object(line.get("second_order"));
            second = new Second(integers(found.get("which")), values(found.get("weights")),
                    values(found.get("grad")));
        }
        return new OperatorCase((String) line.get("op"), integer(line.get("case")), values(line.get("tensors")),
                list(line.get("requires_grad")).stream().map(Boolean.class::cast).toList(), list(line.get("args")),
                object(line.get("kwargs")), values(line.get("outputs")),
                integers(line.get("differentiable_outputs")), values(line.get("cotangents")),
                values(line.get("vjp")), second);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object json) {
        return (List<Object>) json;
    }

    private static int integer(Object json) {
        return ((Double) json).intValue();
    }

    private static List<Integer> integers(Object json) {
        return list(json).stream().map(OperatorCase::integer).toList();
    }

    private static List<Value> values(Object json) {
        List<Value> values = new ArrayList<>();
        list(json).forEach(v -> values.add(v == null ? null : value(object(v))));
        return values;
    }

    private static Value value(Map<String, Object> tensor) {
        int[] shape = integers(tensor.get("shape")).stream().mapToInt(i -> i).toArray();
        List<Object> data = list(tensor.get("data"));
        return switch ((String) tensor.get("dtype")) {
            case "float64", "float32" -> Value.of(DType.F64, shape,
                    data.stream().mapToDouble(x -> (Double) x).toArray());
            case "int64" -> Value.ofIntegers(DType.I64, shape, data.stream().mapToLong(x -> integer(x)).toArray());
            case "int32" -> Value.ofIntegers(DType.I32, shape, data.stream().mapToLong(x -> integer(x)).toArray());
            case "bool" -> Value.ofIntegers(DType.BOOL, shape, data.stream().mapToLong(x -> (Boolean) x ? 1 : 0)
                    .toArray());
            default -> throw new IllegalArgumentException("dtype " + tensor.get("dtype"));
        };
    }
}
