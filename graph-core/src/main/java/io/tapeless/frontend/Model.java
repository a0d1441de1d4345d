package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A defined model: its graphs in both modes and how its variables start. Immutable.
 *
 * <pre>{@code
 * TrainSettings settings = TrainSettings.NONE.with(OPTIMIZER, "adam").with(LEARNING_RATE, 1e-3);
 * Model digits = Model.define("Digits", settings, m -> {
 *     Tensor x = m.input("x", F32, m.dim("B"), 64);
 *     Tensor y = m.input("y", I32, m.dim("B"));
 *
 *     Tensor w1 = m.param("w1", Initializer.heNormal(), F32, 64, 512);
 *     Tensor b1 = m.param("b1", Initializer.zeros(), F32, 512);
 *     Tensor w2 = m.param("w2", Initializer.glorotUniform(), F32, 512, 10);
 *     Tensor b2 = m.param("b2", Initializer.zeros(), F32, 10);
 *
 *     Tensor hidden = x.matmul(w1).plus(b1).relu();
 *     Tensor logits = m.output("logits", hidden.matmul(w2).plus(b2));
 *     Tensor label = m.output("label", logits.argmax(-1));
 *     m.loss("loss", logits.crossEntropy(y).mean()
 *             .plus(w1.times(w1).sum().plus(w2.times(w2).sum()).times(1e-4)));
 *     m.metric("accuracy", label.eq(y).cast(F32).mean());
 * });
 * }</pre>
 *
 * <p>Three graphs. {@link #init()} has one output per variable, by its name; its one input is the key
 * {@link ModelBuilder#KEY}, the run's seed. {@link #forward()} is the predict mode: all outputs, the
 * loss and the metrics, no updates. {@link #train()} is the train mode: loss and metrics, and the
 * updates of states; gradients and updates of parameters are not in it yet.
 */
public final class Model {
    private final String name;
    private final Graph init;
    private final Graph forward;
    private final Graph named;
    private final Graph train;
    private final List<String> outputs;
    private final Optional<String> loss;
    private final List<String> metrics;
    private final Map<String, TensorType> variables;
    private final Map<String, TensorType> inputs;
    private final TrainSettings settings;
    private final Map<String, EpochMetric> epochMetrics;

    private Model(ModelBuilder forward, ModelBuilder train, TrainSettings settings) {
        this.name = forward.name();
        this.init = initialValues(train);
        this.forward = forward.resultsGraph(false);
        this.named = forward.resultsGraph(true);
        this.train = train.trainGraph();
        this.outputs = forward.outputs();
        this.loss = train.loss();
        this.metrics = train.metrics();
        Map<String, TensorType> types = new LinkedHashMap<>();
        train.variables().forEach((label, declaration) -> types.put(label, declaration.type()));
        this.variables = Collections.unmodifiableMap(types);
        Map<String, TensorType> fed = new LinkedHashMap<>(forward.inputs());
        fed.putAll(train.inputs());
        this.inputs = Collections.unmodifiableMap(fed);
        this.settings = settings;
        this.epochMetrics = forward.epochMetrics();
    }

    /** Evaluates a definition in both modes, predict first. */
    public static Model define(String name, Consumer<ModelBuilder> definition) {
        return define(name, TrainSettings.NONE, definition);
    }

    /** Evaluates a definition in both modes, predict first. */
    public static Model define(String name, TrainSettings settings, Consumer<ModelBuilder> definition) {
        ModelBuilder forward = new ModelBuilder(name, false);
        definition.accept(forward);
        ModelBuilder train = new ModelBuilder(name, true);
        definition.accept(train);
        return assemble(forward, train, settings);
    }

    /**
     * The model that two evaluations of one definition describe.
     *
     * @throws IrException if the two declare different variables, inputs, loss or metrics
     */
    public static Model assemble(ModelBuilder forward, ModelBuilder train, TrainSettings settings) {
        if (forward.training() || !train.training()) {
            throw new IrException("model " + forward.name() + ": expected a predict and a train evaluation");
        }
        requireEqual(forward, "variables", types(forward), types(train));
        requireEqual(forward, "loss", forward.loss(), train.loss());
        requireEqual(forward, "metrics", forward.metrics(), train.metrics());
        return new Model(forward, train, settings);
    }

    private static void requireEqual(ModelBuilder model, String what, Object predict, Object train) {
        if (!predict.equals(train)) {
            throw new IrException("model " + model.name() + ": the declared " + what
                    + " depend on training(): " + predict + " in predict, " + train + " in train");
        }
    }

    private static Map<String, TensorType> types(ModelBuilder builder) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        builder.variables().forEach((label, declaration) -> types.put(label, declaration.type()));
        return types;
    }

    private static Graph initialValues(ModelBuilder model) {
        GraphBuilder graph = new GraphBuilder();
        Node key = graph.add(new Leaf.Input(ModelBuilder.KEY, TensorType.scalar(DType.I64)));
        Map<String, Node> values = new LinkedHashMap<>();
        model.variables().forEach((label, declaration) -> values.put(label,
                declaration.initializer().build(graph, key, label, declaration.type())));
        return graph.build(model.name(), values);
    }

    public String name() {
        return name;
    }

    /** Initial values: one output per variable; the input {@link ModelBuilder#KEY} is the run's seed. */
    public Graph init() {
        return init;
    }

    /** Predict mode: outputs, loss and metrics; no updates. */
    public Graph forward() {
        return forward;
    }

    /** Train mode: loss, metrics and updates of states. */
    public Graph train() {
        return train;
    }

    /**
     * Predict mode with any named tensors as outputs.
     *
     * @throws IrException if a name is not known
     */
    public Graph forward(List<String> names) {
        Map<String, Node> roots = new LinkedHashMap<>();
        for (String label : names) {
            Node node = named.outputs().get(label);
            if (node == null) {
                throw new IrException("model " + name + " has no tensor " + label + "; it has "
                        + named.outputs().keySet());
            }
            roots.put(label, node);
        }
        return GraphBuilder.extending(named).build(name, roots);
    }

    /** Names of what prediction returns. */
    public List<String> outputs() {
        return outputs;
    }

    public Optional<String> loss() {
        return loss;
    }

    public List<String> metrics() {
        return metrics;
    }

    /** By name, the metrics that are no means over examples; {@link #forward(List)} computes their rows. */
    public Map<String, EpochMetric> epochMetrics() {
        return epochMetrics;
    }

    /** Types of parameters and states by name, in order of declaration. */
    public Map<String, TensorType> variables() {
        return variables;
    }

    /** Types of what is fed, by name; {@link ModelBuilder#KEY} among them if random numbers are drawn. */
    public Map<String, TensorType> inputs() {
        return inputs;
    }

    public TrainSettings settings() {
        return settings;
    }
}
