package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 6: three inputs, two hidden tanh units, one output, no biases, one example. */
public final class TanhNetwork {
    private TanhNetwork() {}

    static Model model() {
        return Model.define("TanhNetwork", m -> {
            Tensor x = m.input("x", F64, 3);
            Tensor y = m.input("y", F64);
            Tensor w1 = m.param("w1", normal(1), F64, 3, 2);
            Tensor w2 = m.param("w2", normal(1), F64, 2);
            Tensor a = x.matmul(w1);
            m.name("a", a);
            Tensor prediction = a.tanh().dot(w2);
            m.output("prediction", prediction);
            m.loss("loss", prediction.minus(y).square());
        });
    }

    /** Prints δ, the adjoint of a, and the outer product xᵀ(∂L/∂a) that is the gradient of the first matrix. */
    public static void main(String[] args) {
        Evaluation.gradients(model(), 1, "prediction", "w2", "a", "w1")
                .input("x", 1, 2, 3).input("y", 1).parameter("w1", 0.1, -0.2, 0.3, 0.1, -0.2, 0.2)
                .parameter("w2", 0.5, -1).run()
                .show("d prediction", "d w2", "d a", "d w1");
    }
}
