package io.tapeless.codegen;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.optim.Optimizer;
import io.tapeless.optim.Optimizers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The compiled functions of a model. Each is compiled when first asked for, once; all share their
 * variables through {@link Parameters}. Thread-safe.
 */
public final class CompiledModel {
    private final Model model;
    private final CompileOptions options;
    private final WorkerPool pool;
    private final VariableTable variables;
    private final Map<List<String>, CompiledFunction> forward = new HashMap<>();
    private CompiledFunction init;
    private CompiledStep step;

    /** A train step with the table of variables it works on. */
    private record CompiledStep(CompiledFunction function, VariableTable variables, List<Optimizer.Slot> slots) {}

    CompiledModel(Model model, CompileOptions options) {
        this.model = model;
        this.options = options;
        this.pool = WorkerPool.of(options.threads());
        this.variables = new VariableTable(model.variables());
    }

    public Model model() {
        return model;
    }

    public CompileOptions options() {
        return options;
    }

    /** How it is trained: as the options say, else as the model says. */
    public TrainSettings settings() {
        return options.settings().over(model.settings());
    }

    WorkerPool pool() {
        return pool;
    }

    /** The parameters and states that the model declares. */
    public VariableTable variables() {
        return variables;
    }

    /** Computes the declared outputs from the inputs they need. */
    public CompiledFunction predict() {
        if (model.outputs().isEmpty()) {
            throw new IrException("model " + model.name() + " has no @Output to predict");
        }
        return forward(model.outputs());
    }

    /** Computes loss and metrics as in predict mode, changing nothing. */
    public CompiledFunction evaluate() {
        List<String> names = new ArrayList<>(List.of(requireLoss()));
        names.addAll(model.metrics());
        return forward(names);
    }

    private String requireLoss() {
        return model.loss().orElseThrow(() -> new IrException("model " + model.name() + " has no @Loss to train"));
    }

    /**
     * Computes any named tensors of the model, as in predict mode.
     *
     * @throws IrException if a name is not known
     */
    public synchronized CompiledFunction forward(List<String> names) {
        CompiledFunction known = forward.get(names);
        if (known == null) {
            known = compiler(variables).function(ModelCompiler.optimize(model.forward(names)),
                    model.name() + "Forward" + forward.size());
            forward.put(List.copyOf(names), known);
        }
        return known;
    }

    /**
     * Compiles a graph over the model's variables, such as one with gradients appended, after the passes of
     * predict mode.
     *
     * @throws IrException if it has a variable that the model has not
     */
    public CompiledFunction function(Graph graph) {
        return compiler(variables).function(ModelCompiler.optimize(graph), graph.name() + "Function");
    }

    /**
     * Compiles what is differentiated from a graph over the model's variables, after the passes of training: the
     * graph is stabilised before.
     *
     * @param differentiate makes the graph to compile from the stabilised one, which has the same inputs, variables
     *     and outputs
     * @throws IrException if it has a variable that the model has not
     */
    public CompiledFunction function(Graph forward, UnaryOperator<Graph> differentiate) {
        return compiler(variables).function(ModelCompiler.optimize(forward, differentiate),
                forward.name() + "Derivatives");
    }

    private ModelCompiler compiler(VariableTable table) {
        return new ModelCompiler(table, options);
    }

    /** Computes loss, metrics and gradients, and updates parameters and states: one step of training. */
    public CompiledFunction step() {
        return compiledStep().function;
    }

    private synchronized CompiledStep compiledStep() {
        if (step == null) {
            TrainGraphs made = TrainGraphs.of(model, settings());
            VariableTable table = made.variables(model);
            CompiledFunction function = compiler(table).function(made.stages().result(), model.name() + "Step");
            step = new CompiledStep(function, table, made.slots());
        }
        return step;
    }

    /** The initial values of a seed: the same seed gives the same bits everywhere. */
    public Parameters initialize(long seed) {
        return initialize(seed, variables);
    }

    /**
     * Parameters of given values, such as {@link Trainer#weights} gives and a file of weights holds.
     *
     * @throws IrException if one is missing, of another shape or dtype, or if there are others; the message names each
     */
    public Parameters parameters(Map<String, NdArray> values) {
        Parameters parameters = new Parameters(variables);
        parameters.set(values, variables.names());
        return parameters;
    }

    private Parameters initialize(long seed, VariableTable table) {
        Parameters parameters = new Parameters(table);
        if (!variables.names().isEmpty()) {
            BoundFunction bound = init().bind(new Parameters(new VariableTable(Map.of())), pool, Map.of());
            bound.setKey(seed);
            bound.run();
            variables.names().forEach(name -> parameters.get(name).set(bound.output(name).toArray()));
        }
        return parameters;
    }

    private synchronized CompiledFunction init() {
        if (init == null) {
            ModelCompiler compiler = compiler(new VariableTable(Map.of()));
            init = compiler.function(ModelCompiler.optimize(model.init()), model.name() + "Init");
        }
        return init;
    }

    /**
     * A trainer with the initial values of a seed, which also keys everything random in its steps.
     *
     * @throws IrException if the optimiser is no update of a step
     */
    public Trainer trainer(long seed) {
        Optimizers.requireStep(settings());
        CompiledStep compiled = compiledStep();
        Parameters parameters = initialize(seed, compiled.variables);
        compiled.slots.forEach(s -> parameters.get(((Leaf.Variable) s.variable().op()).name()).fill(s.initialValue()));
        return new Trainer(this, parameters, seed);
    }

    /** Memory to run one of the model's functions in, over the given parameters. */
    public BoundFunction bind(CompiledFunction function, Parameters parameters, Map<String, Long> dims) {
        return function.bind(parameters, pool, dims);
    }

    /** A predictor over the given parameters, for one thread; any number may share parameters. */
    public Predictor predictor(Parameters parameters) {
        return new Predictor(predict(), parameters, pool);
    }

    /**
     * As {@link #predictor}, for any named tensors of the model, as in predict mode.
     *
     * @throws IrException if a name is not known
     */
    public Predictor predictor(Parameters parameters, List<String> names) {
        return new Predictor(forward(names), parameters, pool);
    }

    /** As {@link #predictor}, for loss and metrics. */
    public Predictor evaluator(Parameters parameters) {
        return new Predictor(evaluate(), parameters, pool);
    }
}
