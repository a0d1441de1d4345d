package io.tapeless.examples.lectures;

import static io.tapeless.ir.DType.F64;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import java.util.function.UnaryOperator;

/** Example 9: z = f(f(f(w))) and dz/dw, which is appended to the same graph before any number exists. */
public final class SymbolToSymbol {
    private SymbolToSymbol() {}

    static Model model(UnaryOperator<Tensor> f) {
        return Model.define("SymbolToSymbol", m -> {
            Tensor w = m.input("w", F64);
            Tensor x = f.apply(w);
            Tensor y = f.apply(x);
            Tensor z = f.apply(y);
            m.output("z", z);
            m.output("dz", z.grad(w));
        });
    }

    /** Prints the graph, in which nothing has been computed yet; then z and dz/dw beside the chain rule. */
    public static void main(String[] args) {
        System.out.print(ModelCompiler.optimize(model(Tensor::sin).forward()));
        double w = 0.4;
        Evaluation.outputs(model(Tensor::sin), 1).input("w", w).run().show("z", "dz");
        double x = Math.sin(w);
        double y = Math.sin(x);
        Evaluation.print("chain rule", Math.cos(y) * Math.cos(x) * Math.cos(w));
    }
}
