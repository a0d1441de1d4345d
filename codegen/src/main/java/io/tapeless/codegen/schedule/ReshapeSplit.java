package io.tapeless.codegen.schedule;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reshape axis by axis, where each axis of its operand is a digit of one axis of the result: {@code [n, c·h·w]} of
 * {@code [n, c, h, w]}, or {@code [6, 4]} of {@code [6, 2, 2]}, but not {@code [6, 4]} of {@code [8, 3]}.
 *
 * @param digits one for each axis of the operand, in order
 */
public record ReshapeSplit(List<Digit> digits) {
    /** The position along an axis of the operand: {@code position[axis] / divisor mod extent}. */
    public record Digit(int axis, Dim divisor, Dim extent) {}

    public ReshapeSplit {
        digits = List.copyOf(digits);
    }

    /** The digits of a reshape, if it is one of that kind. */
    public static Optional<ReshapeSplit> of(Node reshape) {
        Shape to = reshape.shape();
        List<Dim> from = reshape.operand(0).shape().dims();
        List<Digit> digits = new ArrayList<>();
        int axis = to.rank() - 1;
        Dim divisor = Dim.ONE;
        for (int i = from.size() - 1; i >= 0; i--) {
            Dim extent = from.get(i);
            if (extent.isConstant(0)) {
                return Optional.empty();
            }
            while (axis >= 0 && divisor.equals(to.dim(axis)) && !extent.isConstant(1)) {
                axis--;
                divisor = Dim.ONE;
            }
            Dim next = divisor.times(extent);
            if (axis < 0 && !extent.isConstant(1) || axis >= 0 && to.dim(axis).dividedBy(next).isEmpty()) {
                return Optional.empty();
            }
            digits.add(0, new Digit(Math.max(axis, 0), divisor, extent));
            divisor = next;
        }
        return Optional.of(new ReshapeSplit(digits));
    }
}
