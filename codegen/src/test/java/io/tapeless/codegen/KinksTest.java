package io.tapeless.codegen;

import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Operators;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Literal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** First and second derivatives at kinks, poles and ends of the range, interpreted and compiled, in f64 and f32. */
class KinksTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static double[] at(double... x) {
        return x;
    }

    @Nested
    class Kinks {
        @Test
        void reluIsFlatAtZero() {
            AtPoint.of(Tensor::relu, 0, -0.0, 1, -1).first(0, 0, 1, 0).second(0, 0, 0, 0);
        }

        @Test
        void reluHessianAtZeroIsFinite() {
            AtPoint.of(x -> x.relu().square(), 0, -0.0, 2, -2).first(0, 0, 4, 0).second(0, 0, 2, 0);
        }

        @Test
        void absIsFlatAtZero() {
            AtPoint.of(Tensor::abs, 0, -0.0, 2, -2).first(0, 0, 1, -1).second(0, 0, 0, 0);
            AtPoint.of(x -> x.abs().times(x), 0, 2, -2).first(0, 4, 4).second(0, 2, -2);
        }

        @Test
        void equalOperandsOfMaxShare() {
            AtPoint.of(Tensor::max, at(3, 2), at(3, 1)).value(3, 2).first(0.5, 1, 0.5, 0).second(0, 0, 0, 0);
            AtPoint.of((a, b) -> a.max(b).square(), at(3, 2), at(3, 1)).first(3, 4, 3, 0).second(1, 2, 1, 0);
        }

        @Test
        void equalOperandsOfMinShare() {
            AtPoint.of(Tensor::min, at(3, 2), at(3, 1)).value(3, 1).first(0.5, 0, 0.5, 1).second(0, 0, 0, 0);
            AtPoint.of((a, b) -> a.min(b).square(), at(3, 2), at(3, 1)).first(3, 0, 3, 2).second(1, 0, 1, 2);
        }

        @Test
        void equalElementsOfMaxAndMinShare() {
            AtPoint.of(x -> x.max(0), 1, 4, 4, 4).value(4).first(0, 1 / 3.0, 1 / 3.0, 1 / 3.0).second(0, 0, 0, 0);
            AtPoint.of(x -> x.min(0), 1, 4, 1, 4).value(1).first(0.5, 0, 0.5, 0).second(0, 0, 0, 0);
            AtPoint.of(x -> x.max(0).square(), 4, 4).first(4, 4).second(1, 1);
        }

        @Test
        void clipIsOpenToItsBounds() {
            AtPoint.of(x -> x.clip(-1, 2), -1, 2, 0, 3, -3).first(1, 1, 1, 0, 0).second(0, 0, 0, 0, 0);
            AtPoint.of(x -> x.clip(-1, 2).square(), -1, 2, 3).first(-2, 4, 0).second(2, 2, 0);
        }

        @Test
        void stepsAreFlat() {
            AtPoint.of(Tensor::floor, 2, -0.0, 1.5).first(0, 0, 0).second(0, 0, 0);
            AtPoint.of(Tensor::sign, 0, 3, -3).value(0, 1, -1).first(0, 0, 0).second(0, 0, 0);
            AtPoint.of(Tensor::round, 0.5, 2.5).first(0, 0).second(0, 0);
        }
    }

    @Nested
    class Poles {
        @Test
        void sqrtIsSteepAtZero() {
            AtPoint.of(Tensor::sqrt, 0, 4).first(INF, 0.25).second(-INF, -1 / 32.0);
        }

        @Test
        void whatWhereDoesNotChooseHasNoPart() {
            AtPoint.of(x -> Operators.where(x.gt(0), x.sqrt(), x.times(0)), 0, -1, 4)
                    .first(0, 0, 0.25).second(0, 0, -1 / 32.0);
            AtPoint.of(x -> Operators.where(x.gt(0), x.log(), x), 0, -1, 2).first(1, 1, 0.5).second(0, 0, -0.25);
            AtPoint.of(x -> Operators.where(x.ne(0), x.sin().dividedBy(x), 1), 0).value(1).first(0).second(0);
            AtPoint.of(x -> Operators.where(x.lt(2), x, x.exp()), 1000, 1).first(INF, 1).second(INF, 0);
            AtPoint.of(x -> Operators.where(x.gt(2), x, x.exp()), 1000, 3).first(1, 1).second(0, 0);
        }

        @Test
        void whereGuardsWhatFollowsAReduction() {
            AtPoint.of(x -> {
                Tensor squares = x.square().sum();
                return Operators.where(squares.gt(0), squares.sqrt(), 0);
            }, 0, 0).value(0).first(0, 0).second(0, 0);
        }

        @Test
        void productsWithZerosAreExact() {
            AtPoint.of(x -> x.prod(), 2, 0, 5).value(0).first(0, 10, 0).second(5, 7, 2);
            AtPoint.of(x -> x.prod(), 0, 3, 0).value(0).first(0, 0, 0).second(3, 0, 3);
            AtPoint.of(x -> x.prod(), 0, 0, 0, 0).value(0).first(0, 0, 0, 0).second(0, 0, 0, 0);
            AtPoint.of(x -> x.cumprod(0), 2, 0, 5).value(2, 0, 0).first(1, 2 + 10, 0).second(1 + 5, 1 + 5 + 2, 2);
        }

        @Test
        void normsAreFlatAtZero() {
            AtPoint.of(x -> x.norm(), 0, 0).value(0).first(0, 0).second(0, 0);
            AtPoint.of(x -> x.norm(), 3, 4).value(5).first(0.6, 0.8).second(16 / 125.0 - 12 / 125.0, 9 / 125.0 - 12 / 125.0);
            AtPoint.of(x -> x.norm(3), 0, 0).value(0).first(0, 0).second(0, 0);
            AtPoint.of(Tensor::hypot, at(0), at(0)).value(0).first(0, 0).second(0, 0);
            AtPoint.of(x -> x.std(), 4, 4).value(0).first(0, 0).second(0, 0);
        }

        @Test
        void powersAtZero() {
            AtPoint.of(x -> x.pow(0), 0, 3).value(1, 1).first(0, 0).second(0, 0);
            AtPoint.of(x -> x.pow(1), 0, 3).value(0, 3).first(1, 1).second(0, 0);
            AtPoint.of(x -> x.pow(2), 0, -3).value(0, 9).first(0, -6).second(2, 2);
            AtPoint.of(x -> x.pow(3), 0, -2).value(0, -8).first(0, 12).second(0, -12);
            AtPoint.of(x -> x.pow(1.5), 0, 4).value(0, 8).first(0, 3).second(INF, 0.375);
            AtPoint.of(x -> x.pow(0.5), 0, 4).value(0, 2).first(INF, 0.25).second(-INF, -1 / 32.0);
            AtPoint.of(x -> x.pow(-1), 0, 2).value(INF, 0.5).first(-INF, -0.25).second(INF, 0.25);
        }

        @Test
        void powersWithExponentsThatVary() {
            AtPoint.of(Tensor::pow, at(0, 0, 0), at(0, 1, 2)).value(1, 0, 0).first(0, 1, 0, 0, 0, 0);
            AtPoint.of(Tensor::pow, at(-2), at(3)).value(-8).first(12, NAN);
            AtPoint.of(Tensor::pow, at(-2), at(0.5)).value(NAN);
            // 0ᵉ is 0 for every positive e: flat in e, of any order
            AtPoint.of((a, b) -> Operators.where(a.gt(0), a.pow(b), 0), at(0, 2), at(0.5, 2))
                    .first(0, 4, 0, 4 * Math.log(2));
        }

        @Test
        void powersWithExponentsThatVaryInSecondOrder() {
            // at 0 the exponent counts as constant, so that what is left is b(b − 1)·0ᵇ⁻²
            AtPoint.of(Tensor::pow, at(0, 0, 0, 0), at(0, 1, 2, 3)).second(0, 0, 2, 0, 0, 0, 0, 0);
            AtPoint.of(Tensor::pow, at(0, 0, 0), at(0.5, 1.5, -1)).value(0, 0, INF).first(INF, 0, -INF, 0, 0, 0)
                    .second(-INF, INF, INF, 0, 0, 0);
            AtPoint.of(Tensor::pow, at(-2), at(3)).second(NAN, NAN);
            AtPoint.of((a, b) -> a.pow(b.stopGradient()), at(-2, -2, -2), at(3, 0, -1))
                    .first(12, 0, -0.25, 0, 0, 0).second(-12, 0, -0.25, 0, 0, 0);
            double log = Math.log(2);
            AtPoint.of(Tensor::pow, at(2), at(3)).first(12, 8 * log)
                    .second(12 + 4 + 12 * log, 4 + 12 * log + 8 * log * log);
        }

        @Test
        void logarithmsTimesZero() {
            AtPoint.of(Tensor::xlogy, at(0, 0, 2), at(0, 4, 4)).value(0, 0, 2 * Math.log(4))
                    .first(0, Math.log(4), Math.log(4), 0, 0, 0.5);
        }
    }

    @Nested
    class Ends {
        private static final double[] FAR = {1000, -1000};

        @Test
        void logSoftmaxOfFarLogits() {
            AtPoint.of(x -> x.logSoftmax(), FAR).value(0, -2000).first(-1, 1).second(0, 0);
            AtPoint.of(x -> x.softmax().square(), FAR).value(1, 0).first(0, 0).second(0, 0);
            AtPoint.stabilized(x -> x.softmax().log(), FAR).value(0, -2000).first(-1, 1).second(0, 0);
        }

        @Test
        void crossEntropyOfFarLogits() {
            AtPoint.of(x -> Losses.crossEntropy(x, label(x, 0)), FAR).value(0).first(0, 0).second(0, 0);
            AtPoint.of(x -> Losses.crossEntropy(x, label(x, 1)), FAR).value(2000).first(1, -1).second(0, 0);
        }

        private static Tensor label(Tensor x, long index) {
            return x.owner().constant(Literal.scalar(DType.I32, index));
        }

        @Test
        void binaryCrossEntropyThroughReshape() {
            AtPoint.stabilized(x -> x.sigmoid().reshape(2, 1).binaryCrossEntropy(x.owner().constant(x.dtype(), 1)),
                    FAR).value(0, 1000).first(0, -1).second(0, 0);
            AtPoint.stabilized(x -> x.reshape(2, 1).sigmoid().reshape(1, 2)
                    .binaryCrossEntropy(x.owner().constant(x.dtype(), 0)), FAR).value(1000, 0).first(1, 0).second(0, 0);
            AtPoint.of(x -> x.binaryCrossEntropyWithLogits(x.owner().constant(x.dtype(), 0.5)), FAR)
                    .value(500, 500).first(0.5, -0.5).second(0, 0);
        }

        @Test
        void sigmoidsSaturate() {
            AtPoint.of(Tensor::sigmoid, 1000, -1000, 0).value(1, 0, 0.5).first(0, 0, 0.25).second(0, 0, 0);
            AtPoint.of(Tensor::softplus, 1000, -1000).value(1000, 0).first(1, 0).second(0, 0);
            AtPoint.of(Tensor::tanh, 1000, -1000).value(1, -1).first(0, 0).second(0, 0);
            AtPoint.of(Tensor::logSigmoid, 1000, -1000).value(0, -1000).first(0, 1).second(0, 0);
        }

        @Test
        void logSumExpOfFarAndEqualElements() {
            AtPoint.of(x -> x.logSumExp(), 1000, 1000).value(1000 + Math.log(2)).first(0.5, 0.5).second(0, 0);
            AtPoint.of(x -> x.logSumExp(), -INF, 5).value(5).first(0, 1).second(0, 0);
            AtPoint.of(Tensor::logAddExp, at(1000, -1000), at(1000, 1000)).first(0.5, 0, 0.5, 1).second(0, 0, 0, 0);
        }
    }
}
