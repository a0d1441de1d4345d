package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Makes operations from what a line of text says of them; the inverse of {@link AttributePrinter}. */
final class OpReader {
    /** What stands between mnemonic and operands; what is read is taken out. */
    static final class Attributes {
        private final Map<String, List<Dim>> values = new HashMap<>();
        private final Map<String, Graph> bodies = new HashMap<>();
        private String content = "";

        /** Adds an attribute: a list, a number as a list of one, a flag as an empty list. */
        void put(String name, List<Dim> value) {
            values.put(name, value);
        }

        void put(String name, Graph body) {
            bodies.put(name, body);
        }

        private Graph body(String name) {
            Graph body = bodies.remove(name);
            if (body == null) {
                throw new IrException("expected attribute " + name);
            }
            return body;
        }

        private Optional<Graph> optionalBody(String name) {
            return Optional.ofNullable(bodies.remove(name));
        }

        private int count(String name) {
            return Math.toIntExact(number(name));
        }

        private Dim dim(String name) {
            List<Dim> value = dims(name);
            if (value.size() != 1) {
                throw new IrException("attribute " + name + " is one number, found " + value);
            }
            return value.get(0);
        }

        /** Sets what follows the braces: a name or the elements of a constant. */
        void setContent(String content) {
            this.content = content;
        }

        private List<Dim> dims(String name) {
            List<Dim> value = values.remove(name);
            if (value == null) {
                throw new IrException("expected attribute " + name);
            }
            return value;
        }

        private List<Integer> integers(String name) {
            return dims(name).stream().map(d -> Math.toIntExact(d.constant())).toList();
        }

        private long number(String name) {
            return dim(name).constant();
        }

        private List<Window> windows() {
            List<Integer> axes = integers("axes");
            List<Integer> sizes = integers("sizes");
            List<Integer> strides = integers("strides");
            List<Integer> dilations = integers("dilations");
            if (sizes.size() != axes.size() || strides.size() != axes.size() || dilations.size() != axes.size()) {
                throw new IrException("expected one size, stride and dilation per axis of " + axes);
            }
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < axes.size(); i++) {
                windows.add(new Window(axes.get(i), sizes.get(i), strides.get(i), dilations.get(i)));
            }
            return windows;
        }

        private int axis() {
            return count("axis");
        }

        private boolean has(String name) {
            return values.containsKey(name);
        }

        private boolean flag(String name) {
            return values.remove(name) != null;
        }

