package io.tapeless.derivatives;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Losses. */
final class LossOperators {
    private LossOperators() {}

    static void addTo(OperatorTable table) {
        regression(table);
        classification(table);
        distributions(table);
        embeddings(table);
    }

    private static void regression(OperatorTable table) {
        table.row("nn.functional.mse_loss", c -> c.reduced(c.tensor(0).mse(c.tensor(1))));
        table.row("nn.functional.l1_loss", c -> c.reduced(c.tensor(0).mae(c.tensor(1))));
        table.row("nn.functional.huber_loss", c ->
                c.reduced(c.tensor(0).huber(c.tensor(1), c.real(-1, "delta", 1))));
        table.row("nn.functional.smooth_l1_loss", c ->
                c.reduced(c.tensor(0).smoothL1(c.tensor(1), c.real(-1, "beta", 1))));
    }

    private static void classification(OperatorTable table) {
        table.row("nn.functional.binary_cross_entropy_with_logits", c -> {
            Tensor loss = c.tensor(0).binaryCrossEntropyWithLogits(c.tensor(1));
            return c.reduced(c.has(-1, "weight") ? loss.times(c.tensor(-1, "weight")) : loss);
        });
        table.row("nn.functional.soft_margin_loss", c -> c.reduced(c.tensor(0).softMargin(c.tensor(1))));
        table.row("nn.functional.cross_entropy", c -> {
            Tensor loss = c.tensor(0).crossEntropy(c.tensor(1));
            return c.reduced(c.has(-1, "weight") ? loss.times(c.tensor(-1, "weight").gather(c.tensor(1), 0)) : loss);
        });
        table.row("nn.functional.nll_loss", c -> {
            Tensor loss = c.tensor(0).nll(c.tensor(1));
            return c.reduced(!c.has(-1, "ignore_index") ? loss
                    : where(c.tensor(1).eq(c.integer(-1, "ignore_index", 0)), 0, loss));
        });
    }

    private static void distributions(OperatorTable table) {
        // ours sums over the last axis
        table.row("nn.functional.kl_div", c -> {
            boolean log = c.flag(-1, "log_target", false);
            Tensor targets = log ? c.tensor(1).exp() : c.tensor(1);
            return c.reduced(c.tensor(0).expandDims(-1).kld(targets.expandDims(-1)));
        });
        table.row("nn.functional.poisson_nll_loss", c -> {
            double eps = c.real(-1, "eps", 1e-8);
            Tensor loss = c.flag(-1, "log_input", true) ? c.tensor(0).poissonNll(c.tensor(1))
                    : c.tensor(0).plus(eps).log().poissonNll(c.tensor(1)).minus(eps);
            return c.reduced(c.flag(-1, "full", false) ? loss.plus(stirling(c.tensor(1))) : loss);
        });
        table.row("nn.functional.gaussian_nll_loss", c -> {
            Tensor variance = c.tensor(2).max(c.real(-1, "eps", 1e-6));
            Tensor loss = c.tensor(0).gaussianNll(c.tensor(1), variance);
            return c.reduced(c.flag(-1, "full", false) ? loss.plus(Math.log(2 * Math.PI) / 2) : loss);
        });
    }

    /** {@code log t!} by Stirling's formula for t > 1, else 0. */
    private static Tensor stirling(Tensor t) {
        Tensor series = t.times(t.log()).minus(t).plus(t.times(2 * Math.PI).log().times(0.5));
        return where(t.gt(1), series, 0);
    }

    private static Tensor cosine(OperatorCall c) {
        int axis = c.integer(-1, "dim", 1);
        Tensor product = Scalars.vector(c.tensor(0)).times(Scalars.vector(c.tensor(1)));
        Dim[] shape = product.shape().dims().toArray(new Dim[0]);
        Tensor a = c.tensor(0).broadcastTo(shape);
        Tensor b = c.tensor(1).broadcastTo(shape);
        Tensor lengths = a.norm(2, axis).times(b.norm(2, axis));
        return product.sum(axis).dividedBy(lengths.max(c.real(-1, "eps", 1e-8)));
    }

    private static void embeddings(OperatorTable table) {
        table.row("nn.functional.margin_ranking_loss", c ->
                c.reduced(c.tensor(0).marginRanking(c.tensor(1), c.tensor(2), c.real(-1, "margin", 0))));
        table.row("nn.functional.triplet_margin_loss", c ->
                // there 1e-6 is added to every difference
                c.reduced(c.tensor(0).tripletMargin(c.tensor(1).minus(1e-6), c.tensor(2).minus(1e-6),
                        c.real(-1, "margin", 1))));
        table.row("nn.functional.cosine_similarity", LossOperators::cosine);
        table.row("nn.functional.cosine_embedding_loss", c ->
                c.reduced(c.tensor(0).cosineEmbedding(c.tensor(1), c.tensor(2), c.real(-1, "margin", 0))));
        table.row("nn.functional.hinge_embedding_loss", c -> c.reduced(where(c.tensor(1).gt(0), c.tensor(0),
                c.tensor(0).neg().plus(c.real(-1, "margin", 1)).relu())));
    }
}
