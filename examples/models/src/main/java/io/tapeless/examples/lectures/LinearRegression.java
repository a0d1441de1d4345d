package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.ir.DType.F64;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Trainer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Dim;
import java.util.Map;

/** Example 1: a line through points, by gradient descent on the sum of squared residuals. */
public final class LinearRegression {
    private static final int STEPS = 3000;

    private LinearRegression() {}

    static Model model() {
        TrainSettings settings = TrainSettings.of(Map.of("optimizer", "sgd", "learningRate", 0.01));
        return Model.define("LinearRegression", settings, m -> {
            Dim points = m.dim("I");
            Tensor x = m.input("x", F64, points);
            Tensor y = m.input("y", F64, points);
            Tensor phi0 = m.param("phi0", zeros(), F64);
            Tensor phi1 = m.param("phi1", zeros(), F64);
            Tensor f = phi0.plus(phi1.times(x));
            m.output("f", f);
            m.loss("loss", f.minus(y).square().sum());
        });
    }

    /** Descends, and prints where it arrives beside the solution of the normal equations. */
    public static void main(String[] args) {
        double[] x = {0, 0.25, 0.5, 0.75, 1};
        double[] y = {1.1, 1.4, 2.1, 2.4, 3.0};
        Trainer trainer = ModelCompiler.compile(model()).trainer(1);
        trainer.batch(x.length);
        trainer.input("x").set(x);
        trainer.input("y").set(y);
        for (int step = 0; step < STEPS; step++) {
            trainer.step();
        }
        Evaluation.print("descent", trainer.parameters().get("phi0").get(0), trainer.parameters().get("phi1").get(0));

        double n = x.length;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sx += x[i];
            sy += y[i];
            sxx += x[i] * x[i];
            sxy += x[i] * y[i];
        }
        double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
        Evaluation.print("normal equations", (sy - slope * sx) / n, slope);
    }
}
