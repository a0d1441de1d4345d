package io.tapeless.frontend;

/** {@link NeuralFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface NeuralMethods permits Tensor {

    /** {@link NeuralFunctions#dense(Tensor, Tensor)}. */
    default Tensor dense(Tensor w) {
        return NeuralFunctions.dense((Tensor) this, w);
    }

    /** {@link NeuralFunctions#dense(Tensor, Tensor, Tensor)}. */
    default Tensor dense(Tensor w, Tensor b) {
        return NeuralFunctions.dense((Tensor) this, w, b);
    }

    /** {@link NeuralFunctions#bilinear(Tensor, Tensor, Tensor)}. */
    default Tensor bilinear(Tensor b, Tensor w) {
        return NeuralFunctions.bilinear((Tensor) this, b, w);
    }

    /** {@link NeuralFunctions#bilinear(Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor bilinear(Tensor b, Tensor w, Tensor bias) {
        return NeuralFunctions.bilinear((Tensor) this, b, w, bias);
    }

    /** {@link NeuralFunctions#embedding(Tensor, Tensor)}. */
    default Tensor embedding(Tensor table) {
        return NeuralFunctions.embedding((Tensor) this, table);
    }

    /** {@link NeuralFunctions#softmax(Tensor)}. */
    default Tensor softmax() {
        return NeuralFunctions.softmax((Tensor) this);
    }

    /** {@link NeuralFunctions#softmax(Tensor, int)}. */
    default Tensor softmax(int axis) {
        return NeuralFunctions.softmax((Tensor) this, axis);
    }

    /** {@link NeuralFunctions#logSoftmax(Tensor)}. */
    default Tensor logSoftmax() {
        return NeuralFunctions.logSoftmax((Tensor) this);
    }

    /** {@link NeuralFunctions#logSoftmax(Tensor, int)}. */
    default Tensor logSoftmax(int axis) {
        return NeuralFunctions.logSoftmax((Tensor) this, axis);
    }

    /** {@link NeuralFunctions#softmin(Tensor)}. */
    default Tensor softmin() {
        return NeuralFunctions.softmin((Tensor) this);
    }

    /** {@link NeuralFunctions#softmin(Tensor, int)}. */
    default Tensor softmin(int axis) {
        return NeuralFunctions.softmin((Tensor) this, axis);
    }

    /** {@link NeuralFunctions#layerNorm(Tensor)}. */
    default Tensor layerNorm() {
        return NeuralFunctions.layerNorm((Tensor) this);
    }

    /** {@link NeuralFunctions#layerNorm(Tensor, Tensor, Tensor)}. */
    default Tensor layerNorm(Tensor scale, Tensor shift) {
        return NeuralFunctions.layerNorm((Tensor) this, scale, shift);
    }

    /** {@link NeuralFunctions#layerNorm(Tensor, Tensor, Tensor, double)}. */
    default Tensor layerNorm(Tensor scale, Tensor shift, double eps) {
        return NeuralFunctions.layerNorm((Tensor) this, scale, shift, eps);
    }

    /** {@link NeuralFunctions#rmsNorm(Tensor)}. */
    default Tensor rmsNorm() {
        return NeuralFunctions.rmsNorm((Tensor) this);
    }

    /** {@link NeuralFunctions#rmsNorm(Tensor, Tensor)}. */
    default Tensor rmsNorm(Tensor scale) {
        return NeuralFunctions.rmsNorm((Tensor) this, scale);
    }

    /** {@link NeuralFunctions#rmsNorm(Tensor, Tensor, double)}. */
    default Tensor rmsNorm(Tensor scale, double eps) {
        return NeuralFunctions.rmsNorm((Tensor) this, scale, eps);
    }

    /** {@link NeuralFunctions#batchNorm(Tensor, Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor batchNorm(Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVar) {
        return NeuralFunctions.batchNorm((Tensor) this, scale, shift, runningMean, runningVar);
    }

    /** {@link NeuralFunctions#batchNorm(Tensor, Tensor, Tensor, Tensor, Tensor, double, double)}. */
    default Tensor batchNorm(Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVar,
            double momentum, double eps) {
        return NeuralFunctions.batchNorm((Tensor) this, scale, shift, runningMean, runningVar, momentum, eps);
    }

    /** {@link NeuralFunctions#groupNorm(Tensor, int)}. */
    default Tensor groupNorm(int groups) {
        return NeuralFunctions.groupNorm((Tensor) this, groups);
    }

    /** {@link NeuralFunctions#groupNorm(Tensor, int, double)}. */
    default Tensor groupNorm(int groups, double eps) {
        return NeuralFunctions.groupNorm((Tensor) this, groups, eps);
    }

    /** {@link NeuralFunctions#groupNorm(Tensor, int, Tensor, Tensor)}. */
    default Tensor groupNorm(int groups, Tensor scale, Tensor shift) {
        return NeuralFunctions.groupNorm((Tensor) this, groups, scale, shift);
    }

    /** {@link NeuralFunctions#groupNorm(Tensor, int, Tensor, Tensor, double)}. */
    default Tensor groupNorm(int groups, Tensor scale, Tensor shift, double eps) {
        return NeuralFunctions.groupNorm((Tensor) this, groups, scale, shift, eps);
    }

    /** {@link NeuralFunctions#instanceNorm(Tensor)}. */
    default Tensor instanceNorm() {
        return NeuralFunctions.instanceNorm((Tensor) this);
    }

    /** {@link NeuralFunctions#instanceNorm(Tensor, double)}. */
    default Tensor instanceNorm(double eps) {
        return NeuralFunctions.instanceNorm((Tensor) this, eps);
    }

    /** {@link NeuralFunctions#instanceNorm(Tensor, Tensor, Tensor)}. */
    default Tensor instanceNorm(Tensor scale, Tensor shift) {
        return NeuralFunctions.instanceNorm((Tensor) this, scale, shift);
    }

    /** {@link NeuralFunctions#instanceNorm(Tensor, Tensor, Tensor, double)}. */
    default Tensor instanceNorm(Tensor scale, Tensor shift, double eps) {
        return NeuralFunctions.instanceNorm((Tensor) this, scale, shift, eps);
    }

    /** {@link NeuralFunctions#dropout(Tensor, double)}. */
    default Tensor dropout(double p) {
        return NeuralFunctions.dropout((Tensor) this, p);
    }
}
