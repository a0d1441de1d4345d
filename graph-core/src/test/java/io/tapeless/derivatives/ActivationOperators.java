package io.tapeless.derivatives;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.frontend.Tensor;
import java.util.function.BiFunction;

/** Activations, and softmax and its kin. */
final class ActivationOperators {
    private ActivationOperators() {}

    static void addTo(OperatorTable table) {
        table.unary("sigmoid", Tensor::sigmoid);
        table.unary("nn.functional.relu", Tensor::relu);
        table.unary("nn.functional.hardswish", Tensor::hardSwish);
        table.unary("nn.functional.hardsigmoid", Tensor::hardSigmoid);
        table.unary("nn.functional.silu", Tensor::silu);
        table.unary("nn.functional.logsigmoid", Tensor::logSigmoid);
        table.unary("nn.functional.softsign", Tensor::softsign);
        table.unary("nn.functional.tanhshrink", Tensor::tanhShrink);
        table.row("nn.functional.glu", c -> c.tensor(0).glu(c.integer(1, "dim", -1)));
        table.row("nn.functional.prelu", c -> c.tensor(0).prelu(c.tensor(1, "weight")));
        table.row("nn.functional.threshold", c -> c.tensor(0).threshold(c.real(1, "threshold", 0),
                c.real(2, "value", 0)));
        table.row("nn.functional.hardshrink", c -> c.tensor(0).hardShrink(c.real(-1, "lambd", 0.5)));
        table.row("nn.functional.softshrink", c -> c.tensor(0).softShrink(c.real(-1, "lambd", 0.5)));
        table.row("nn.functional.hardtanh", c -> c.tensor(0).clip(c.real(-1, "min_val", -1),
                c.real(-1, "max_val", 1)));
        table.row("nn.functional.gelu", c -> c.text(-1, "approximate", "none").equals("tanh")
                ? c.tensor(0).geluTanh() : c.tensor(0).gelu());
        table.row("nn.functional.softplus", c -> {
            double beta = c.real(-1, "beta", 1);
            Tensor steep = c.tensor(0).times(beta);
            return where(steep.gt(c.real(-1, "threshold", 20)), c.tensor(0), steep.softplus().dividedBy(beta));
        });
        for (String suffix : new String[] {"", ".dtype", ".with_dtype"}) {
            along(table, "softmax" + suffix, Tensor::softmax);
            along(table, "log_softmax" + suffix, Tensor::logSoftmax);
            along(table, "nn.functional.softmin" + suffix, Tensor::softmin);
        }
    }

    private static void along(OperatorTable table, String operator, BiFunction<Tensor, Integer, Tensor> function) {
        table.row(operator, c -> {
            c.readDType(-1);
            return Scalars.asVectors(c.tensor(0), x -> function.apply(x, c.integer(1, "dim", -1)));
        });
    }
}
