package io.tapeless.derivatives;

import io.tapeless.frontend.Statistics;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;

/** Normalisations. */
final class NormOperators {
    private NormOperators() {}

    static void addTo(OperatorTable table) {
        table.row("nn.functional.layer_norm", NormOperators::layerNorm);
        table.rowOfSeveral("native_layer_norm", c -> List.of(layerNorm(c)));
        table.row("nn.functional.normalize", c -> {
            double p = c.real(-1, "p", 2);
            int axis = c.integer(-1, "dim", 1);
            return Scalars.asVectors(c.tensor(0), x ->
                    x.dividedBy(Statistics.norm(x, p, new int[] {axis}, true).max(1e-12)));
        });
    }

    private static Tensor layerNorm(OperatorCall c) {
        Tensor x = c.tensor(0);
        int[] shape = c.integers(1, "normalized_shape", 0);
        Tensor one = x.owner().constant(DType.F64, 1).broadcastTo(shape);
        Tensor zero = x.owner().constant(DType.F64, 0).broadcastTo(shape);
        return x.layerNorm(c.has(2, "weight") ? c.tensor(2, "weight") : one,
                c.has(3, "bias") ? c.tensor(3, "bias") : zero, c.real(4, "eps", 1e-5));
    }
}
