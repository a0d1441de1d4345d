package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.ScalarOp;
import java.util.List;

/**
 * Elementwise nonlinearities of neural networks. Operands are floats of one dtype; every function
 * throws {@link io.tapeless.ir.IrException} if they are not. A branch that is not chosen never
 * disturbs value or gradient.
 */
public final class Activations {
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private Activations() {}

    /** {@code 1/(1 + e⁻ˣ)}. */
    public static Tensor sigmoid(Tensor x) {
        return MathFunctions.floats("sigmoid", ScalarOp.SIGMOID, x);
    }

    /** {@code log(sigmoid(x))}, exact for any x. */
    public static Tensor logSigmoid(Tensor x) {
        Check.floats("logSigmoid", x);
        return softplus(x.neg()).neg();
    }

    /** {@code log(1 + eˣ)}, never overflowing. */
    public static Tensor softplus(Tensor x) {
        return MathFunctions.floats("softplus", ScalarOp.SOFTPLUS, x);
    }

    /** {@code max(x, 0)}, with derivative 0 at 0. */
    public static Tensor relu(Tensor x) {
        return MathFunctions.floats("relu", ScalarOp.RELU, x);
    }

    /** {@code min(max(x, 0), 6)}, with derivative 0 at 0 and 6. */
    public static Tensor relu6(Tensor x) {
        Check.floats("relu6", x);
        return where(x.ge(6), 6, relu(x));
    }

    /** {@code x} if positive, else {@code 0.01·x}. */
    public static Tensor leakyRelu(Tensor x) {
        return leakyRelu(x, 0.01);
    }

    /** {@code x} if positive, else {@code slope·x}. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        Check.floats("leakyRelu", x);
        return where(x.gt(0), x, x.times(slope));
    }

    /** {@code x} if positive, else {@code a·x}, with a learnt a that broadcasts. */
    public static Tensor prelu(Tensor x, Tensor a) {
        Check.floats("prelu", x, a);
        Tensor positive = x.gt(0);
        return where(positive, x, a.times(where(positive, 0, x)));
    }

    /** {@code x} if positive, else {@code eˣ − 1}. */
    public static Tensor elu(Tensor x) {
        return elu(x, 1);
    }

    /** {@code x} if positive, else {@code alpha·(eˣ − 1)}. Clevert et al. 2015. */
    public static Tensor elu(Tensor x, double alpha) {
        Check.floats("elu", x);
        Tensor positive = x.gt(0);
        return where(positive, x, where(positive, 0, x).expm1().times(alpha));
    }

    /** {@code scale·elu(x, alpha)} with the constants of Klambauer et al. 2017. */
    public static Tensor selu(Tensor x) {
        Check.floats("selu", x);
        return elu(x, SELU_ALPHA).times(SELU_SCALE);
    }

    /** {@code elu(x)}. */
    public static Tensor celu(Tensor x) {
        return celu(x, 1);
    }

    /** {@code x} if positive, else {@code alpha·(exp(x/alpha) − 1)}. Barron 2017. */
    public static Tensor celu(Tensor x, double alpha) {
        Check.floats("celu", x);
        Tensor positive = x.gt(0);
        return where(positive, x, where(positive, 0, x).dividedBy(alpha).expm1().times(alpha));
    }

    /** {@code x·Φ(x)} with the normal distribution function: {@code x/2·(1 + erf(x/√2))}. Hendrycks 2016. */
    public static Tensor gelu(Tensor x) {
        Check.floats("gelu", x);
        return x.times(0.5).times(x.times(Math.sqrt(0.5)).erf().plus(1));
    }

    /** The tanh form of gelu: {@code x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))}. */
    public static Tensor geluTanh(Tensor x) {
        Check.floats("geluTanh", x);
        Tensor inner = x.plus(x.times(x).times(x).times(0.044715)).times(Math.sqrt(2 / Math.PI));
        return x.times(0.5).times(inner.tanh().plus(1));
    }

    /** {@code x·sigmoid(x)}. */
    public static Tensor silu(Tensor x) {
        Check.floats("silu", x);
        return x.times(sigmoid(x));
    }

    /** {@code x·tanh(softplus(x))}. Misra 2019. */
    public static Tensor mish(Tensor x) {
        Check.floats("mish", x);
        return x.times(softplus(x).tanh());
    }

    /** {@code clip(x, −1, 1)}. */
    public static Tensor hardTanh(Tensor x) {
        Check.floats("hardTanh", x);
        return x.clip(-1, 1);
    }

    /** {@code clip(x/6 + 1/2, 0, 1)}. */
    public static Tensor hardSigmoid(Tensor x) {
        Check.floats("hardSigmoid", x);
        return x.dividedBy(6).plus(0.5).clip(0, 1);
    }

    /** {@code x·hardSigmoid(x)}. */
    public static Tensor hardSwish(Tensor x) {
        Check.floats("hardSwish", x);
        return x.times(hardSigmoid(x));
    }

    /** {@code x}, but 0 for {@code |x| ≤ 0.5}. */
    public static Tensor hardShrink(Tensor x) {
        return hardShrink(x, 0.5);
    }

    /** {@code x}, but 0 for {@code |x| ≤ lambda}. */
    public static Tensor hardShrink(Tensor x, double lambda) {
        Check.floats("hardShrink", x);
        return where(x.abs().le(lambda), 0, x);
    }

    /** {@code x} moved toward 0 by 0.5. */
    public static Tensor softShrink(Tensor x) {
        return softShrink(x, 0.5);
    }

    /** {@code x} moved toward 0 by lambda, and 0 for {@code |x| ≤ lambda}. */
    public static Tensor softShrink(Tensor x, double lambda) {
        Check.floats("softShrink", x);
        return where(x.abs().le(lambda), 0, x.minus(x.sign().times(lambda)));
    }

    /** {@code x − tanh(x)}. */
    public static Tensor tanhShrink(Tensor x) {
        Check.floats("tanhShrink", x);
        return x.minus(x.tanh());
    }

    /** {@code x/(1 + |x|)}. */
    public static Tensor softsign(Tensor x) {
        Check.floats("softsign", x);
        return x.dividedBy(x.abs().plus(1));
    }

    /** {@code x} above the limit, else {@code value}. */
    public static Tensor threshold(Tensor x, double limit, double value) {
        return where(x.le(limit), value, x);
    }

    /** {@code a·sigmoid(b)} with a and b the halves of the last axis. Dauphin et al. 2016. */
    public static Tensor glu(Tensor x) {
        return glu(x, -1);
    }

    /** {@code a·sigmoid(b)} with a and b the halves of an axis. Dauphin et al. 2016. */
    public static Tensor glu(Tensor x, int axis) {
        Check.floats("glu", x);
        List<Tensor> halves = ShapeFunctions.split(x, 2, axis);
        return halves.get(0).times(sigmoid(halves.get(1)));
    }
}
