package io.tapeless.testkit;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Origin;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Site;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The nodes of a random graph so far, each with its value, and the choice among them. */
final class RandomNodes {
    private static final int MAX_ELEMENTS = 200;
    /** In graphs of wide extents, which fill several vectors and register tiles. */
    private static final int MAX_WIDE_ELEMENTS = 2000;
    private static final double WIDE = 0.05;
    private static final double MAX_MAGNITUDE = 10;
    private static final double MAX_ROUNDING = 2e-5;

    private final RandomGraphs.Options options;
    private final Random random;
    private final GraphBuilder builder = new GraphBuilder();
    private final boolean wide;
    private final Map<String, Long> symbols;
    /** Inputs that show the values of the symbols. */
    private final List<Node> shown = new ArrayList<>();
    private final Map<Node, Value> exact = new HashMap<>();
    private final Map<Node, Value> rounded = new HashMap<>();
    private Set<Node> pool = new LinkedHashSet<>();
    private final Set<Node> used = new HashSet<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> variables = new LinkedHashMap<>();
    private final List<Node> variableNodes = new ArrayList<>();

    RandomNodes(long seed, RandomGraphs.Options options) {
        this.options = options;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.wide = chance(WIDE);
        this.symbols = Map.of("B", 2L + random.nextInt(wide ? 40 : 4), "T", 1L + random.nextInt(3));
        show(Shape.of(Dim.symbol("B", 2, 64), extent()));
        if (chance(0.3)) {
            show(Shape.of(extent(), Dim.symbol("T", 1, 16)));
        }
    }

    private void show(Shape shape) {
        shown.add(offer(input(new TensorType(options.dtype(), shape))));
    }

    DType dtype() {
        return options.dtype();
    }

    boolean differentiable() {
        return options.differentiable();
    }

    GraphBuilder builder() {
        return builder;
    }

    /** A symbolic dimension. */
    Dim batch() {
        Node node = pick(shown);
        return node.shape().dims().stream().filter(d -> !d.isConstant()).findFirst().orElseThrow();
    }

    /** A constant dimension. */
    Dim extent() {
        return Dim.of(1 + (wide && chance(0.5) ? random.nextInt(40) : random.nextInt(4)));
    }

