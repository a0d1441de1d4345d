package io.tapeless.examples.lectures;

import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import java.util.stream.DoubleStream;

/** Example 18: f(x) = √(x² + exp x²) + cos(x² + exp x²) for every element of x, and its derivative. */
public final class Composite {
    private Composite() {}

    static Model model() {
        return Model.define("Composite", m -> {
            Tensor x = m.input("x", F64, m.dim("N"));
            Tensor a = x.square();
            Tensor c = a.plus(a.exp());
            Tensor f = c.sqrt().plus(c.cos());
            m.output("f", f);
            m.output("slope", f.sum().grad(x));
        });
    }

    /** Prints the function and its derivative beside the closed form. */
    public static void main(String[] args) {
        double[] x = {-1, 0.25, 0.5, 1.2};
        Evaluation.outputs(model(), x.length).input("x", x).run().show("f", "slope");
        Evaluation.print("closed form", DoubleStream.of(x).map(Composite::slope).toArray());
    }

    private static double slope(double x) {
        double b = Math.exp(x * x);
        double c = x * x + b;
        return 2 * x * (1 / (2 * Math.sqrt(c)) - Math.sin(c)) * (1 + b);
    }
}
