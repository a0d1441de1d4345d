package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.full;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import java.util.function.UnaryOperator;

/** Example 2: four affine maps of one number with an activation between them. */
public final class ToyNetwork {
    private static final double[] BETA = {0.5, -0.3, 0.2, -1.0};
    private static final double[] OMEGA = {1.5, 0.8, -1.2, 2.0};

    private ToyNetwork() {}

    static Model model(UnaryOperator<Tensor> a) {
        return Model.define("ToyNetwork", m -> {
            Tensor h = m.input("x", F64);
            Tensor y = m.input("y", F64);
            Tensor[] beta = new Tensor[4];
            Tensor[] omega = new Tensor[4];
            for (int k = 0; k < 4; k++) {
                beta[k] = m.param("beta" + k, full(BETA[k]), F64);
            }
            for (int k = 0; k < 4; k++) {
                omega[k] = m.param("omega" + k, full(OMEGA[k]), F64);
            }
            for (int k = 0; k < 3; k++) {
                Tensor f = beta[k].plus(omega[k].times(h));
                m.name("f" + k, f);
                h = a.apply(f);
                m.name("h" + (k + 1), h);
            }
            Tensor f = beta[3].plus(omega[3].times(h));
            m.output("f", f);
            m.loss("loss", f.minus(y).square());
        });
    }

    /** Prints the adjoints from the last to the first. */
    public static void main(String[] args) {
        Evaluation network = Evaluation.gradients(model(Tensor::tanh), 1, "f", "omega3", "h3", "f2", "omega2", "h2",
                "f1", "omega1", "h1", "f0", "omega0");
        for (int k = 0; k < 4; k++) {
            network.parameter("beta" + k, BETA[k]).parameter("omega" + k, OMEGA[k]);
        }
        network.input("x", 1.1).input("y", 0.6).run()
                .show("d f", "d omega3", "d h3", "d f2", "d omega2", "d h2", "d f1", "d omega1", "d h1", "d f0",
                        "d omega0");
    }
}
