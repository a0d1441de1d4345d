package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import java.util.stream.IntStream;

/**
 * Layers and normalisations. Operands are floats of one dtype unless said; every function throws
 * {@link io.tapeless.ir.IrException} if types do not fit.
 */
public final class NeuralFunctions {
    private static final double EPS = 1e-5;
    private static final double MOMENTUM = 0.1;

    private NeuralFunctions() {}

    // ------------------------------------------------------------------ linear maps

    /** {@code x·w}, with w as {@code [in, out]}. */
    public static Tensor dense(Tensor x, Tensor w) {
        return LinearAlgebra.matmul(x, w);
    }

    /** {@code x·w + b}, with w as {@code [in, out]} and b as {@code [out]}. */
    public static Tensor dense(Tensor x, Tensor w, Tensor b) {
        return LinearAlgebra.matmul(x, w).plus(b);
    }

    /** {@code y[…, o] = Σᵢⱼ a[…, i]·w[o, i, j]·b[…, j]}. */
    public static Tensor bilinear(Tensor a, Tensor b, Tensor w) {
        Check.floats("bilinear", a, b, w);
        Check.rank(3, "bilinear", w);
        Check.that(a.rank() >= 1 && a.rank() == b.rank()
                        && a.shape().slice(0, a.rank() - 1).equals(b.shape().slice(0, b.rank() - 1)),
                "bilinear", "expected equal axes but the last", a, b, w);
        Dim rows = a.shape().slice(0, a.rank() - 1).size();
        Tensor flatA = ShapeFunctions.reshape(a, rows, a.shape().dim(a.rank() - 1));
        Tensor flatB = ShapeFunctions.reshape(b, rows, b.shape().dim(b.rank() - 1));
        Tensor y = LinearAlgebra.einsum("ni,oij,nj->no", flatA, w, flatB);
        return Broadcasting.reshape(y, a.shape().with(a.rank() - 1, w.shape().dim(0)));
    }

    /** {@code y[a, b, o] + bias[o]}; see {@code bilinear} without bias. */
    public static Tensor bilinear(Tensor a, Tensor b, Tensor w, Tensor bias) {
        return bilinear(a, b, w).plus(bias);
    }

    /** The rows of a table that integer indices name: {@code […]} and {@code [n, d]} give {@code […, d]}. */
    public static Tensor embedding(Tensor indices, Tensor table) {
        Check.that(indices.dtype().isInteger() && table.rank() == 2, "embedding",
                "expected i32 or i64 indices and a matrix", indices, table);
        return IndexFunctions.gather(table, indices, 0);
    }

    // ------------------------------------------------------------------ softmax and its kin

    /** {@code softmax} along the last axis. */
    public static Tensor softmax(Tensor x) {
        return softmax(x, -1);
    }

    /** {@code exp(xᵢ − m) / Σⱼ exp(xⱼ − m)} along an axis, with {@code m} the largest element. */
    public static Tensor softmax(Tensor x, int axis) {
        Tensor exp = shifted("softmax", x, axis).exp();
        return exp.dividedBy(exp.sum(new int[] {axis}, true));
    }

    /** {@code logSoftmax} along the last axis. */
    public static Tensor logSoftmax(Tensor x) {
        return logSoftmax(x, -1);
    }

    /** {@code xᵢ − m − log Σⱼ exp(xⱼ − m)} along an axis, with {@code m} the largest element. */
    public static Tensor logSoftmax(Tensor x, int axis) {
        Tensor shifted = shifted("logSoftmax", x, axis);
        return shifted.minus(shifted.exp().sum(new int[] {axis}, true).log());
    }

    /** {@code softmin} along the last axis. */
    public static Tensor softmin(Tensor x) {
        return softmin(x, -1);
    }

    /** {@code softmax(−x)} along an axis. */
    public static Tensor softmin(Tensor x, int axis) {
        Check.floats("softmin", x);
        return softmax(x.neg(), axis);
    }

    /**
     * {@code x − m} with {@code m} the largest element along an axis. A function that any shift leaves alone
     * is computed from this; so m is a constant to the calculus.
     */
    static Tensor shifted(String function, Tensor x, int axis) {
        Check.floats(function, x);
        int[] axes = {axis};
        Tensor max = Reductions.reduce(function, Reduction.Kind.MAX, x, axes, false);
        Tensor constant = Derivatives.stopGradient(max);
        return x.minus(Reductions.keep(constant, x.shape(), Check.axes(function, x, axes)));
    }

