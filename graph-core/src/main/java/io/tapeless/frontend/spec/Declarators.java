package io.tapeless.frontend.spec;

import io.tapeless.frontend.Initializer;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The functions that declare: dimensions, inputs, and how variables start. They make no node. */
final class Declarators {
    /** Axes a constant may have. */
    private static final int DEEPEST = 32;

    private static final Set<String> INPUTS = Set.of("f32", "f64", "i32", "i64", "bool");

    /** Random initialisers by name, from the numbers that stand before the shape. */
    private static final Map<String, Function<double[], Initializer>> RANDOM = Map.of(
            "normal", numbers -> Initializer.normal(numbers[0]),
            "uniform", numbers -> Initializer.uniform(numbers[0], numbers[1]),
            "glorotUniform", numbers -> Initializer.glorotUniform(),
            "glorotNormal", numbers -> Initializer.glorotNormal(),
            "heUniform", numbers -> Initializer.heUniform(),
            "heNormal", numbers -> Initializer.heNormal(),
            "lecunNormal", numbers -> Initializer.lecunNormal(),
            "orthogonal", numbers -> Initializer.orthogonal());

    private static final Map<String, Integer> NUMBERS = Map.of("normal", 1, "uniform", 2, "full", 1);
    private static final Set<String> CONSTANTS = Set.of("zeros", "ones", "full", "constant");

    private Declarators() {}

    static boolean has(String name) {
        return name.equals("dim") || INPUTS.contains(name) || RANDOM.containsKey(name) || CONSTANTS.contains(name);
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(INPUTS);
        names.addAll(RANDOM.keySet());
        names.addAll(CONSTANTS);
        names.add("dim");
        return names;
    }

    /**
     * What a declaring function gives.
     *
     * @throws SpecError if it does not take the arguments
     */
    static Declared call(String name, List<Object> arguments) {
        if (name.equals("dim")) {
            return symbol(arguments);
        } else if (INPUTS.contains(name)) {
            return new Declared.Input(DType.parse(name), shape(name, arguments));
        }
        List<Object> rest = new ArrayList<>(arguments);
        DType dtype = DType.F32;
        boolean typed = !rest.isEmpty() && rest.get(rest.size() - 1) instanceof DType;
        if (typed) {
            dtype = (DType) rest.remove(rest.size() - 1);
        }
        if (name.equals("constant")) {
            Literal value = literal(rest, dtype);
            return new Declared.Constant(name, value, value.type().shape().dims());
        }
        double[] numbers = numbers(name, rest);
        List<Dim> shape = shape(name, rest.subList(numbers.length, rest.size()));
        if (RANDOM.containsKey(name)) {
            requireFloat(name, dtype);
            return new Declared.Initial(name, RANDOM.get(name).apply(numbers), dtype, shape);
        }
        double value = name.equals("zeros") ? 0 : name.equals("ones") ? 1 : numbers[0];
        return new Declared.Constant(name, Literal.scalar(dtype, value), shape);
    }

    private static void requireFloat(String name, DType dtype) {
        if (!dtype.isFloat()) {
            throw new SpecError(name + " gives floats, found " + dtype.name(), "expected F32 or F64");
        }
    }

    private static Declared symbol(List<Object> arguments) {
        if (arguments.isEmpty()) {
            return new Declared.Symbol(1, Integer.MAX_VALUE);
        } else if (arguments.size() == 2 && Values.isInteger(arguments.get(0)) && Values.isInteger(arguments.get(1))) {
            long min = ((Number) arguments.get(0)).longValue();
            long max = ((Number) arguments.get(1)).longValue();
            if (min < 0 || max < min || max > Integer.MAX_VALUE) {
                throw new SpecError("a dimension can't be from " + min + " to " + max);
            }
            return new Declared.Symbol(min, max);
        }
        throw new SpecError("dim does not take " + Values.describe(arguments), "expected () or (int min, int max)");
    }

    /** The numbers that a function takes before the shape. */
    private static double[] numbers(String name, List<Object> arguments) {
        double[] numbers = new double[NUMBERS.getOrDefault(name, 0)];
        for (int i = 0; i < numbers.length; i++) {
            if (i >= arguments.size() || !(arguments.get(i) instanceof Number number)) {
                throw new SpecError(name + " does not take " + Values.describe(arguments), "expected "
                        + switch (name) {
                            case "normal" -> "(double std, dims…)";
                            case "uniform" -> "(double lo, double hi, dims…)";
                            default -> "(double value, dims…)";
                        });
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }

    /** Extents given one by one or as one array or list. */
    private static List<Dim> shape(String name, List<Object> arguments) {
        List<Object> items = arguments.size() == 1 && arguments.get(0) instanceof Sequence sequence
                ? sequence.items() : arguments;
        List<Dim> dims = new ArrayList<>();
        for (Object item : items) {
            Dim dim = item instanceof Dim symbolic ? symbolic
                    : Values.isInteger(item) ? Dim.of(((Number) item).longValue()) : null;
            if (dim == null) {
                throw new SpecError(name + " takes a shape of int and Dim, found " + Values.describe(item));
            } else if (dim.isConstant() && dim.constant() < 0) {
                throw new SpecError("a shape can't have the extent " + dim);
            }
            dims.add(dim);
        }
        return dims;
    }

    // ------------------------------------------------------------------ constant(array)

    private static Literal literal(List<Object> arguments, DType dtype) {
        if (arguments.size() != 1) {
            throw new SpecError("constant does not take " + Values.describe(arguments),
                    "expected a number, or an array or List of numbers, and perhaps a dtype");
        }
        List<Object> elements = new ArrayList<>();
        List<Long> shape = new ArrayList<>();
        flatten(arguments.get(0), 0, shape, elements);
        TensorType type = new TensorType(dtype, Shape.of(shape.stream().mapToLong(Long::longValue).toArray()));
        if (dtype.isFloat()) {
            return Literal.of(type, elements.stream().mapToDouble(e -> number(e).doubleValue()).toArray());
        }
        return Literal.ofIntegers(type, elements.stream().mapToLong(e -> integer(e, dtype)).toArray());
    }

    /** Collects the elements of nested arrays in order and finds their extents, which must agree. */
    private static void flatten(Object value, int depth, List<Long> shape, List<Object> elements) {
        if (!(value instanceof Sequence sequence)) {
            if (depth < shape.size()) {
                throw new SpecError("this array has numbers beside arrays");
            }
            elements.add(value);
            return;
        } else if (depth == DEEPEST) {
            throw new SpecError("this array nests more than " + DEEPEST + " deep");
        }
        if (elements.isEmpty() && depth == shape.size()) {
            shape.add((long) sequence.size());
        } else if (depth >= shape.size() || shape.get(depth) != sequence.size()) {
            throw new SpecError("the rows of this array differ in length");
        }
        sequence.items().forEach(item -> flatten(item, depth + 1, shape, elements));
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw new SpecError("constant takes numbers, found " + Values.describe(value));
    }

    private static long integer(Object value, DType dtype) {
        Number number = number(value);
        if (number instanceof Double) {
            throw new SpecError("a constant of " + dtype + " takes integers, found "
                    + Values.describe(value));
        }
        return number.longValue();
    }
}
