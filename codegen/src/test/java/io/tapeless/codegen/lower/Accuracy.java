package io.tapeless.codegen.lower;

import io.tapeless.ir.ScalarOp;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** How far compiled kernels are from the functions they stand for. */
final class Accuracy {
    private static final int BLOCK = 1 << 14;

    private final ScalarKernels kernels;

    /** The largest error met, and where; infinite if a NaN, an infinity or a sign was wrong. */
    static final class Worst {
        private double ulps;
        private String at = "";
        private long count;

        double ulps() {
            return ulps;
        }

        @Override
        public String toString() {
            return String.format("%.3f ulp at %s, the worst of %d", ulps, at, count);
        }
    }

    Accuracy(ScalarKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * The values of a function in f64: {@link StrictMath} where it has the function, else the f64 kernel,
     * which is compared with multiprecision values elsewhere.
     */
    double[] reference(ScalarOp function, double[]... in) {
        double[] out = new double[in[0].length];
        DoubleUnaryOperator unary = function.arity() == 1 ? unary(function) : null;
        if (function.arity() == 2) {
            DoubleBinaryOperator binary = function == ScalarOp.POW ? StrictMath::pow : StrictMath::atan2;
            for (int i = 0; i < out.length; i++) {
                out[i] = binary.applyAsDouble(in[0][i], in[1][i]);
            }
        } else if (unary != null) {
            for (int i = 0; i < out.length; i++) {
                out[i] = unary.applyAsDouble(in[0][i]);
            }
        } else {
            kernels.run(function, out, in);
        }
        return out;
    }

    /** Null if StrictMath does not have it. */
    private static DoubleUnaryOperator unary(ScalarOp function) {
        return switch (function) {
            case EXP -> StrictMath::exp;
            case EXPM1 -> StrictMath::expm1;
            case LOG -> StrictMath::log;
            case LOG10 -> StrictMath::log10;
            case LOG1P -> StrictMath::log1p;
            case CBRT -> StrictMath::cbrt;
            case SIN -> StrictMath::sin;
            case COS -> StrictMath::cos;
            case TAN -> StrictMath::tan;
            case ASIN -> StrictMath::asin;
            case ACOS -> StrictMath::acos;
            case ATAN -> StrictMath::atan;
            case SINH -> StrictMath::sinh;
            case COSH -> StrictMath::cosh;
            case TANH -> StrictMath::tanh;
            case FLOOR -> StrictMath::floor;
            case CEIL -> StrictMath::ceil;
            case ROUND -> StrictMath::rint;
            case TRUNC -> x -> x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x);
            default -> null;
        };
    }

    /** All floats whose bits are from, from + step, … below to, and their negatives. */
    Worst sweep(ScalarOp function, int from, int to, int step) {
        Worst worst = new Worst();
        float[] in = new float[BLOCK];
        int filled = 0;
        for (long bits = from; bits < to; bits += step) {
            in[filled++] = Float.intBitsToFloat((int) bits);
            in[filled++] = -in[filled - 2];
            if (filled == BLOCK || bits + step >= to) {
                compare(function, worst, filled == BLOCK ? in : Arrays.copyOf(in, filled));
                filled = 0;
            }
        }
        return worst;
    }

    /** Adds the errors of f32 results to what was met so far. */
    void compare(ScalarOp function, Worst worst, float[]... in) {
        int n = in[0].length;
        float[] actual = new float[n];
        kernels.run(function, actual, in);
        double[][] exact = new double[in.length][n];
        for (int k = 0; k < in.length; k++) {
            for (int i = 0; i < n; i++) {
                exact[k][i] = in[k][i];
            }
        }
        double[] expected = reference(function, exact);
        double[] mirrored = hasZerosBetweenPoles(function)
                ? reference(function, Arrays.stream(exact[0]).map(Math::abs).toArray()) : null;
        for (int i = 0; i < n; i++) {
            double error = ulps(actual[i], expected[i]);
            if (mirrored != null && in[0][i] < 0 && Double.isFinite(expected[i])) {
                double unit = Math.max(Math.abs(expected[i]), Math.max(1, Math.abs(mirrored[i])));
                error = Math.min(error, Math.abs(actual[i] - expected[i]) / Math.ulp((float) unit));
            }
            if (error > worst.ulps) {
                worst.ulps = error;
                worst.at = point(in, i) + " = " + actual[i] + ", not " + expected[i];
            }
        }
        worst.count += n;
    }

    /**
     * Left of 0 these are differences of two values, one that of −x, and zero between any two poles: there the error
     * is counted in units of the larger.
     */
    private static boolean hasZerosBetweenPoles(ScalarOp function) {
        return function == ScalarOp.LGAMMA || function == ScalarOp.DIGAMMA;
    }

    private static String point(float[][] in, int i) {
        StringBuilder text = new StringBuilder();
        for (float[] argument : in) {
            text.append(text.isEmpty() ? "" : ", ").append(Float.toHexString(argument[i]));
        }
        return text.toString();
    }

    /** Distance in units of the last place of f32; infinite if only one is NaN or ∞, or the sign of 0 is wrong. */
    static double ulps(float actual, double expected) {
        if ((float) expected == actual && actual != 0) {
            return 0;
        } else if (Float.isInfinite(actual) && Math.abs(expected) > Float.MAX_VALUE && actual > 0 == expected > 0) {
            return Double.isInfinite(expected) ? 0 : (0x1p128 - Math.abs(expected)) / 0x1p104;
        } else if (special(actual, expected)) {
            return same(actual, expected) ? 0 : Double.POSITIVE_INFINITY;
        }
        int exponent = Math.min(Math.max(Math.getExponent(expected), Float.MIN_EXPONENT), Float.MAX_EXPONENT);
        return Math.abs(actual - expected) / Math.scalb(1.0, exponent - 23);
    }

    /** The same for f64, where the expected value is a sum of two. */
    static double ulps(double actual, double expected, double rest) {
        if (special(actual, expected)) {
            return same(actual, expected) ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - expected - rest) / Math.ulp(expected);
    }

    /** Whether the two can't be subtracted, or are both zero and have signs to compare. */
    private static boolean special(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b) || a == 0 && b == 0;
    }

    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
