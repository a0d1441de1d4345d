package io.tapeless.testkit;

import io.tapeless.frontend.Functions;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call of a function of the language with numbers for arguments, and the results that NumPy and SciPy
 * give. The calls stand in {@code frontend/functions.txt}, which a script beside it writes.
 *
 * @param arguments one line each: a kind and a value
 */
public record FunctionCall(String function, List<String> arguments, List<Value> results) {
    /** Extents of 7 may be tried as a symbol. */
    public static final int SYMBOLIC_EXTENT = 7;
    /** Functions that need some extents at compile time. */
    private static final Set<String> MAY_NEED_EXTENTS = Set.of("reshape", "split", "slice", "diagonal", "broadcastTo",
            "trace", "adaptiveAvgPool2d");
    /** The parameter type of each kind of argument. */
    private static final Map<String, Class<?>> KINDS = Map.of("tensor", Tensor.class, "tensors", Tensor[].class,
            "boolean", boolean.class, "int", int.class, "double", double.class, "ints", int[].class, "dims", Dim[].class,
            "string", String.class);
    private static final List<FunctionCall> ALL = parse(read());

    /** The calls of all functions. */
    public static List<FunctionCall> all() {
        return ALL;
    }

    /** True if an argument has an extent to try as a symbol. */
    public boolean hasSymbolicExtent() {
        return arguments.stream().anyMatch(a -> a.matches("tensors? .*[\\[,]7[,\\]].*"));
    }

    /** True if the function may refuse symbolic extents. */
    public boolean mayNeedExtents() {
        return MAY_NEED_EXTENTS.contains(function);
    }

    /** Finite float results of finite inputs that are not on a kink; those have tests of their own. */
    public boolean isSmooth() {
        Value first = results.get(0);
        boolean floats = first.dtype().isFloat() && arguments.stream().anyMatch(a -> a.matches("tensors? f64 .*"));
        boolean kink = arguments.stream()
                .anyMatch(a -> a.matches("tensors? f64 .*(Infinity|NaN| -?[0-9]+\\.0( |$)).*"));
        return floats && !kink && Arrays.stream(first.toDoubles()).allMatch(Double::isFinite);
    }

