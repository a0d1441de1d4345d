package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * What a reduction is so far: {@code y[…, i, …]} combines {@code x[…, 0, …]} to {@code x[…, i, …]} along one
 * axis, which may be negative. They are loops of {@link ControlFlow}: gradients are exact where a factor is 0,
 * and a maximum that is met again shares its gradient in halves with the one before.
 */
public final class CumulativeFunctions {
    private CumulativeFunctions() {}

    /** Running sums along an axis. */
    public static Tensor cumsum(Tensor x, int axis) {
        return along("cumsum", x, axis, 0, Operators::plus);
    }

    /** Running products along an axis. */
    public static Tensor cumprod(Tensor x, int axis) {
        return along("cumprod", x, axis, 1, Operators::times);
    }

    /** The largest element so far along an axis. */
    public static Tensor cummax(Tensor x, int axis) {
        return along("cummax", x, axis, Double.NEGATIVE_INFINITY, MathFunctions::max);
    }

    /** The smallest element so far along an axis. */
    public static Tensor cummin(Tensor x, int axis) {
        return along("cummin", x, axis, Double.POSITIVE_INFINITY, MathFunctions::min);
    }

    /** {@code log Σ exp} of the elements so far along an axis, which does not overflow. */
    public static Tensor logCumSumExp(Tensor x, int axis) {
        Check.floats("logCumSumExp", x);
        return along("logCumSumExp", x, axis, Double.NEGATIVE_INFINITY, MathFunctions::logAddExp);
    }

    /** @param neutral where the combination starts; infinities are the bounds of an integer dtype */
    private static Tensor along(String function, Tensor x, int axis, double neutral, BinaryOperator<Tensor> combine) {
        Check.that(x.dtype() != DType.BOOL, function, "expected numbers, found bool", x);
        int place = Check.axis(function, x, axis);
        Tensor rows = ShapeFunctions.transpose(x, toFront(x.rank(), place));
        Shape inner = rows.shape().slice(1, x.rank());
        Tensor start = new Tensor(x.owner(), x.owner().graph().fill(literal(x.dtype(), neutral), inner));
        Tensor y = ControlFlow.scan(start, rows, combine);
        return ShapeFunctions.transpose(y, fromFront(x.rank(), place));
    }

    private static Literal literal(DType dtype, double value) {
        if (dtype.isFloat() || !Double.isInfinite(value)) {
            return Literal.scalar(dtype, value);
        }
        boolean most = value > 0;
        return Literal.scalar(dtype, dtype == DType.I32 ? most ? Integer.MAX_VALUE : Integer.MIN_VALUE
                : most ? Long.MAX_VALUE : Long.MIN_VALUE);
    }

    private static int[] toFront(int rank, int axis) {
        List<Integer> order = new ArrayList<>(List.of(axis));
        for (int i = 0; i < rank; i++) {
            if (i != axis) {
                order.add(i);
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] fromFront(int rank, int axis) {
        int[] to = toFront(rank, axis);
        int[] from = new int[rank];
        for (int i = 0; i < rank; i++) {
            from[to[i]] = i;
        }
        return from;
    }
}
