package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.ShapeFunctions.stack;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Example 4: fifty layers of equal width, and the size of the gradient that arrives at each of them. */
public final class Depth {
    static final int LAYERS = 50;
    static final int WIDTH = 100;

    private Depth() {}

    /** The model with He's initial weights. */
    static Model model(UnaryOperator<Tensor> a) {
        return Model.define("Depth", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(WIDTH));
            Tensor v = m.input("v", F64, batch, Dim.of(WIDTH));
            List<Tensor> f = new ArrayList<>();
            for (int k = 0; k < LAYERS; k++) {
                Tensor w = m.param("layers." + k + ".w", normal(Math.sqrt(2.0 / WIDTH)), F64, WIDTH, WIDTH);
                Tensor h = k == 0 ? x : a.apply(f.get(k - 1));
                f.add(h.matmul(w));
            }
            Tensor loss = v.times(f.get(LAYERS - 1)).sum();
            m.loss("loss", loss);
            m.output("squares", stack(0, loss.grad(f).stream().map(g -> g.square().sum(1)).toList()));
        });
    }
}
