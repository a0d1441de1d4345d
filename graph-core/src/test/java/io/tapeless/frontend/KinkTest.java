package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tapeless.ir.DType;
import io.tapeless.ir.Literal;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Derivatives at kinks and limits: the agreed number, never NaN from a branch that was not taken. */
class KinkTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static void gradient(Function<Tensor, Tensor> f, double[] x, double... expected) {
        assertArrayEquals(expected, Evaluate.gradient(f, x), 1e-12);
    }

    private static void gradients(BiFunction<Tensor, Tensor, Tensor> f, double[] x, double[] y, double... expected) {
        assertArrayEquals(expected, Evaluate.gradients(f, x, y), 1e-12);
    }

    private static double[] at(double... x) {
        return x;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Tensor label(Tensor x, long index) {
        return x.owner().constant(Literal.scalar(DType.I32, index));
    }

    @Test
    void rectifiers() {
        gradient(Tensor::relu, at(0, 1, -1), 0, 1, 0);
        gradient(Tensor::relu6, at(0, 6, 3, 7), 0, 0, 1, 0);
        gradient(Tensor::leakyRelu, at(0, 2, -2), 0.01, 1, 0.01);
        gradient(Tensor::hardTanh, at(-1, 1, 2, 0), 1, 1, 0, 1);
        gradient(x -> x.clip(0, 1), at(0, 1, -0.1, 1.1), 1, 1, 0, 0);
        gradient(Tensor::hardShrink, at(0.5, 0.6, -0.5), 0, 1, 0);
        gradient(Tensor::softShrink, at(0.5, 0.6, -0.6), 0, 1, 1);
    }

    @Test
    void exponentialBranchesOverflowUnseen() {
        gradient(Tensor::elu, at(1000, INF, -1000, 0), 1, 1, 0, 1);
        gradient(Tensor::celu, at(1000, INF, -1000), 1, 1, 0);
        gradient(Tensor::softplus, at(1000, -1000), 1, 0);
        gradient(Tensor::logSigmoid, at(1000, -1000), 0, 1);
        gradients(Tensor::prelu, at(INF, -2), at(0.5, 0.5), 1, 0.5, 0, -2);
    }

    @Test
    void absoluteValuesAndTies() {
        gradient(Tensor::abs, at(0, 2, -2), 0, 1, -1);
        gradients(Tensor::max, at(1, 2), at(1, 1), 0.5, 1, 0.5, 0);
        gradient(x -> x.max(new int[] {0}, false), at(3, 3, 1), 0.5, 0.5, 0);
    }

    @Test
    void normsAreFlatAtZero() {
        gradient(Tensor::norm, at(0, 0), 0, 0);
        gradient(x -> x.norm(3), at(0, 0), 0, 0);
        gradient(x -> x.norm(0.5), at(0, 0), 0, 0);
        gradient(x -> x.norm(1), at(0, 2), 0, 1);
        gradient(x -> x.norm(3), at(0, 2), 0, 1);
        gradient(Tensor::std, at(4, 4, 4), 0, 0, 0);
        gradients(Tensor::hypot, at(0, 3, INF), at(0, -4, 1), 0, 0.6, 1, 0, -0.8, 0);
        gradients(Tensor::cosineSimilarity, at(0, 0), at(0, 0), 0, 0, 0, 0);
        gradients((a, b) -> a.expandDims(0).cdist(b.expandDims(0)), at(1, 2), at(1, 2), 0, 0, 0, 0);
        gradients((a, b) -> a.tripletMargin(b, b), at(1, 2), at(1, 2), 0, 0, 0, 0);
    }

    @Test
    void logarithmsOfZeroTimesZero() {
        gradients(Tensor::xlogy, at(0, 0, 2), at(0, 4, 4), 0, Math.log(4), Math.log(4), 0, 0, 0.5);
        gradients(Tensor::xlog1py, at(0, 2), at(-1, 3), 0, Math.log(4), 0, 0.5);
        gradients((p, t) -> p.binaryCrossEntropy(t), at(0, 1, 0.25), at(0, 1, 1), 1, -1, -4,
                0, 0, Math.log(3));
    }

    @Test
    void sumsOfExponentials() {
        gradients(Tensor::logAddExp, at(2, INF, -INF, 1000), at(2, 0, 0, 0), 0.5, 1, 0, 1, 0.5, 0, 1, 0);
        gradient(x -> x.logSumExp(), at(-INF, -INF), 0, 0);
        gradient(x -> x.logSumExp(), at(-INF, 5), 0, 1);
        gradient(x -> x.logSumExp(), at(1000, 1000), 0.5, 0.5);
        gradient(Tensor::sinc, at(0, 1), 0, -1);
    }

    @Test
    void lossesOfExtremeLogits() {
        gradients(Tensor::binaryCrossEntropyWithLogits, at(1000, -1000, 1000, 0.5), at(1, 0, 0, 1),
                0, 0, 1, sigmoid(0.5) - 1, -1000, 1000, -1000, -0.5);
        gradient(x -> x.crossEntropy(label(x, 0)), at(1000, -1000), 0, 0);
        gradient(x -> x.crossEntropy(label(x, 1)), at(1000, -1000), 1, -1);
        gradients(Tensor::huber, at(0, 3, -3), at(0, 0, 0), 0, 1, -1, 0, -1, 1);
        gradients(Tensor::mae, at(1, 3), at(1, 1), 0, 1, 0, -1);
    }

    @Test
    void crossEntropyIsProbabilityMinusTarget() {
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        gradient(x -> x.crossEntropy(label(x, 1)), at(1, 2, 3),
                Math.exp(1) / sum, Math.exp(2) / sum - 1, Math.exp(3) / sum);
    }
}
