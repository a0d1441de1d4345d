package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 6 with several outputs, biases and a batch of examples. */
public final class TanhNetworkBatch {
    private static final int IN = 3;
    private static final int HIDDEN = 2;
    private static final int OUT = 2;

    private TanhNetworkBatch() {}

    static Model model() {
        return Model.define("TanhNetworkBatch", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(IN));
            Tensor y = m.input("y", F64, batch, Dim.of(OUT));
            Tensor w1 = m.param("w1", normal(1), F64, IN, HIDDEN);
            Tensor b1 = m.param("b1", normal(1), F64, HIDDEN);
            Tensor w2 = m.param("w2", normal(1), F64, HIDDEN, OUT);
            Tensor b2 = m.param("b2", normal(1), F64, OUT);
            Tensor z = x.matmul(w1).plus(b1).tanh();
            Tensor prediction = z.matmul(w2).plus(b2);
            m.output("prediction", prediction);
            m.loss("loss", prediction.minus(y).square().sum().dividedBy(m.constant(F64, batch)));
        });
    }

    /** Prints Δ, a row an example, and the gradient of the last bias, its column sums. */
    public static void main(String[] args) {
        Evaluation.gradients(model(), 2, "prediction", "b2", "w2", "b1", "w1")
                .input("x", 1, 2, 3, -1, 0, 1).input("y", 1, 0, 0, 1).run()
                .show("d prediction", "d b2", "d w2", "d b1", "d w1");
    }
}
