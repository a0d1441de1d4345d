package io.tapeless.testkit;

import io.tapeless.frontend.ModelBuilder;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A spec that calls one function of the language. Its results are outputs; where the function is differentiated
 * its float results make the loss {@code Σ w·(y + y²/2)}, with weights so that no sum is constant.
 *
 * @param method the overload called
 * @param text the spec
 * @param inputs what to feed, the key of random numbers included
 */
public record FunctionSpec(Method method, String text, Map<String, Value> inputs) {
    private static final String MEASURE = """
                Tensor measure(Tensor y, double scale) {
                    Tensor v = flatten(y) * scale;
                    return dot(v + 0.5 * v * v, cos(iota(v.dim(0), v.dtype()) + 0.5));
                }
            """;

    /** A spec of every overload that has a call: of several calls, the first that can be differentiated. */
    public static List<FunctionSpec> all() {
        Map<Method, FunctionSpec> specs = new LinkedHashMap<>();
        List<FunctionCall> calls = FunctionCall.all();
        Stream.concat(calls.stream().filter(FunctionCall::isSmooth), calls.stream()).forEach(call ->
                specs.computeIfAbsent(call.method(), m -> of(call)));
        FunctionRow.all().forEach(row -> specs.put(row.method(), of(row)));
        return List.copyOf(specs.values());
    }

    /** The overloads of functions that none of the specs calls. */
    public static Set<String> missing(List<FunctionSpec> specs) {
        Set<Method> covered = specs.stream().map(FunctionSpec::method).collect(Collectors.toSet());
        return FunctionRow.methods().filter(m -> !covered.contains(m)).map(FunctionRow::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static FunctionSpec of(FunctionCall call) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>();
        Class<?>[] parameters = call.method().getParameterTypes();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(argument(call.arguments().get(i), parameters[i], inputs));
        }
        List<String> members = new ArrayList<>();
        String results = call.function() + "(" + String.join(", ", arguments) + ")";
        int count = call.results().size();
        if (count > 1) {
            members.add("List<Tensor> results = " + results + ";");
        }
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add("@Output Tensor y" + i + " = " + (count > 1 ? "results.get(" + i + ")" : results) + ";");
            if (call.results().get(i).dtype().isFloat()) {
                terms.add("measure(y" + i + ", " + 1 / (1 + largest(call.results().get(i))) + ")");
            }
        }
        if (call.isSmooth()) {
            members.add("@Loss Tensor loss = " + String.join(" + ", terms) + ";");
        }
        boolean symbolic = call.hasSymbolicExtent() && !call.mayNeedExtents();
        return spec(call.method(), text(inputs, symbolic, members), inputs);
    }

    private static FunctionSpec of(FunctionRow row) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("v", reals(1, 4));
        inputs.put("w", reals(2, 4));
        inputs.put("m", reals(3, FunctionCall.SYMBOLIC_EXTENT, 3));
        inputs.put("z", reals(4, 2, 6, 3));
        inputs.put("c", reals(5, 6));
        inputs.put("d", reals(6, 6));
        inputs.put("i", Value.ofIntegers(DType.I32, new int[] {4}, 2, 0, 1, 2));
        List<String> members = new ArrayList<>(row.members());
        members.add("@Output Tensor y = " + row.expression() + ";");
        members.add("@Loss Tensor loss = measure(y, 0.5);");
        return spec(row.method(), text(inputs, true, members), inputs);
    }

    private static FunctionSpec spec(Method method, String text, Map<String, Value> inputs) {
        inputs.put(ModelBuilder.KEY, Value.scalar(DType.I64, 5L));
        return new FunctionSpec(method, text, inputs);
    }

    /** Distinct numbers between −1 and 1, none near 0. */
    private static Value reals(int seed, int... shape) {
        double[] elements = IntStream.range(0, IntStream.of(shape).reduce(1, (a, b) -> a * b))
                .mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * (0.137 + (i * 7 + seed * 5) % 23 * 0.037)).toArray();
        return Value.of(DType.F64, shape, elements);
    }

    private static String text(Map<String, Value> inputs, boolean symbolic, List<String> members) {
        StringBuilder text = new StringBuilder("class Call {\n    static final Dim N = dim();\n");
        inputs.forEach((name, value) -> text.append("    @Input Tensor ").append(name).append(" = ")
                .append(value.dtype().toString().toLowerCase(Locale.ROOT)).append(dims(value, symbolic))
                .append(";\n"));
        members.forEach(member -> text.append("    ").append(member).append('\n'));
        return text.append(MEASURE).append("}\n").toString();
    }

    private static double largest(Value value) {
        return Arrays.stream(value.toDoubles()).map(Math::abs).max().orElse(0);
    }

    private static String dims(Value value, boolean symbolic) {
        return IntStream.of(value.shape())
                .mapToObj(n -> symbolic && n == FunctionCall.SYMBOLIC_EXTENT ? "N" : Integer.toString(n))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String argument(String argument, Class<?> parameter, Map<String, Value> inputs) {
        String[] parts = argument.split(" ", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "tensor" -> input(rest, inputs);
            case "tensors" -> Arrays.stream(rest.split(" ; ")).map(t -> input(t, inputs))
                    .collect(Collectors.joining(", "));
            case "ints" -> "new int[] {" + String.join(", ", rest.split(" ")) + "}";
            case "dims" -> String.join(", ", rest.split(" "));
            case "double" -> rest.replace("Infinity", "Double.POSITIVE_INFINITY");
            case "string" -> parameter == DType.class ? rest.toUpperCase(Locale.ROOT) : "\"" + rest + "\"";
            default -> rest;
        };
    }

    private static String input(String text, Map<String, Value> inputs) {
        String name = "x" + inputs.size();
        inputs.put(name, FunctionCall.value(text));
        return name;
    }

    /** The overload, for the names of tests. */
    @Override
    public String toString() {
        return FunctionRow.signature(method);
    }
}
