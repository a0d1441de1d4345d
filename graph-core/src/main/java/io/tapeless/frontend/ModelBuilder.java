package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Origin;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Site;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One evaluation of a model's definition in one mode: it collects inputs, variables, outputs, loss,
 * metrics and updates while functions add nodes to its graph. Not thread-safe.
 *
 * <p>Nodes get the site set with {@link #at}, or else the line of the Java caller outside this package.
 */
public final class ModelBuilder {
    /** The i64 scalar input that keys all random numbers. */
    public static final String KEY = "$key";

    /** A declared variable: its type, how it starts, and whether training differentiates with respect to it. */
    record Declaration(TensorType type, Initializer initializer, boolean trainable) {}

    private final String name;
    private final boolean training;
    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, Dim> dims = new TreeMap<>();
    private final Map<String, TensorType> inputs = new LinkedHashMap<>();
    private final Map<String, Declaration> variables = new LinkedHashMap<>();
    private final Map<String, Tensor> named = new LinkedHashMap<>();
    private final Map<String, Tensor> results = new LinkedHashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> metrics = new ArrayList<>();
    private final Map<Node, Node> updates = new LinkedHashMap<>();
    private final CheckpointPolicy checkpoints = new CheckpointPolicy();
    private final EpochMetrics epochMetrics = new EpochMetrics();
    private String loss;
    private String scope = "";
    private Site site = Site.UNKNOWN;
    private long streams;
    /** The step numbers of the loops whose bodies are being built, the innermost last. */
    private final List<Tensor> steps = new ArrayList<>();

    /**
     * @param name the model's name
     * @param training true while the train step is built
     */
    public ModelBuilder(String name, boolean training) {
        this.name = name;
        this.training = training;
    }

    public String name() {
        return name;
    }

    /** True while the train step is built. */
    public boolean training() {
        return training;
    }

    /** The graph so far, for those who add nodes themselves. */
    public GraphBuilder graph() {
        return graph;
    }

    CheckpointPolicy checkpoints() {
        return checkpoints;
    }

    // ------------------------------------------------------------------ sites and scopes

    /** Sets the site of the nodes made next; {@link Site#UNKNOWN} returns to the Java caller's line. */
    public void at(Site place) {
        site = place;
    }

    /** Runs an action whose nodes are in a scope inside the current one. */
    public void withScope(String inner, Runnable action) {
        String outer = scope;
        scope = outer.isEmpty() ? inner : outer + "." + inner;
        try {
            action.run();
        } finally {
            scope = outer;
        }
    }

    /** The scope of the nodes made next; empty outside of all. */
    public String scope() {
        return scope;
    }

    /** Sets the scope of the nodes made next, whatever the current one. */
    public void scope(String absolute) {
        scope = absolute;
    }

    /** The current site: the one set, or else the caller's line. */
    Site site() {
        return site.isKnown() ? site : CallerSite.find();
    }

    /** The origin for nodes made now. */
    Origin origin() {
        return new Origin(scope, site(), Optional.empty(), List.of());
    }

    IrException error(String message) {
        return new IrException(message, site());
    }

    // ------------------------------------------------------------------ nodes

    /** The result of an operation, made at the current site. */
    Tensor apply(Op op, Tensor... operands) {
        for (Tensor operand : operands) {
            if (operand.owner() != this) {
                throw error("a tensor of model " + operand.owner().name + " (" + operand
                        + ") is used in model " + name + (operand.owner().name.equals(name) ? " of another run" : ""));
            }
        }
        graph.setOrigin(origin());
        return new Tensor(this, graph.add(op, Arrays.stream(operands).map(Tensor::node).toList()));
    }

    /** A scalar constant. */
    public Tensor constant(DType dtype, double value) {
        return constant(Literal.scalar(dtype, value));
    }

    /** An f32 scalar constant. */
    public Tensor constant(double value) {
        return constant(DType.F32, value);
    }

    public Tensor constant(Literal value) {
        return apply(new Leaf.Constant(value));
    }

    /** An extent as a scalar number; for a symbolic extent it is known at run time. */
    public Tensor constant(DType dtype, Dim extent) {
        if (extent.isConstant()) {
            return constant(Literal.scalar(dtype, extent.constant()));
        }
        Tensor count = apply(new Leaf.Iota(new TensorType(dtype, Shape.of(extent.plus(1))), 0));
        Tensor last = apply(new Movement.Slice(List.of(extent), List.of(Dim.ONE), List.of(1)), count);
        return apply(new Movement.Reshape(Shape.SCALAR), last);
    }

    /** The key of random numbers: an input made on first use, in a loop's body another one in each step. */
    Tensor key() {
        inputs.putIfAbsent(KEY, TensorType.scalar(DType.I64));
        Tensor key = apply(new Leaf.Input(KEY, TensorType.scalar(DType.I64)));
        for (Tensor step : steps) {
            key = RandomNumbers.keyOf(key, step);
        }
        return key;
    }

    /** Runs what builds the body of a loop. */
    <T> T inStep(Tensor step, Supplier<T> body) {
        steps.add(step);
        try {
            return body.get();
        } finally {
            steps.remove(steps.size() - 1);
        }
    }

    /** A stream number no other random call of this builder has; call n gets the same in both modes. */
    long freshStream() {
        return RandomNumbers.mix(streams++);
    }

    // ------------------------------------------------------------------ declarations

    /** The symbolic dimension of a name, from 1 to {@link Integer#MAX_VALUE}. */
    public Dim dim(String symbol) {
        return dim(symbol, 1, Integer.MAX_VALUE);
    }

    /**
     * The symbolic dimension of a name.
     *
     * @throws IrException if the name was given with other bounds
     */
    public Dim dim(String symbol, long min, long max) {
        Dim made = Dim.symbol(symbol, min, max);
        Dim known = dims.putIfAbsent(symbol, made);
        if (known != null && !known.symbols().first().equals(made.symbols().first())) {
            throw error("dimension " + symbol + " is declared twice with different bounds");
        }
        return made;
    }

    /** A tensor fed at run time. */
    public Tensor input(String label, DType dtype, Dim... shape) {
        return input(label, new TensorType(dtype, Shape.of(shape)));
    }

    /** A tensor fed at run time. */
    public Tensor input(String label, DType dtype, long... shape) {
        return input(label, new TensorType(dtype, Shape.of(shape)));
    }

    /** A tensor fed at run time, whose first dimension may be symbolic and whose others are known. */
    public Tensor input(String label, DType dtype, Dim first, long second, long... others) {
        List<Dim> shape = new ArrayList<>(List.of(first, Dim.of(second)));
        Arrays.stream(others).mapToObj(Dim::of).forEach(shape::add);
        return input(label, dtype, shape.toArray(Dim[]::new));
    }

    /** A scalar fed at run time. */
    public Tensor input(String label, DType dtype) {
        return input(label, TensorType.scalar(dtype));
    }

    private Tensor input(String label, TensorType type) {
        requireNew(label);
        inputs.put(label, type);
        return name(label, apply(new Leaf.Input(label, type)));
    }

    /** A trained variable. */
    public Tensor param(String label, Initializer initializer, DType dtype, long... shape) {
        return variable(label, initializer, new TensorType(dtype, Shape.of(shape)), true);
    }

    /** A variable kept between runs but not trained; see {@link #update}. */
    public Tensor state(String label, Initializer initializer, DType dtype, long... shape) {
        return variable(label, initializer, new TensorType(dtype, Shape.of(shape)), false);
    }

    private Tensor variable(String label, Initializer initializer, TensorType type, boolean trainable) {
        requireNew(label);
        if (trainable && !type.dtype().isFloat()) {
            throw error("parameter " + label + ": expected f32 or f64, found " + type.dtype());
        }
        variables.put(label, new Declaration(type, initializer, trainable));
        return name(label, apply(new Leaf.Variable(label, type, trainable)));
    }

    private void requireNew(String label) {
        if (label.equals(KEY)) {
            throw error("the name " + KEY + " is reserved for the key of random numbers");
        }
        if (inputs.containsKey(label) || variables.containsKey(label)) {
            throw error("an input or variable named " + label + " is already declared");
        }
    }

    /**
     * Stores a new value in a state when a train step has run.
     *
     * @throws IrException if {@code state} is no state, is updated already, or is of another type
     */
    public void update(Tensor state, Tensor value) {
        if (!(state.node().op() instanceof Leaf.Variable variable) || variable.trainable()) {
            throw error("update: expected a state, found " + state);
        }
        if (!state.type().equals(value.type())) {
            throw error("update: state " + variable.name() + " has type " + state.type() + ", the new value "
                    + value.type());
        }
        if (updates.putIfAbsent(state.node(), value.node()) != null) {
            throw error("update: state " + variable.name() + " is updated twice");
        }
    }

    /**
     * Gives a tensor a name for inspection.
     *
     * @return the tensor, as all declarations
     */
    public Tensor name(String label, Tensor tensor) {
        named.putIfAbsent(label, tensor);
        graph.name(label, tensor.node());
        return tensor;
    }

    /**
     * Declares a result of prediction.
     *
     * @return the tensor
     */
    public Tensor output(String label, Tensor tensor) {
        outputs.add(label);
        return result(label, tensor);
    }

    /**
     * Declares what training minimises.
     *
     * @return the tensor
     * @throws IrException if it is not a float scalar, or a loss is declared already
     */
    public Tensor loss(String label, Tensor tensor) {
        if (loss != null) {
            throw error("loss " + label + ": the model has a loss already, " + loss);
        }
        if (tensor.rank() != 0 || !tensor.dtype().isFloat()) {
            throw error("loss " + label + ": expected a scalar of f32 or f64, found " + tensor.type()
                    + (tensor.rank() == 0 ? "" : "; reduce it with mean or sum"));
        }
        loss = label;
        return result(label, tensor);
    }

    /**
     * Declares a number to report.
     *
     * @return the tensor
     * @throws IrException if it is not a scalar
     */
    public Tensor metric(String label, Tensor tensor) {
        if (tensor.rank() != 0) {
            throw error("metric " + label + ": expected a scalar, found " + tensor.type()
                    + "; reduce it with mean or sum");
        }
        metrics.add(label);
        epochMetrics.declare(label, tensor);
        return result(label, tensor);
    }

    /** A tensor computed of rows of examples, by a formula that also holds for the rows of several batches. */
    Tensor overExamples(List<Tensor> rows, Function<List<Tensor>, Tensor> formula) {
        return epochMetrics.compute(rows, formula);
    }

    private Tensor result(String label, Tensor tensor) {
        Tensor known = results.putIfAbsent(label, tensor);
        if (known != null && !known.equals(tensor)) {
            throw error("a result named " + label + " is already declared");
        }
        return name(label, tensor);
    }

    // ------------------------------------------------------------------ what was declared

    /** Variables by name, in order of declaration. */
    Map<String, Declaration> variables() {
        return Collections.unmodifiableMap(variables);
    }

    Map<String, TensorType> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    List<String> outputs() {
        return List.copyOf(outputs);
    }

    Optional<String> loss() {
        return Optional.ofNullable(loss);
    }

    Map<String, EpochMetric> epochMetrics() {
        return epochMetrics.metrics();
    }

    List<String> metrics() {
        return List.copyOf(metrics);
    }

    /** The graph of all results, and of all other named tensors if asked for. */
    Graph resultsGraph(boolean all) {
        Map<String, Node> roots = new LinkedHashMap<>();
        results.forEach((label, tensor) -> roots.put(label, tensor.node()));
        if (all) {
            named.forEach((label, tensor) -> roots.putIfAbsent(label, tensor.node()));
        }
        return build(roots, Map.of());
    }

    /** The graph of loss, metrics and updates. */
    Graph trainGraph() {
        Map<String, Node> roots = new LinkedHashMap<>();
        loss().ifPresent(label -> roots.put(label, results.get(label).node()));
        metrics.forEach(label -> roots.put(label, results.get(label).node()));
        return build(roots, updates);
    }

    private Graph build(Map<String, Node> roots, Map<Node, Node> stored) {
        Graph built = graph.build(name, roots, stored);
        for (Node input : built.inputs()) {
            if (((Leaf.Input) input.op()).name().startsWith(LoopBuilder.PLACEHOLDER)) {
                throw new IrException("a tensor made in a loop is used outside of it; make it a result of the loop",
                        input.origin().site());
            }
        }
        return built;
    }
}