        private String content() {
            String taken = content;
            content = "";
            return taken;
        }
    }

    /** By mnemonic: how an operation is made from its attributes and its result's type. */
    private static final Map<String, BiFunction<Attributes, TensorType, Op>> READERS = new HashMap<>();

    static {
        READERS.put("input", (a, type) -> new Leaf.Input(a.content(), type));
        READERS.put("variable", (a, type) -> new Leaf.Variable(a.content(), type, a.flag("trainable")));
        READERS.put("constant", (a, type) -> new Leaf.Constant(literal(a.content(), type)));
        READERS.put("iota", (a, type) -> new Leaf.Iota(type, a.axis()));
        READERS.put("random", (a, type) -> new Leaf.Random(type, a.number("stream")));
        for (ScalarOp function : ScalarOp.values()) {
            READERS.put(function.text(), (a, type) -> new Elementwise.Map(function));
        }
        READERS.put("cast", (a, type) -> new Elementwise.Cast(type.dtype()));
        READERS.put("polygamma", (a, type) -> new Elementwise.Polygamma(Math.toIntExact(a.number("order"))));
        READERS.put("stop_gradient", (a, type) -> new Elementwise.StopGradient());
        READERS.put("reduce_sum", (a, type) -> new Reduction.Reduce(Reduction.Kind.SUM, a.integers("axes")));
        READERS.put("reduce_prod", (a, type) -> new Reduction.Reduce(Reduction.Kind.PROD, a.integers("axes")));
        READERS.put("reduce_max", (a, type) -> new Reduction.Reduce(Reduction.Kind.MAX, a.integers("axes")));
        READERS.put("reduce_min", (a, type) -> new Reduction.Reduce(Reduction.Kind.MIN, a.integers("axes")));
        READERS.put("argmax", (a, type) -> new Reduction.ArgReduce(Reduction.Kind.MAX, a.axis()));
        READERS.put("argmin", (a, type) -> new Reduction.ArgReduce(Reduction.Kind.MIN, a.axis()));
        READERS.put("reshape", (a, type) -> new Movement.Reshape(type.shape()));
        READERS.put("transpose", (a, type) -> new Movement.Transpose(a.integers("permutation")));
        READERS.put("broadcast", (a, type) -> new Movement.Broadcast(type.shape(), a.integers("axes")));
        READERS.put("slice", (a, type) ->
                new Movement.Slice(a.dims("starts"), type.shape().dims(), a.integers("steps")));
        READERS.put("pad", (a, type) ->
                new Movement.Pad(a.dims("low"), a.dims("high"), a.integers("interior")));
        READERS.put("concat", (a, type) -> new Movement.Concat(a.axis()));
        READERS.put("reverse", (a, type) -> new Movement.Reverse(a.integers("axes")));
        READERS.put("unfold", (a, type) -> {
            List<Window> windows = a.windows();
            return new Movement.Unfold(windows, extents(windows, type));
        });
        READERS.put("fold", (a, type) -> {
            List<Window> windows = a.windows();
            return new Movement.Fold(windows, extents(windows, type));
        });
        READERS.put("matmul", (a, type) -> new Contraction.MatMul(a.flag("transposeA"), a.flag("transposeB")));
        READERS.put("cholesky", (a, type) -> new Decomposition.Cholesky());
        READERS.put("triangular_solve", (a, type) -> {
            boolean lower = a.flag("lower");
            if (lower == a.flag("upper")) {
                throw new IrException("triangular_solve is lower or upper");
            }
            return new Decomposition.TriangularSolve(lower, a.flag("transposed"), a.flag("unit"));
        });
        READERS.put("lu", (a, type) -> new Decomposition.Lu());
        READERS.put("lu_solve", (a, type) -> new Decomposition.LuSolve(a.flag("transposed")));
        READERS.put("qr", (a, type) -> new Decomposition.Qr());
        READERS.put("eigh", (a, type) -> new Decomposition.Eigh());
        READERS.put("svd", (a, type) -> new Decomposition.Svd());
        READERS.put("gather", (a, type) -> new Indexing.Gather(a.axis()));
        READERS.put("argsort", (a, type) -> new Indexing.ArgSort(a.axis(), a.flag("descending")));
        READERS.put("scatter_add", (a, type) -> new Indexing.ScatterAdd(a.axis()));
        READERS.put("scan", (a, type) -> new Control.Scan(a.body("body"), a.dim("length"), a.count("carries"),
                a.count("slices"), a.has("saved") ? a.count("saved") : 0, a.flag("reverse"), a.count("result")));
        READERS.put("cond", (a, type) ->
                new Control.Cond(a.body("then"), a.body("otherwise"), a.count("result")));
        READERS.put("fixed_point", (a, type) -> new OwnDerivative.FixedPoint(a.body("map"), a.dim("atMost")));
        READERS.put("root", (a, type) -> new OwnDerivative.Root(a.body("equation")));
        READERS.put("custom_gradient", (a, type) -> new OwnDerivative.Custom(a.body("pullback"),
                a.optionalBody("pushforward"), a.count("sources")));
    }

    private OpReader() {}

    private static List<Dim> extents(List<Window> windows, TensorType type) {
        return windows.stream().map(w -> type.shape().dim(type.shape().axis(w.axis()))).toList();
    }

    static boolean knows(String mnemonic) {
        return READERS.containsKey(mnemonic);
    }

    /**
     * The operation of a line.
     *
     * @throws IrException if an attribute is missing, malformed or not one of the operation
     */
    static Op read(String mnemonic, Attributes attributes, TensorType type) {
        Op op = READERS.get(mnemonic).apply(attributes, type);
        Set<String> left = new TreeSet<>(attributes.values.keySet());
        left.addAll(attributes.bodies.keySet());
        if (!left.isEmpty() || !attributes.content.isEmpty()) {
            throw new IrException(mnemonic + " has no attribute "
                    + (left.isEmpty() ? attributes.content : String.join(", ", left)));
        }
        return op;
    }

    /** Reads what {@link Literal#toString} writes. */
    private static Literal literal(String text, TensorType type) {
        String list = text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
        String[] elements = list.isBlank() ? new String[0] : list.strip().split("\\s*,\\s*");
        if (!type.dtype().isFloat()) {
            long[] integers = new long[elements.length];
            for (int i = 0; i < integers.length; i++) {
                integers[i] = integer(elements[i], type.dtype());
            }
            return Literal.ofIntegers(type, integers);
        }
        double[] reals = new double[elements.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = real(elements[i], type.dtype());
        }
        return Literal.of(type, reals);
    }

    private static double real(String element, DType dtype) {
        try {
            return dtype == DType.F32 ? Float.parseFloat(element) : Double.parseDouble(element);
        } catch (NumberFormatException e) {
            throw new IrException("expected a number of type " + dtype + ", found '" + element + "'");
        }
    }

    private static long integer(String element, DType dtype) {
        try {
            return switch (element) {
                case "true" -> 1;
                case "false" -> 0;
                default -> Long.parseLong(element);
            };
        } catch (NumberFormatException e) {
            throw new IrException("expected a constant of type " + dtype + ", found '" + element + "'");
        }
    }
}
