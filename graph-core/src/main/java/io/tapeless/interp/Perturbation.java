package io.tapeless.interp;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Window;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rounding as it might have been, in the manner of Monte Carlo arithmetic: what an operation that rounds gives is off
 * by up to {@value #UNITS} units of rounding, at random. Operations that are exact stay exact, so that what is equal,
 * and choices made by comparing, stay what they are.
 *
 * <p>Operations that round more than once also read elements that are off, so that cancellation inside them shows:
 * {@code Σ xᵢ(1 + δᵢ) − Σ xᵢ} grows with {@code Σ|xᵢ|}, as the rounding of running sums does. Where many terms
 * are alike, running sums are rounded to one side again and again: all terms are off by as much as half their number.
 * Of products whose {@linkplain RunningProducts running products} may leave the range of the dtype nothing is known.
 * A decomposition is stable in norm: what it gives is off by some units of its largest element, for a matrix that is
 * off by some units of its own.
 */
final class Perturbation implements Interpreter.Precision {
    private static final double UNITS = 4;

    private static final Set<ScalarOp> EXACT = EnumSet.of(ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SIGN, ScalarOp.MIN,
            ScalarOp.MAX, ScalarOp.CLIP, ScalarOp.RELU, ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.ROUND, ScalarOp.TRUNC,
            ScalarOp.SELECT);

    private final SplittableRandom random;

    Perturbation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Half the distance from 1 to the next number. */
    static double unit(DType dtype) {
        return dtype == DType.F32 ? 0x1p-24 : 0x1p-53;
    }

    private static boolean roundsOnce(Op op) {
        return op instanceof Elementwise.Map map && !EXACT.contains(map.function());
    }

    private static boolean roundsOften(Node node) {
        Op op = node.op();
        return op instanceof Reduction.Reduce reduce
                && (reduce.kind() == Reduction.Kind.SUM || reduce.kind() == Reduction.Kind.PROD)
                && !node.shape().size().equals(node.operands().get(0).shape().size())
                || op instanceof Movement.Fold || op instanceof Indexing.ScatterAdd
                || op instanceof Contraction || op instanceof Decomposition || op instanceof Elementwise.Polygamma;
    }

    /** The number of terms of each sum, as far as an operand of some shape shows it, or more. */
    private static int terms(Op op, int[] shape) {
        IntStream factors = op instanceof Reduction.Reduce reduce ? reduce.axes().stream().mapToInt(a -> shape[a])
                : op instanceof Movement.Fold fold ? fold.windows().stream().mapToInt(Window::size)
                : op instanceof Elementwise.Polygamma ? IntStream.empty()
                : op instanceof Contraction ? IntStream.of(Math.max(shape[shape.length - 1], shape[shape.length - 2]))
                : IntStream.of(shape);
        return factors.reduce(1, (a, b) -> a * b);
    }

    @Override
    public Value operand(Node user, Value value) {
        if (!value.dtype().isFloat() || !roundsOften(user)) {
            return value;
        }
        double drift = terms(user.op(), value.shape()) / (2 * RoundingBounds.FACTOR) * deviation(value.dtype(), 1);
        Value known = user.op() instanceof Reduction.Reduce reduce && reduce.kind() == Reduction.Kind.PROD
                ? RunningProducts.inRange(value, reduce.axes()) : value;
        return user.op() instanceof Decomposition ? matrix(known) : elements(known, drift);
    }

    @Override
    public Value result(Node node, Value value) {
        if (!node.dtype().isFloat()) {
            return value;
        }
        Value perturbed = node.op() instanceof Decomposition ? matrix(value)
                : roundsOnce(node.op()) || roundsOften(node) ? elements(value, 0) : value;
        return perturbed.roundedToDType();
    }

    /** All elements off by the same and each by some units of its own. */
    private Value elements(Value value, double drift) {
        double[] elements = value.toDoubles();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += elements[i] * (drift + deviation(value.dtype(), UNITS));
        }
        return Value.of(value.dtype(), value.shape(), elements);
    }

    /** Whole numbers are kept: they are the row numbers of a factorisation, or zeros that are not read. */
    private Value matrix(Value value) {
        double[] elements = value.toDoubles();
        double largest = 0;
        for (double element : elements) {
            largest = Math.max(largest, Math.abs(element));
        }
        for (int i = 0; i < elements.length; i++) {
            elements[i] += elements[i] == Math.rint(elements[i]) ? 0 : largest * deviation(value.dtype(), UNITS);
        }
        return Value.of(value.dtype(), value.shape(), elements);
    }

    private double deviation(DType dtype, double units) {
        return units * unit(dtype) * (2 * random.nextDouble() - 1);
    }
}
