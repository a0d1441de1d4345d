package io.tapeless.frontend;

/** {@link Losses} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface LossMethods permits Tensor {

    /** {@link Losses#crossEntropy(Tensor, Tensor)}. */
    default Tensor crossEntropy(Tensor labels) {
        return Losses.crossEntropy((Tensor) this, labels);
    }

    /** {@link Losses#nll(Tensor, Tensor)}. */
    default Tensor nll(Tensor labels) {
        return Losses.nll((Tensor) this, labels);
    }

    /** {@link Losses#binaryCrossEntropy(Tensor, Tensor)}. */
    default Tensor binaryCrossEntropy(Tensor targets) {
        return Losses.binaryCrossEntropy((Tensor) this, targets);
    }

    /** {@link Losses#binaryCrossEntropyWithLogits(Tensor, Tensor)}. */
    default Tensor binaryCrossEntropyWithLogits(Tensor targets) {
        return Losses.binaryCrossEntropyWithLogits((Tensor) this, targets);
    }

    /** {@link Losses#hinge(Tensor, Tensor)}. */
    default Tensor hinge(Tensor targets) {
        return Losses.hinge((Tensor) this, targets);
    }

    /** {@link Losses#softMargin(Tensor, Tensor)}. */
    default Tensor softMargin(Tensor targets) {
        return Losses.softMargin((Tensor) this, targets);
    }

    /** {@link Losses#mse(Tensor, Tensor)}. */
    default Tensor mse(Tensor target) {
        return Losses.mse((Tensor) this, target);
    }

    /** {@link Losses#mae(Tensor, Tensor)}. */
    default Tensor mae(Tensor target) {
        return Losses.mae((Tensor) this, target);
    }

    /** {@link Losses#huber(Tensor, Tensor)}. */
    default Tensor huber(Tensor target) {
        return Losses.huber((Tensor) this, target);
    }

    /** {@link Losses#huber(Tensor, Tensor, double)}. */
    default Tensor huber(Tensor target, double delta) {
        return Losses.huber((Tensor) this, target, delta);
    }

    /** {@link Losses#smoothL1(Tensor, Tensor)}. */
    default Tensor smoothL1(Tensor target) {
        return Losses.smoothL1((Tensor) this, target);
    }

    /** {@link Losses#smoothL1(Tensor, Tensor, double)}. */
    default Tensor smoothL1(Tensor target, double beta) {
        return Losses.smoothL1((Tensor) this, target, beta);
    }

    /** {@link Losses#kld(Tensor, Tensor)}. */
    default Tensor kld(Tensor targets) {
        return Losses.kld((Tensor) this, targets);
    }

    /** {@link Losses#poissonNll(Tensor, Tensor)}. */
    default Tensor poissonNll(Tensor counts) {
        return Losses.poissonNll((Tensor) this, counts);
    }

    /** {@link Losses#gaussianNll(Tensor, Tensor, Tensor)}. */
    default Tensor gaussianNll(Tensor target, Tensor variance) {
        return Losses.gaussianNll((Tensor) this, target, variance);
    }

    /** {@link Losses#cosineSimilarity(Tensor, Tensor)}. */
    default Tensor cosineSimilarity(Tensor b) {
        return Losses.cosineSimilarity((Tensor) this, b);
    }

    /** {@link Losses#cosineEmbedding(Tensor, Tensor, Tensor)}. */
    default Tensor cosineEmbedding(Tensor b, Tensor targets) {
        return Losses.cosineEmbedding((Tensor) this, b, targets);
    }

    /** {@link Losses#cosineEmbedding(Tensor, Tensor, Tensor, double)}. */
    default Tensor cosineEmbedding(Tensor b, Tensor targets, double margin) {
        return Losses.cosineEmbedding((Tensor) this, b, targets, margin);
    }

    /** {@link Losses#marginRanking(Tensor, Tensor, Tensor)}. */
    default Tensor marginRanking(Tensor b, Tensor targets) {
        return Losses.marginRanking((Tensor) this, b, targets);
    }

    /** {@link Losses#marginRanking(Tensor, Tensor, Tensor, double)}. */
    default Tensor marginRanking(Tensor b, Tensor targets, double margin) {
        return Losses.marginRanking((Tensor) this, b, targets, margin);
    }

    /** {@link Losses#tripletMargin(Tensor, Tensor, Tensor)}. */
    default Tensor tripletMargin(Tensor positive, Tensor negative) {
        return Losses.tripletMargin((Tensor) this, positive, negative);
    }

    /** {@link Losses#tripletMargin(Tensor, Tensor, Tensor, double)}. */
    default Tensor tripletMargin(Tensor positive, Tensor negative, double margin) {
        return Losses.tripletMargin((Tensor) this, positive, negative, margin);
    }

    /** {@link Losses#ctc(Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor ctc(Tensor labels, Tensor steps, Tensor lengths) {
        return Losses.ctc((Tensor) this, labels, steps, lengths);
    }
}
