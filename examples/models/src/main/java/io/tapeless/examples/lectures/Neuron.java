package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 5: one linear neuron and one example. */
public final class Neuron {
    private static final int N = 3;

    private Neuron() {}

    static Model model() {
        return Model.define("Neuron", m -> {
            Tensor x = m.input("x", F64, N);
            Tensor y = m.input("y", F64);
            Tensor w = m.param("w", normal(1), F64, N);
            Tensor prediction = x.dot(w);
            m.output("prediction", prediction);
            m.loss("loss", y.minus(prediction).square());
        });
    }

    /** Prints the gradient beside its closed form. */
    public static void main(String[] args) {
        double y = 1;
        Evaluation neuron = Evaluation.gradients(model(), 1, "w", "prediction")
                .input("x", 1, 2, 3).input("y", y).parameter("w", 0.5, -1, 0.25).run();
        double prediction = 1 * 0.5 + 2 * -1 + 3 * 0.25;
        double signal = 2 * (prediction - y);
        neuron.show("d prediction", "d w");
        Evaluation.print("2(p - y)", signal);
        Evaluation.print("2(p - y)x", signal * 1, signal * 2, signal * 3);
    }
}
