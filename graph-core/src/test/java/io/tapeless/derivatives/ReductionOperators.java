package io.tapeless.derivatives;

import io.tapeless.frontend.Statistics;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.function.BiFunction;

/** Sums, extremes, moments and norms over axes. */
final class ReductionOperators {
    private interface Reducer {
        Tensor reduce(Tensor x, int[] axes, boolean keepDims);
    }

    private ReductionOperators() {}

    static void addTo(OperatorTable table) {
        plain(table, "sum", Tensor::sum);
        plain(table, "mean", Tensor::mean);
        plain(table, "prod", Tensor::prod);
        plain(table, "amax", Tensor::max);
        plain(table, "amin", Tensor::min);
        plain(table, "logsumexp", Tensor::logSumExp);
        table.unary("max.reduction_no_dim", x -> x.max());
        table.rowOfSeveral("max.reduction_with_dim", c -> List.of(
                reduced(c, 1, Tensor::max), reduced(c, 1, (x, axes, keep) -> x.argmax(axes[0], keep))));
        table.rowOfSeveral("min.reduction_with_dim", c -> List.of(
                reduced(c, 1, Tensor::min), reduced(c, 1, (x, axes, keep) -> x.argmin(axes[0], keep))));
        table.row("cumsum", c -> running(c, Tensor::cumsum));
        table.row("cumprod", c -> running(c, Tensor::cumprod));
        table.rowOfSeveral("cummin", c -> List.of(running(c, Tensor::cummin)));
        moments(table);
        norms(table);
        differences(table);
    }

    private static void plain(OperatorTable table, String operator, Reducer reducer) {
        table.row(operator, c -> reduced(c, 1, reducer));
    }

    /** Arguments {@code dim} and {@code keepdim}, from a place on; no axes are all axes. */
    private static Tensor reduced(OperatorCall c, int place, Reducer reducer) {
        Tensor x = c.tensor(0);
        int[] axes = c.integers(place, "dim", 0);
        boolean keep = c.flag(place + 1, "keepdim", false);
        return x.rank() > 0 ? reducer.reduce(x, axes, keep)
                : reducer.reduce(x.reshape(1), new int[] {0}, false);
    }

    private static Tensor running(OperatorCall c, BiFunction<Tensor, Integer, Tensor> function) {
        c.readDType(-1);
        return Scalars.asVectors(c.tensor(0), x -> function.apply(x, c.integer(1, "dim", 0)));
    }

    private static void moments(OperatorTable table) {
        table.row("var", c -> moment(c, Tensor::var));
        table.row("std", c -> moment(c, Tensor::std));
        table.rowOfSeveral("var_mean", c -> List.of(moment(c, Tensor::var),
                c.tensor(0).mean(c.integers(-1, "dim", 0), c.flag(-1, "keepdim", false))));
        table.row("cov", c -> covariance(c));
    }

    private interface Moment {
        Tensor of(Tensor x, int[] axes, int correction, boolean keepDims);
    }

    /** {@code unbiased} may be the first argument after x. */
    private static Tensor moment(OperatorCall c, Moment moment) {
        boolean unbiased = c.count() > 1 ? c.flag(1, "unbiased", true) : c.flag(-1, "unbiased", true);
        int correction = c.integer(-1, "correction", unbiased ? 1 : 0);
        return moment.of(c.tensor(0), c.integers(-1, "dim", 0), correction, c.flag(-1, "keepdim", false));
    }

    /** Of rows of observations with weights v = w·a: Σ v·(x − m)(x − m)ᵀ over Σ v − correction·Σ v·a/Σ v. */
    private static Tensor covariance(OperatorCall c) {
        Tensor x = c.tensor(0).rank() == 2 ? c.tensor(0) : c.tensor(0).reshape(1, -1);
        Tensor frequency = weights(c, "fweights", x);
        Tensor importance = weights(c, "aweights", x);
        Tensor weight = frequency.times(importance);
        Tensor total = weight.sum();
        Tensor deviation = x.minus(x.times(weight).sum(new int[] {1}, true).dividedBy(total));
        Tensor norm = total.minus(weight.times(importance).sum().dividedBy(total)
                .times(c.integer(-1, "correction", 1)));
        Tensor products = deviation.times(weight).matmul(deviation.transpose()).dividedBy(norm);
        return c.tensor(0).rank() == 2 && x.shape().dim(0).constant() > 1 ? products : products.squeeze();
    }

    private static Tensor weights(OperatorCall c, String name, Tensor x) {
        return c.has(-1, name) ? c.tensor(-1, name).cast(DType.F64)
                : x.owner().constant(DType.F64, 1).broadcastTo(x.shape().dim(1));
    }

    private static void norms(OperatorTable table) {
        for (String operator : new String[] {"norm", "norm.inf"}) {
            table.row(operator, c -> norm(c, "p"));
        }
        for (String operator : new String[] {"linalg.norm", "linalg.norm.subgradients_at_zero",
            "linalg.vector_norm"}) {
            table.row(operator, c -> norm(c, "ord"));
        }
    }

    private static Tensor norm(OperatorCall c, String order) {
        return reduced(c, 2, (x, axes, keep) -> Statistics.norm(x, c.real(1, order, 2), axes, keep));
    }

    private static void differences(OperatorTable table) {
        table.row("trapezoid", c -> c.count() > 1 ? c.tensor(0).trapezoid(c.tensor(1))
                : c.tensor(0).trapezoid(c.real(-1, "dx", 1)));
        table.row("diff", c -> {
            Tensor x = c.tensor(0);
            int axis = c.integer(2, "dim", -1);
            for (int i = 0; i < c.integer(1, "n", 1); i++) {
                x = x.diff(axis);
            }
            return x;
        });
    }
}
