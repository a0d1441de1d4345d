package io.tapeless.examples.fit;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The residuals of a model on given data, as compiled functions of its parameters, which are one vector here: all
 * elements in order of declaration. For one thread at a time.
 */
public final class LeastSquares {
    private final Parameters parameters;
    private final List<TensorView> views;
    private final BoundFunction residuals;
    private final BoundFunction step;
    private final String residual;

    /**
     * A step from some parameters.
     *
     * @param velocity the step by the linear model of the residuals
     * @param acceleration what the residuals' second derivative along it adds, to be halved
     * @param scale of each parameter, by which steps are measured
     * @param predicted how much the sum of squares falls by the linear model
     */
    record Step(double[] velocity, double[] acceleration, double[] scale, double predicted) {}

    private LeastSquares(Model model, String residual, Map<String, NdArray> data) {
        this.residual = residual;
        Graph forward = model.forward(List.of(residual));
        List<Node> fitted = fitted(model, forward);
        requireF64(forward.output(residual), fitted);
        CompiledModel compiled = ModelCompiler.compile(model);
        this.parameters = compiled.initialize(0);
        List<String> names = fitted.stream().map(n -> ((Leaf.Variable) n.op()).name()).toList();
        this.views = names.stream().map(parameters::get).toList();
        this.residuals = bind(compiled, compiled.forward(List.of(residual)), data);
        Map<String, NdArray> all = new LinkedHashMap<>(data);
        all.put(StepGraph.DAMPING, NdArray.of(new double[1]));
        all.put(StepGraph.SCALE, NdArray.of(new double[size()], size()));
        this.step = bind(compiled, compiled.function(StepGraph.of(forward, residual, fitted)), all);
    }

    /**
     * Compiles residuals and steps.
     *
     * @param residual the name of the tensor whose squares are summed
     * @param data the inputs it needs, by name
     * @throws IrException if residuals or parameters are not f64, if residuals depend on no parameter, or if inputs
     *     are missing or misshaped
     */
    public static LeastSquares of(Model model, String residual, Map<String, NdArray> data) {
        return new LeastSquares(model, residual, data);
    }

    /** The parameters that a graph reads, in order of declaration. */
    private static List<Node> fitted(Model model, Graph graph) {
        Map<String, Node> byName = new LinkedHashMap<>();
        model.variables().keySet().forEach(name -> byName.put(name, null));
        graph.variables().stream().filter(n -> ((Leaf.Variable) n.op()).trainable())
                .forEach(n -> byName.put(((Leaf.Variable) n.op()).name(), n));
        return byName.values().stream().filter(Objects::nonNull).toList();
    }

    private static void requireF64(Node residual, List<Node> fitted) {
        if (fitted.isEmpty()) {
            throw new IrException("the residuals depend on no parameter: " + residual);
        }
        fitted.stream().filter(p -> p.dtype() != DType.F64).findFirst().ifPresent(p -> {
            throw new IrException("expected parameters of f64, found " + p);
        });
    }

    private BoundFunction bind(CompiledModel compiled, CompiledFunction function, Map<String, NdArray> data) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        data.forEach((name, array) -> shapes.put(name, array.shape()));
        BoundFunction bound = compiled.bind(function, parameters, function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> view.set(data.get(name)));
        return bound;
    }

    /** How many numbers are fitted. */
    public int size() {
        return views.stream().mapToInt(TensorView::size).sum();
    }

    /** Where the model's initial values start a fit. */
    public double[] initial() {
        return views.stream().flatMapToDouble(v -> Arrays.stream(v.toArray().asDoubles())).toArray();
    }

    /** The residuals at some parameters. */
    public double[] residuals(double... at) {
        move(at);
        residuals.run();
        return residuals.output(residual).toArray().asDoubles();
    }

    double sumOfSquares(double... at) {
        return Arrays.stream(residuals(at)).map(r -> r * r).sum();
    }

    Step step(double[] at, double damping, double[] scale) {
        move(at);
        step.input(StepGraph.DAMPING).set(new double[] {damping});
        step.input(StepGraph.SCALE).set(scale);
        step.run();
        return new Step(output(StepGraph.VELOCITY), output(StepGraph.ACCELERATION), output(StepGraph.SCALE),
                step.output(StepGraph.PREDICTED).get(0));
    }

    private double[] output(String name) {
        return step.output(name).toArray().asDoubles();
    }

    private void move(double... at) {
        int start = 0;
        for (TensorView view : views) {
            view.set(Arrays.copyOfRange(at, start, start + view.size()));
            start += view.size();
        }
        if (start != at.length) {
            throw new IllegalArgumentException("expected " + start + " parameters, found " + at.length);
        }
    }
}
