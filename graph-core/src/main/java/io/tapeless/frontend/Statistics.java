package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.Reduction;

/**
 * Spread, size and differences of the elements along axes, which may be negative; none means all. With
 * {@code keepDims} a reduced axis stays with extent 1. Operands are floats unless said; every function
 * throws {@link io.tapeless.ir.IrException} if they are not, or an axis does not exist.
 */
public final class Statistics {
    private static final double SMALLEST_NORM = 1e-12;

    private Statistics() {}

    /** {@code Σ (x − mean)² / n}. */
    public static Tensor var(Tensor x, int... axes) {
        return var(x, axes, 0, false);
    }

    /** {@code Σ (x − mean)² / n}. */
    public static Tensor var(Tensor x, int[] axes, boolean keepDims) {
        return var(x, axes, 0, keepDims);
    }

    /** {@code Σ (x − mean)² / (n − correction)}. */
    public static Tensor var(Tensor x, int[] axes, int correction) {
        return var(x, axes, correction, false);
    }

    /** {@code Σ (x − mean)² / (n − correction)}. */
    public static Tensor var(Tensor x, int[] axes, int correction, boolean keepDims) {
        Check.floats("var", x);
        Tensor deviation = x.minus(Reductions.mean(x, axes, true));
        Tensor squares = Reductions.sum(deviation.times(deviation), axes, keepDims);
        Tensor count = Reductions.count("var", x, axes);
        return squares.dividedBy(correction == 0 ? count : count.minus(correction));
    }

    /** {@code √var}, with derivative 0 where all elements are equal. */
    public static Tensor std(Tensor x, int... axes) {
        return std(x, axes, 0, false);
    }

    /** {@code √var}, with derivative 0 where all elements are equal. */
    public static Tensor std(Tensor x, int[] axes, boolean keepDims) {
        return std(x, axes, 0, keepDims);
    }

    /** {@code √var} with a correction, with derivative 0 where all elements are equal. */
    public static Tensor std(Tensor x, int[] axes, int correction) {
        return std(x, axes, correction, false);
    }

    /** {@code √var} with a correction, with derivative 0 where all elements are equal. */
    public static Tensor std(Tensor x, int[] axes, int correction, boolean keepDims) {
        Check.floats("std", x);
        return safeSqrt(var(x, axes, correction, keepDims));
    }

    /** {@code log Σ eˣ}, never overflowing; −∞ for a row of −∞. */
    public static Tensor logSumExp(Tensor x, int... axes) {
        return logSumExp(x, axes, false);
    }

    /** {@code log Σ eˣ}, never overflowing; −∞ for a row of −∞. */
    public static Tensor logSumExp(Tensor x, int[] axes, boolean keepDims) {
        Check.floats("logSumExp", x);
        Tensor max = Reductions.reduce("logSumExp", Reduction.Kind.MAX, x, axes, true);
        Tensor constant = Derivatives.stopGradient(max);
        Tensor shift = where(constant.isFinite(), constant, 0);
        Tensor sum = x.minus(shift).exp().sum(axes, true);
        Tensor empty = sum.eq(0);
        Tensor log = where(empty, Double.NEGATIVE_INFINITY, where(empty, 1, sum).log()).plus(shift);
        return keepDims ? log : Broadcasting.reshape(log, x.shape().without(Check.axes("logSumExp", x, axes)));
    }

    /** {@code √Σ x²}, with derivative 0 at 0. */
    public static Tensor norm(Tensor x) {
        return norm(x, 2);
    }

    /**
     * {@code (Σ |x|ᵖ)^(1/p)}, with derivative 0 at 0; the largest and smallest {@code |x|} for p = ∞ and −∞, the
     * number of elements other than 0 for p = 0.
     */
    public static Tensor norm(Tensor x, double p, int... axes) {
        return norm(x, p, axes, false);
    }

    /** {@code (Σ |x|ᵖ)^(1/p)}, with derivative 0 at 0. */
    public static Tensor norm(Tensor x, double p, int[] axes, boolean keepDims) {
        Check.floats("norm", x);
        if (p == 2) {
            return safeSqrt(x.times(x).sum(axes, keepDims));
        } else if (p == 1) {
            return x.abs().sum(axes, keepDims);
        } else if (p == 0) {
            return Reductions.countNonzero(x, axes, keepDims).cast(x.dtype());
        } else if (Double.isInfinite(p)) {
            return p > 0 ? Reductions.max(x.abs(), axes, keepDims) : Reductions.min(x.abs(), axes, keepDims);
        }
        Tensor sum = safePow(x.abs(), p).sum(axes, keepDims);
        return safePow(sum, 1 / p);
    }

    /** {@code x / max(√Σ x², 1e-12)}. */
    public static Tensor normalize(Tensor x, int... axes) {
        Check.floats("normalize", x);
        return x.dividedBy(norm(x, 2, axes, true).max(SMALLEST_NORM));
    }

    /** {@code xᵢ₊₁ − xᵢ} along the last axis. Any numbers. */
    public static Tensor diff(Tensor x) {
        return diff(x, -1);
    }

    /** {@code xᵢ₊₁ − xᵢ} along an axis. Any numbers. */
    public static Tensor diff(Tensor x, int axis) {
        int normal = Check.axis("diff", x, axis);
        return ShapeFunctions.dropFirst(x, normal).minus(ShapeFunctions.dropLast(x, normal));
    }

    /** The integral along the last axis by the trapezoid rule, for samples at distance 1. */
    public static Tensor trapezoid(Tensor y) {
        return trapezoid(y, 1, -1);
    }

    /** The integral along the last axis by the trapezoid rule, for samples at distance dx. */
    public static Tensor trapezoid(Tensor y, double dx) {
        return trapezoid(y, dx, -1);
    }

    /** The integral along an axis by the trapezoid rule, for samples at distance dx. */
    public static Tensor trapezoid(Tensor y, double dx, int axis) {
        Check.floats("trapezoid", y);
        return pairs(y, axis).sum(axis).times(dx / 2);
    }

    /** The integral along the last axis by the trapezoid rule, for samples at the places x. */
    public static Tensor trapezoid(Tensor y, Tensor x) {
        return trapezoid(y, x, -1);
    }

    /** The integral along an axis by the trapezoid rule, for samples at the places x: a vector, or of y's shape. */
    public static Tensor trapezoid(Tensor y, Tensor x, int axis) {
        Check.floats("trapezoid", y, x);
        int normal = Check.axis("trapezoid", y, axis);
        Tensor places = x;
        if (x.rank() == 1 && y.rank() > 1) {
            places = Broadcasting.reshape(x, Broadcasting.ones(y.rank()).with(normal, x.shape().dim(0)));
        }
        return pairs(y, normal).times(diff(places, normal)).sum(normal).times(0.5);
    }

    private static Tensor pairs(Tensor y, int axis) {
        int normal = Check.axis("trapezoid", y, axis);
        return ShapeFunctions.dropFirst(y, normal).plus(ShapeFunctions.dropLast(y, normal));
    }

    /** {@code √x} for x ≥ 0, with derivative 0 at 0. */
    static Tensor safeSqrt(Tensor x) {
        Tensor zero = x.eq(0);
        return where(zero, 0, where(zero, 1, x).sqrt());
    }

    /** {@code xᵖ} for x ≥ 0, with derivative 0 at 0 if p is positive. */
    private static Tensor safePow(Tensor x, double p) {
        if (p < 0) {
            return x.pow(p);
        }
        Tensor zero = x.eq(0);
        return where(zero, 0, where(zero, 1, x).pow(p));
    }
}
