package io.tapeless.frontend;

/** {@link Activations} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ActivationMethods permits Tensor {

    /** {@link Activations#sigmoid(Tensor)}. */
    default Tensor sigmoid() {
        return Activations.sigmoid((Tensor) this);
    }

    /** {@link Activations#logSigmoid(Tensor)}. */
    default Tensor logSigmoid() {
        return Activations.logSigmoid((Tensor) this);
    }

    /** {@link Activations#softplus(Tensor)}. */
    default Tensor softplus() {
        return Activations.softplus((Tensor) this);
    }

    /** {@link Activations#relu(Tensor)}. */
    default Tensor relu() {
        return Activations.relu((Tensor) this);
    }

    /** {@link Activations#relu6(Tensor)}. */
    default Tensor relu6() {
        return Activations.relu6((Tensor) this);
    }

    /** {@link Activations#leakyRelu(Tensor)}. */
    default Tensor leakyRelu() {
        return Activations.leakyRelu((Tensor) this);
    }

    /** {@link Activations#leakyRelu(Tensor, double)}. */
    default Tensor leakyRelu(double slope) {
        return Activations.leakyRelu((Tensor) this, slope);
    }

    /** {@link Activations#prelu(Tensor, Tensor)}. */
    default Tensor prelu(Tensor a) {
        return Activations.prelu((Tensor) this, a);
    }

    /** {@link Activations#elu(Tensor)}. */
    default Tensor elu() {
        return Activations.elu((Tensor) this);
    }

    /** {@link Activations#elu(Tensor, double)}. */
    default Tensor elu(double alpha) {
        return Activations.elu((Tensor) this, alpha);
    }

    /** {@link Activations#selu(Tensor)}. */
    default Tensor selu() {
        return Activations.selu((Tensor) this);
    }

    /** {@link Activations#celu(Tensor)}. */
    default Tensor celu() {
        return Activations.celu((Tensor) this);
    }

    /** {@link Activations#celu(Tensor, double)}. */
    default Tensor celu(double alpha) {
        return Activations.celu((Tensor) this, alpha);
    }

    /** {@link Activations#gelu(Tensor)}. */
    default Tensor gelu() {
        return Activations.gelu((Tensor) this);
    }

    /** {@link Activations#geluTanh(Tensor)}. */
    default Tensor geluTanh() {
        return Activations.geluTanh((Tensor) this);
    }

    /** {@link Activations#silu(Tensor)}. */
    default Tensor silu() {
        return Activations.silu((Tensor) this);
    }

    /** {@link Activations#mish(Tensor)}. */
    default Tensor mish() {
        return Activations.mish((Tensor) this);
    }

    /** {@link Activations#hardTanh(Tensor)}. */
    default Tensor hardTanh() {
        return Activations.hardTanh((Tensor) this);
    }

    /** {@link Activations#hardSigmoid(Tensor)}. */
    default Tensor hardSigmoid() {
        return Activations.hardSigmoid((Tensor) this);
    }

    /** {@link Activations#hardSwish(Tensor)}. */
    default Tensor hardSwish() {
        return Activations.hardSwish((Tensor) this);
    }

    /** {@link Activations#hardShrink(Tensor)}. */
    default Tensor hardShrink() {
        return Activations.hardShrink((Tensor) this);
    }

    /** {@link Activations#hardShrink(Tensor, double)}. */
    default Tensor hardShrink(double lambda) {
        return Activations.hardShrink((Tensor) this, lambda);
    }

    /** {@link Activations#softShrink(Tensor)}. */
    default Tensor softShrink() {
        return Activations.softShrink((Tensor) this);
    }

    /** {@link Activations#softShrink(Tensor, double)}. */
    default Tensor softShrink(double lambda) {
        return Activations.softShrink((Tensor) this, lambda);
    }

    /** {@link Activations#tanhShrink(Tensor)}. */
    default Tensor tanhShrink() {
        return Activations.tanhShrink((Tensor) this);
    }

    /** {@link Activations#softsign(Tensor)}. */
    default Tensor softsign() {
        return Activations.softsign((Tensor) this);
    }

    /** {@link Activations#threshold(Tensor, double, double)}. */
    default Tensor threshold(double limit, double value) {
        return Activations.threshold((Tensor) this, limit, value);
    }

    /** {@link Activations#glu(Tensor)}. */
    default Tensor glu() {
        return Activations.glu((Tensor) this);
    }

    /** {@link Activations#glu(Tensor, int)}. */
    default Tensor glu(int axis) {
        return Activations.glu((Tensor) this, axis);
    }
}