    // ------------------------------------------------------------------ normalisations

    /** {@code (x − mean)/√(var + 1e-5)} over the last axis. */
    public static Tensor layerNorm(Tensor x) {
        Check.floats("layerNorm", x);
        Check.rankAtLeast(1, "layerNorm", x);
        return standardized(x, EPS, -1);
    }

    /** {@code (x − mean)/√(var + 1e-5)·scale + shift} over the last axes, those of scale and shift. */
    public static Tensor layerNorm(Tensor x, Tensor scale, Tensor shift) {
        return layerNorm(x, scale, shift, EPS);
    }

    /** {@code (x − mean)/√(var + eps)·scale + shift} over the last axes, those of scale and shift. Ba et al. 2016. */
    public static Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double eps) {
        Check.floats("layerNorm", x, scale, shift);
        requireTrailing("layerNorm", x, scale, scale, shift);
        requireTrailing("layerNorm", x, shift, scale, shift);
        return standardized(x, eps, lastAxes(x, scale.rank())).times(scale).plus(shift);
    }

    /** {@code x/√(mean x² + 1e-5)} over the last axis. */
    public static Tensor rmsNorm(Tensor x) {
        Check.floats("rmsNorm", x);
        Check.rankAtLeast(1, "rmsNorm", x);
        return rootMeanSquared(x, EPS, -1);
    }

    /** {@code x/√(mean x² + 1e-5)·scale} over the last axes, those of scale. */
    public static Tensor rmsNorm(Tensor x, Tensor scale) {
        return rmsNorm(x, scale, EPS);
    }

    /** {@code x/√(mean x² + eps)·scale} over the last axes, those of scale. Zhang and Sennrich 2019. */
    public static Tensor rmsNorm(Tensor x, Tensor scale, double eps) {
        Check.floats("rmsNorm", x, scale);
        requireTrailing("rmsNorm", x, scale, scale);
        return rootMeanSquared(x, eps, lastAxes(x, scale.rank())).times(scale);
    }

    /** {@code batchNorm} with momentum 0.1 and eps 1e-5. */
    public static Tensor batchNorm(Tensor x, Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVar) {
        return batchNorm(x, scale, shift, runningMean, runningVar, MOMENTUM, EPS);
    }

    /**
     * {@code (x − mean)/√(var + eps)·scale + shift} per channel, axis 1. In training, mean and variance are the
     * batch's, and the states move toward them: {@code running += momentum·(batch − running)}. In predict they
     * are the running ones. Ioffe and Szegedy 2015.
     */
    public static Tensor batchNorm(Tensor x, Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVar,
            double momentum, double eps) {
        Tensor[] perChannel = {scale, shift, runningMean, runningVar};
        Check.rankAtLeast(2, "batchNorm", x);
        for (Tensor parameter : perChannel) {
            Check.floats("batchNorm", x, parameter);
            requireChannels("batchNorm", x, parameter);
        }
        Tensor mean = runningMean;
        Tensor variance = runningVar;
        if (x.owner().training()) {
            int[] axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
            mean = x.mean(axes);
            Tensor deviation = x.minus(channels(mean, x));
            variance = deviation.times(deviation).mean(axes);
            x.owner().update(runningMean, runningMean.plus(mean.minus(runningMean).times(momentum)));
            x.owner().update(runningVar, runningVar.plus(variance.minus(runningVar).times(momentum)));
        }
        Tensor factor = scale.times(variance.plus(eps).rsqrt());
        return x.minus(channels(mean, x)).times(channels(factor, x)).plus(channels(shift, x));
    }

    /** {@code groupNorm} with eps 1e-5. */
    public static Tensor groupNorm(Tensor x, int groups) {
        return groupNorm(x, groups, EPS);
    }

    /** Normalises groups of channels, axis 1, of each example: {@code (x − mean)/√(var + eps)}. */
    public static Tensor groupNorm(Tensor x, int groups, double eps) {
        Check.floats("groupNorm", x);
        Check.rankAtLeast(2, "groupNorm", x);
        Dim size = x.shape().dim(1).dividedBy(Dim.of(groups)).orElseThrow(() -> Check.error("groupNorm",
                x.shape().dim(1) + " channels have no " + groups + " equal groups", x));
        Dim rest = x.shape().slice(2, x.rank()).size();
        Tensor grouped = ShapeFunctions.reshape(x, x.shape().dim(0), Dim.of(groups), size.times(rest));
        return Broadcasting.reshape(standardized(grouped, eps, -1), x.shape());
    }

    /** Normalises groups of channels with eps 1e-5, then scales and shifts each channel. */
    public static Tensor groupNorm(Tensor x, int groups, Tensor scale, Tensor shift) {
        return groupNorm(x, groups, scale, shift, EPS);
    }

    /** Normalises groups of channels, axis 1, then scales and shifts each channel. Wu and He 2018. */
    public static Tensor groupNorm(Tensor x, int groups, Tensor scale, Tensor shift, double eps) {
        return perChannel("groupNorm", groupNorm(x, groups, eps), scale, shift);
    }

    /** {@code instanceNorm} with eps 1e-5. */
    public static Tensor instanceNorm(Tensor x) {
        return instanceNorm(x, EPS);
    }

    /** Normalises each channel of each example over the axes from the third on. Ulyanov et al. 2016. */
    public static Tensor instanceNorm(Tensor x, double eps) {
        Check.floats("instanceNorm", x);
        Check.rankAtLeast(3, "instanceNorm", x);
        return standardized(x, eps, IntStream.range(2, x.rank()).toArray());
    }

    /** Normalises each channel of each example with eps 1e-5, then scales and shifts each channel. */
    public static Tensor instanceNorm(Tensor x, Tensor scale, Tensor shift) {
        return instanceNorm(x, scale, shift, EPS);
    }

    /** Normalises each channel of each example, then scales and shifts each channel. */
    public static Tensor instanceNorm(Tensor x, Tensor scale, Tensor shift, double eps) {
        return perChannel("instanceNorm", instanceNorm(x, eps), scale, shift);
    }

    private static Tensor standardized(Tensor x, double eps, int... axes) {
        return rootMeanSquared(x.minus(x.mean(axes, true)), eps, axes);
    }

    private static Tensor rootMeanSquared(Tensor x, double eps, int... axes) {
        return x.times(x.times(x).mean(axes, true).plus(eps).rsqrt());
    }

    private static Tensor perChannel(String function, Tensor x, Tensor scale, Tensor shift) {
        Check.floats(function, x, scale, shift);
        requireChannels(function, x, scale);
        requireChannels(function, x, shift);
        return x.times(channels(scale, x)).plus(channels(shift, x));
    }

    private static void requireChannels(String function, Tensor x, Tensor parameter) {
        Shape expected = Shape.of(x.shape().dim(1));
        Check.that(parameter.shape().equals(expected), function, "expected one number per channel, shape " + expected
                + ", found " + parameter.shape(), x, parameter);
    }

    private static void requireTrailing(String function, Tensor x, Tensor parameter, Tensor... others) {
        int lead = x.rank() - parameter.rank();
        Check.that(parameter.rank() >= 1 && lead >= 0
                        && x.shape().slice(lead, x.rank()).equals(parameter.shape()), function,
                "expected a parameter of the last axes of " + x.shape() + ", found " + parameter.shape(), others);
    }

    private static Tensor channels(Tensor vector, Tensor x) {
        return Broadcasting.reshape(vector, Broadcasting.ones(x.rank()).with(1, x.shape().dim(1)));
    }

    private static int[] lastAxes(Tensor x, int count) {
        return IntStream.range(x.rank() - count, x.rank()).toArray();
    }

    // ------------------------------------------------------------------ regularisation

    /**
     * In training, 0 with probability p, else {@code x/(1 − p)}; in predict, x. Srivastava et al. 2014.
     *
     * @throws io.tapeless.ir.IrException if p is not in [0, 1)
     */
    public static Tensor dropout(Tensor x, double p) {
        Check.floats("dropout", x);
        Check.that(p >= 0 && p < 1, "dropout", "expected a probability from 0 to less than 1, found " + p, x);
        long stream = x.owner().freshStream();
        if (!x.owner().training() || p == 0) {
            return x;
        }
        Tensor kept = RandomFunctions.uniform(x.owner(), x.type(), stream).ge(p);
        return where(kept, x.times(1 / (1 - p)), 0);
    }
}
