package io.tapeless.derivatives;

import io.tapeless.frontend.Initializer;
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
        table.row("nn.functional.group_norm", NormOperators::groupNorm);
        table.row("nn.functional.instance_norm", NormOperators::instanceNorm);
        table.row("nn.functional.batch_norm", NormOperators::batchNorm);
        table.row("nn.functional.local_response_norm", c -> c.tensor(0).localResponseNorm(c.integer(1, "size", 1),
                c.real(-1, "alpha", 1e-4), c.real(-1, "beta", 0.75), c.real(-1, "k", 1)));
        table.row("nn.functional.normalize", c -> {
            double p = c.real(-1, "p", 2);
            int axis = c.integer(-1, "dim", 1);
            return Scalars.asVectors(c.tensor(0), x ->
                    x.dividedBy(Statistics.norm(x, p, new int[] {axis}, true).max(1e-12)));
        });
    }

    private static Tensor groupNorm(OperatorCall c) {
        int groups = c.integer(1, "num_groups", 1);
        double eps = c.real(-1, "eps", 1e-5);
        return !c.has(-1, "weight") ? c.tensor(0).groupNorm(groups, eps)
                : c.tensor(0).groupNorm(groups, c.tensor(-1, "weight"), c.tensor(-1, "bias"), eps);
    }

    /** Of the batch's own moments, so that running ones and their momentum have no part. */
    private static Tensor instanceNorm(OperatorCall c) {
        c.tensor(-1, "running_mean");
        c.tensor(-1, "running_var");
        c.real(-1, "momentum", 0);
        double eps = c.real(-1, "eps", 1e-5);
        return !c.has(-1, "weight") || !c.has(-1, "bias") ? c.tensor(0).instanceNorm(eps)
                : c.tensor(0).instanceNorm(c.tensor(-1, "weight"), c.tensor(-1, "bias"), eps);
    }

    /** In training the running moments are states of the model, which its results don't depend on. */
    private static Tensor batchNorm(OperatorCall c) {
        Tensor x = c.tensor(0);
        Tensor mean = c.tensor(1, "running_mean");
        Tensor variance = c.tensor(2, "running_var");
        if (c.flag(-1, "training", false)) {
            long channels = x.shape().dim(1).constant();
            mean = x.owner().state("mean", Initializer.zeros(), DType.F64, channels);
            variance = x.owner().state("variance", Initializer.ones(), DType.F64, channels);
        }
        return x.batchNorm(c.tensor(3, "weight"), c.tensor(4, "bias"), mean, variance, c.real(-1, "momentum", 0.1),
                c.real(-1, "eps", 1e-5));
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
