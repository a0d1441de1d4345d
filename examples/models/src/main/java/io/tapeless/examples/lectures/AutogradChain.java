package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 12: two layers, one output, a squared error; every step of the chain has a name. */
public final class AutogradChain {
    private static final int N = 3;
    private static final int H = 4;

    private AutogradChain() {}

    static Model model() {
        return Model.define("AutogradChain", model -> {
            Tensor x = model.input("x", F64, N);
            Tensor y = model.input("y", F64);
            Tensor wa = model.param("wa", normal(1), F64, H, N);
            Tensor ba = model.param("ba", normal(1), F64, H);
            Tensor wb = model.param("wb", normal(1), F64, H);
            Tensor bb = model.param("bb", zeros(), F64);
            Tensor m = wa.matmul(x).plus(ba);
            Tensor h = m.relu();
            Tensor o = wb.dot(h).plus(bb);
            model.output("o", o);
            Tensor e = y.minus(o);
            Tensor loss = e.times(e);
            model.loss("loss", loss);
            model.output("byE", loss.grad(e));
            model.output("byO", loss.grad(o));
            model.output("byH", loss.grad(h));
            model.output("byM", loss.grad(m));
            model.output("byWa", loss.grad(wa));
        });
    }

    /** Prints the links of the chain from the loss down. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 1).input("x", -1, 0.5, 1).input("y", 0.5).run()
                .show("byE", "byO", "byH", "byM", "byWa");
    }
}
