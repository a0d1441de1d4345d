package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.glorotNormal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;
import java.util.Random;
import java.util.stream.IntStream;

/** Example 11: one layer of a million weights that start as Glorot says, and what it does to variances. */
public final class Glorot {
    static final int IN = 800;
    static final int OUT = 1250;
    static final int BATCH = 64;

    private Glorot() {}

    static Model model() {
        return Model.define("Glorot", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(IN));
            Tensor v = m.input("v", F64, batch, Dim.of(OUT));
            Tensor w = m.param("w", glorotNormal(), F64, IN, OUT);
            Tensor y = x.matmul(w);
            m.output("y", y);
            m.output("back", y.vjp(x, v));
        });
    }

    /** Prints the variance of the weights, and by what factor the layer changes variances there and back. */
    public static void main(String[] args) {
        CompiledModel compiled = ModelCompiler.compile(model());
        Parameters parameters = compiled.initialize(5);
        Predictor layer = compiled.predictor(parameters);
        layer.batch(BATCH);
        Random random = new Random(3);
        for (String input : new String[] {"x", "v"}) {
            TensorView view = layer.input(input);
            view.set(random.doubles(view.size()).map(u -> random.nextGaussian()).toArray());
        }
        layer.run();
        Evaluation.print("weights", variance(parameters.get("w")), 2.0 / (IN + OUT));
        Evaluation.print("forward", variance(layer.output("y")) / variance(layer.input("x")), 2.0 * IN / (IN + OUT));
        Evaluation.print("back", variance(layer.output("back")) / variance(layer.input("v")), 2.0 * OUT / (IN + OUT));
    }

    static double variance(TensorView view) {
        double mean = IntStream.range(0, view.size()).mapToDouble(view::get).average().orElseThrow();
        return IntStream.range(0, view.size()).mapToDouble(i -> (view.get(i) - mean) * (view.get(i) - mean))
                .sum() / (view.size() - 1);
    }
}