    /** Gives what follows an origin, so that text has some to keep. */
    void locate(int step) {
        builder.setOrigin(new Origin(step % 3 == 0 ? "" : "layer." + step % 3, new Site("Random.java", step + 1, 1),
                Optional.empty(), List.of()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A node of the pool, recent ones more often. */
    Optional<Node> pick(Predicate<Node> wanted) {
        List<Node> found = pool.stream().filter(wanted).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int back = Math.min(random.nextInt(found.size()), random.nextInt(found.size()));
        return Optional.of(found.get(found.size() - 1 - back));
    }

    /** A float node. */
    Node real() {
        return pick(n -> n.dtype() == options.dtype()).orElseThrow();
    }

    /** An integer node. */
    Node integer() {
        return pick(n -> n.dtype().isInteger()).orElseGet(() -> offer(integers(real().shape(), 7)));
    }

    /** A node of any dtype. */
    Node any() {
        DType dtype = chance(0.6) ? options.dtype() : pick(List.of(DType.values()));
        return pick(n -> n.dtype() == dtype).orElseGet(() -> dtype == DType.BOOL ? flags() : integer());
    }

    /** A bool node. */
    Node flags() {
        return pick(n -> n.dtype() == DType.BOOL).orElseGet(() -> offer(integers(DType.BOOL, real().shape(), 2)));
    }

    /** A scalar of a dtype. */
    Node scalar(DType dtype) {
        return dtype == options.dtype() ? real(Shape.SCALAR)
                : find(TensorType.scalar(dtype)).orElseGet(() -> scalar(dtype, below(2)));
    }

    Optional<Node> find(TensorType type) {
        return pick(n -> n.type().equals(type));
    }

    /** A float node of a shape: of the pool, repeated from a smaller one, or new. */
    Node real(Shape shape) {
        TensorType type = new TensorType(options.dtype(), shape);
        Optional<Node> known = find(type);
        if (known.isPresent() && chance(0.6)) {
            return known.get();
        }
        if (shape.rank() > 0 && chance(0.5)) {
            List<Integer> axes = GraphBuilder.allAxes(shape).stream().filter(a -> chance(0.5)).toList();
            Shape small = shape.without(axes);
            return add(new Movement.Broadcast(shape, axes), find(type.with(small)).orElseGet(() -> leaf(small)));
        }
        return leaf(shape);
    }

    /** A new input, variable or constant of floats of magnitude 0.2 to 2. */
    Node leaf(Shape shape) {
        TensorType type = new TensorType(options.dtype(), shape);
        if (shape.isStatic() && chance(0.4)) {
            return variable(type);
        }
        if (shape.isStatic() && chance(0.3)) {
            return add(new Leaf.Constant(reals(type).toLiteral()));
        }
        return input(type);
    }

    private Node variable(TensorType type) {
        String name = "w" + variables.size();
        Value value = reals(type);
        variables.put(name, value);
        Node node = builder.add(new Leaf.Variable(name, type, true));
        variableNodes.add(node);
        return keep(node, value);
    }

    private Node input(TensorType type) {
        return input(type, reals(type));
    }

    private Node input(TensorType type, Value value) {
        String name = "x" + inputs.size();
        inputs.put(name, value);
        return keep(builder.add(new Leaf.Input(name, type)), value);
    }

    private Value reals(TensorType type) {
        double[] elements = new double[size(type.shape())];
        for (int i = 0; i < elements.length; i++) {
            double magnitude = 0.2 + 1.8 * random.nextDouble();
            elements[i] = chance(0.5) ? magnitude : -magnitude;
        }
        return Value.of(type.dtype(), type.shape().evaluate(symbols), elements).roundedToDType();
    }

    /** A new input or constant of i32 or i64 from 0 (inclusive) to a bound (exclusive). */
    Node integers(Shape shape, int bound) {
        return integers(chance(0.5) ? DType.I32 : DType.I64, shape, bound);
    }

    private Node integers(DType dtype, Shape shape, int bound) {
        long[] elements = new long[size(shape)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextInt(bound);
        }
        TensorType type = new TensorType(dtype, shape);
        Value value = Value.ofIntegers(type.dtype(), shape.evaluate(symbols), elements);
        return shape.isStatic() && chance(0.4) ? add(new Leaf.Constant(value.toLiteral())) : input(type, value);
    }

    /** A new input or constant. */
    Node scalar(DType dtype, long element) {
        Value value = dtype.isFloat() ? Value.scalar(dtype, (double) element) : Value.scalar(dtype, element);
        return chance(0.5) ? add(new Leaf.Constant(value.toLiteral()))
                : input(TensorType.scalar(dtype), value);
    }

    /** A constant of a node's type. */
    Node constant(Node like, double value) {
        Node scalar = add(new Leaf.Constant(Literal.scalar(like.dtype(), value)));
        return like.type().rank() == 0 ? scalar
                : add(new Movement.Broadcast(like.shape(), GraphBuilder.allAxes(like.shape())), scalar);
    }

    Node map(ScalarOp function, Node... operands) {
        return add(new Elementwise.Map(function), operands);
    }

    /** Makes a node and its value. */
    Node add(Op op, Node... operands) {
        Node node = builder.add(op, operands);
        used.addAll(node.operands());
        Value value = Interpreter.evaluate(node, node.operands().stream().map(exact::get).toList(), symbols);
        Value inFloats = Interpreter.evaluate(node, node.operands().stream().map(rounded::get).toList(), symbols);
        exact.put(node, value);
        rounded.put(node, inFloats.roundedToDType());
        return node;
    }

    /** Takes on what stands for a node inside a body, with a value it has there. */
    Node placeholder(Node node, Node like) {
        exact.put(node, exact.get(like));
        rounded.put(node, rounded.get(like));
        return node;
    }

    /** Makes nodes of a body, which are computed from some nodes and from nothing else that is known. */
    <T> T inside(List<Node> known, Supplier<T> body) {
        Set<Node> outside = pool;
        pool = new LinkedHashSet<>(known);
        T made = body.get();
        pool = outside;
        return made;
    }

    /** Takes on nodes made by others, with what they are computed from. */
    List<Node> made(List<Node> results) {
        for (Node node : results) {
            if (!exact.containsKey(node)) {
                made(node.operands());
                used.addAll(node.operands());
                exact.put(node, Interpreter.evaluate(node, node.operands().stream().map(exact::get).toList(),
                        symbols));
                rounded.put(node, Interpreter.evaluate(node, node.operands().stream().map(rounded::get).toList(),
                        symbols).roundedToDType());
            }
        }
        return results;
    }

    private Node keep(Node node, Value value) {
        exact.put(node, value);
        rounded.put(node, value);
        return node;
    }

    /** Takes a node into the pool if its value is tame. */
    Node offer(Node node) {
        if (isTame(node)) {
            pool.add(node);
        }
        return node;
    }

    private boolean isTame(Node node) {
        Value value = exact.get(node);
        if (value.size() > (wide ? MAX_WIDE_ELEMENTS : MAX_ELEMENTS) || node.type().rank() > 4) {
            return false;
        }
        for (int i = 0; i < value.size() && node.dtype().isFloat(); i++) {
            double x = value.real(i);
            boolean small = Math.abs(x) <= MAX_MAGNITUDE;
            if (!small || Math.abs(x - rounded.get(node).real(i)) > MAX_ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /** True if a condition holds for every element of a node's value. */
    boolean all(Node node, DoublePredicate condition) {
        return Arrays.stream(exact.get(node).toDoubles()).allMatch(condition);
    }

    /** True if no two elements are nearer to each other than a margin. */
    boolean areApart(Node node, double margin) {
        double[] sorted = exact.get(node).toDoubles();
        Arrays.sort(sorted);
        return IntStream.range(1, sorted.length).allMatch(i -> sorted[i] - sorted[i - 1] >= margin);
    }

    int valueOf(Dim dim) {
        return Math.toIntExact(dim.evaluate(symbols));
    }

    int size(Shape shape) {
        return Math.toIntExact(shape.size().evaluate(symbols));
    }

    List<Node> variables() {
        return variableNodes;
    }

    /** The nodes of the pool that no other uses, and the inputs that show the symbols' values. */
    List<Node> sinks() {
        Set<Node> sinks = new LinkedHashSet<>(pool);
        sinks.removeAll(used);
        sinks.addAll(shown);
        return List.copyOf(sinks);
    }

    GraphSample sample(Map<String, Node> outputs, Map<Node, Node> updates) {
        Graph graph = builder.build("Random", outputs, updates);
        Set<String> reached = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Leaf.Input input) {
                reached.add(input.name());
            } else if (node.op() instanceof Leaf.Variable variable) {
                reached.add(variable.name());
            }
        }
        inputs.keySet().retainAll(reached);
        variables.keySet().retainAll(reached);
        return new GraphSample(graph, inputs, variables);
    }
}
