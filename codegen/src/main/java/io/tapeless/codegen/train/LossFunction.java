package io.tapeless.codegen.train;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.TensorView;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.optim.Optimizers;
import io.tapeless.optim.TrainStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model's loss as a function of its parameters, one after the other in one array, compiled with its gradient; the
 * parameters are all but those that the settings freeze.
 * It is the loss of training on the inputs last written; states are not updated, and what is random is drawn anew from
 * one key at every point, so it is one function. An evaluation allocates nothing. For one thread at a time.
 */
public final class LossFunction implements Lbfgs.Objective {
    private final CompiledFunction compiled;
    private final BoundFunction function;
    private final TensorView loss;
    private final List<TensorView> variables = new ArrayList<>();
    private final List<TensorView> gradients = new ArrayList<>();
    private final int size;

    /**
     * Compiles the function and binds it.
     *
     * @param parameters where to keep the point; states are read there
     * @param dims extents of the symbolic dimensions of the inputs
     * @param key of random numbers
     * @throws IrException if the model has no loss or no parameter, or one does not lead to the loss
     */
    public LossFunction(CompiledModel model, Parameters parameters, Map<String, Long> dims, long key) {
        String name = model.model().loss().orElseThrow(
                () -> new IrException("model " + model.model().name() + " has no @Loss"));
        TrainSettings settings = model.settings().with(TrainSetting.OPTIMIZER, Optimizers.LBFGS);
        compiled = model.function(model.model().train(), forward -> TrainStep.of(forward, name, settings).graph());
        function = model.bind(compiled, parameters, dims);
        function.setKey(key);
        loss = function.output(name);
        for (Node parameter : TrainStep.trained(model.model().train(), settings)) {
            String variable = ((Leaf.Variable) parameter.op()).name();
            variables.add(parameters.get(variable));
            gradients.add(function.output(TrainStep.GRADIENT + variable));
        }
        size = variables.stream().mapToInt(TensorView::size).sum();
    }

    /** Where to write an input before the function is evaluated. */
    public TensorView input(String name) {
        return function.input(name);
    }

    /** All inputs by name. */
    public Map<String, TensorView> inputs() {
        return function.inputs();
    }

    /** The number of elements of all parameters. */
    int size() {
        return size;
    }

    /** Whether it is one of many functions, as what is random in it depends on the key. */
    boolean isRandom() {
        return function.inputs().containsKey(ModelBuilder.KEY);
    }

    /** The value that a metric had where the function was last evaluated. */
    double metric(String name) {
        return function.output(name).get(0);
    }

    /** What an evaluation runs. */
    CompiledFunction function() {
        return compiled;
    }

    /** The values of all parameters. */
    public double[] point() {
        double[] point = new double[size];
        read(variables, point);
        return point;
    }

    /** Sets the parameters. */
    public void set(double[] point) {
        int at = 0;
        for (int v = 0; v < variables.size(); v++) {
            TensorView view = variables.get(v);
            for (int i = 0; i < view.size(); i++) {
                if (view.dtype() == DType.F64) {
                    view.doubles()[view.offset() + i] = point[at++];
                } else {
                    view.floats()[view.offset() + i] = (float) point[at++];
                }
            }
        }
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        set(point);
        function.run();
        read(gradients, gradient);
        return loss.get(0);
    }

    private static void read(List<TensorView> views, double[] to) {
        int at = 0;
        for (int v = 0; v < views.size(); v++) {
            TensorView view = views.get(v);
            for (int i = 0; i < view.size(); i++) {
                to[at++] = view.get(i);
            }
        }
    }
}