    private static String read() {
        try (InputStream in = FunctionCall.class.getResourceAsStream("/frontend/functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same call with f32 in place of f64; its results are still those of f64, rounded. */
    public FunctionCall single() {
        return new FunctionCall(function, arguments.stream().map(a -> a.replace("f64 [", "f32 [")).toList(),
                results.stream().map(FunctionCall::single).toList());
    }

    private static Value single(Value value) {
        return value.dtype() == DType.F64 ? Value.of(DType.F32, value.shape(), value.toDoubles()).roundedToDType()
                : value;
    }

    /** Reads blocks of {@code call}, arguments and {@code result} lines. */
    private static List<FunctionCall> parse(String text) {
        List<FunctionCall> calls = new ArrayList<>();
        for (String block : text.strip().split("\n\n")) {
            List<String> arguments = new ArrayList<>();
            List<Value> results = new ArrayList<>();
            String[] lines = block.split("\n");
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                if (line.startsWith("result ")) {
                    results.add(value(line.substring(7)));
                } else {
                    arguments.add(line);
                }
            }
            calls.add(new FunctionCall(lines[0].substring(5), arguments, results));
        }
        return calls;
    }

    /** A value as the file writes it: {@code f64 [2] 0.5 1.5}. */
    static Value value(String text) {
        String[] words = text.split(" ");
        DType dtype = DType.parse(words[0]);
        int[] shape = words[1].equals("[]") ? new int[0]
                : Arrays.stream(words[1].substring(1, words[1].length() - 1).split(",")).mapToInt(Integer::parseInt)
                        .toArray();
        String[] elements = Arrays.copyOfRange(words, 2, words.length);
        return dtype.isFloat()
                ? Value.of(dtype, shape, Arrays.stream(elements).mapToDouble(Double::parseDouble).toArray())
                : Value.ofIntegers(dtype, shape, Arrays.stream(elements).mapToLong(Long::parseLong).toArray());
    }

    /** The call's results in a model whose inputs are the tensor arguments, and the values to feed. */
    public record Built(List<Tensor> results, Map<String, Value> inputs) {}

    /** Makes the call; on demand, extents of {@link #SYMBOLIC_EXTENT} become the symbol N. */
    public Built build(ModelBuilder model, boolean symbolic) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        List<Object> values = new ArrayList<>();
        for (String argument : arguments) {
            String[] parts = argument.split(" ", 2);
            String rest = parts.length > 1 ? parts[1] : "";
            values.add(switch (parts[0]) {
                case "tensor" -> input(model, inputs, rest, symbolic);
                case "tensors" -> Arrays.stream(rest.split(" ; ")).map(t -> input(model, inputs, t, symbolic))
                        .toArray(Tensor[]::new);
                case "boolean" -> Boolean.valueOf(rest);
                case "int" -> Integer.valueOf(rest);
                case "double" -> Double.valueOf(rest);
                case "ints" -> rest.isBlank() ? new int[0]
                        : Arrays.stream(rest.split(" ")).mapToInt(Integer::parseInt).toArray();
                case "dims" -> Arrays.stream(rest.split(" ")).map(Long::valueOf).map(Dim::of).toArray(Dim[]::new);
                case "string" -> rest;
                default -> throw new IllegalArgumentException(argument);
            });
        }
        Object result = invoke(method(), values);
        List<Tensor> results = new ArrayList<>();
        if (result instanceof List<?> list) {
            list.forEach(t -> results.add((Tensor) t));
        } else {
            results.add((Tensor) result);
        }
        return new Built(results, inputs);
    }

    private static Tensor input(ModelBuilder model, Map<String, Value> inputs, String text, boolean symbolic) {
        Value value = value(text);
        String name = "x" + inputs.size();
        inputs.put(name, value);
        Dim[] dims = Arrays.stream(value.shape())
                .mapToObj(n -> symbolic && n == SYMBOLIC_EXTENT ? model.dim("N") : Dim.of(n))
                .toArray(Dim[]::new);
        return model.input(name, value.dtype(), dims);
    }

    /** The overload that takes arguments of these kinds, the first of several. */
    public Method method() {
        List<Class<?>> kinds = new ArrayList<>();
        arguments.forEach(a -> kinds.add(KINDS.get(a.split(" ", 2)[0])));
        return method(kinds);
    }

    private Method method(List<Class<?>> kinds) {
        for (Class<?> theme : Functions.THEMES) {
            for (Method method : theme.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && method.getName().equals(function)
                        && accepts(method, kinds)) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException("no overload for " + this);
    }

    /** True if the method takes these kinds, or these and no further arguments. */
    private static boolean accepts(Method method, List<Class<?>> kinds) {
        Class<?>[] parameters = method.getParameterTypes();
        if (kinds.size() != parameters.length && !(method.isVarArgs() && kinds.size() == parameters.length - 1)) {
            return false;
        }
        for (int i = 0; i < kinds.size(); i++) {
            if (parameters[i] != kinds.get(i) && !(parameters[i] == DType.class && kinds.get(i) == String.class)) {
                return false;
            }
        }
        return true;
    }

    private static Object invoke(Method method, List<Object> values) {
        Object[] arguments = values.toArray(new Object[method.getParameterCount()]);
        if (values.size() < arguments.length) {
            arguments[values.size()] = new int[0];
        }
        for (int i = 0; i < values.size(); i++) {
            if (method.getParameterTypes()[i] == DType.class) {
                arguments[i] = DType.parse((String) arguments[i]);
            }
        }
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(function).append('(');
        String separator = "";
        for (String argument : arguments) {
            String shown = argument.matches("tensor.*") ? argument.replaceAll("(\\[[0-9,]*\\])[^;]*", "$1") : argument;
            text.append(separator).append(shown.length() > 60 ? shown.substring(0, 60) + "…" : shown);
            separator = ", ";
        }
        return text.append(')').toString();
    }
}
