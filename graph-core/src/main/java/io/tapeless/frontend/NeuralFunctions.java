package io.tapeless.frontend;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Reduction;

/** Layers and attention. Operands are floats of one dtype. */
public final class NeuralFunctions {
    private NeuralFunctions() {}

    /** {@code exp(xᵢ − m) / Σⱼ exp(xⱼ − m)} along an axis, with {@code m} the largest element. */
    public static Tensor softmax(Tensor x, int axis) {
        Tensor exp = MathFunctions.exp(shifted("softmax", x, axis));
        return Operators.dividedBy(exp, Reductions.sum(exp, new int[] {axis}, true));
    }

    /** {@code xᵢ − m − log Σⱼ exp(xⱼ − m)} along an axis, with {@code m} the largest element. */
    public static Tensor logSoftmax(Tensor x, int axis) {
        Tensor shifted = shifted("logSoftmax", x, axis);
        Tensor sum = Reductions.sum(MathFunctions.exp(shifted), new int[] {axis}, true);
        return Operators.minus(shifted, MathFunctions.log(sum));
    }

    /**
     * {@code x − m} with {@code m} the largest element along an axis. A function that any shift leaves alone
     * is computed from this; so m is a constant to the calculus.
     */
    static Tensor shifted(String function, Tensor x, int axis) {
        Check.floats(function, x);
        int[] axes = {axis};
        Tensor max = Reductions.reduce(function, Reduction.Kind.MAX, x, axes, false);
        Tensor constant = x.owner().apply(new Elementwise.StopGradient(), max);
        return Operators.minus(x, Reductions.keep(constant, x.shape(), Check.axes(function, x, axes)));
    }
}
