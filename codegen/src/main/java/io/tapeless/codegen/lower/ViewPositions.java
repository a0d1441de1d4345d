package io.tapeless.codegen.lower;

import io.tapeless.codegen.schedule.ReshapeSplit;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.List;

/** Where views read their operands. */
final class ViewPositions {
    private ViewPositions() {}

    /** Where a view reads its operand. */
    static List<Position> ofOperand(Node view, List<Position> at) {
        Op op = view.op();
        List<Dim> from = view.operand(0).shape().dims();
        List<Position> result = new ArrayList<>();
        if (op instanceof Movement.Broadcast broadcast) {
            for (int axis = 0; axis < at.size(); axis++) {
                if (!broadcast.axes().contains(axis)) {
                    result.add(at.get(axis));
                }
            }
        } else if (op instanceof Movement.Transpose transpose) {
            for (int axis = 0; axis < from.size(); axis++) {
                result.add(at.get(transpose.permutation().indexOf(axis)));
            }
        } else if (op instanceof Movement.Slice slice) {
            for (int axis = 0; axis < from.size(); axis++) {
                result.add(at.get(axis).times(Dim.of(slice.steps().get(axis))).plus(slice.starts().get(axis)));
            }
        } else if (op instanceof Movement.Reverse reverse) {
            for (int axis = 0; axis < from.size(); axis++) {
                result.add(!reverse.axes().contains(axis) ? at.get(axis)
                        : at.get(axis).times(Dim.of(-1)).plus(from.get(axis).minus(1)));
            }
        } else if (op instanceof Movement.Unfold unfold) {
            result.addAll(inWindows(unfold.windows(), at));
        } else if (op instanceof Movement.Reshape) {
            return axisWise(view.shape(), view.operand(0).shape(), at);
        } else {
            return at;
        }
        return result;
    }

    /** Positions in one shape as positions in another that has other axes of extent 1, and else the same. */
    static List<Position> axisWise(Shape shape, Shape other, List<Position> at) {
        List<Position> rest = new ArrayList<>();
        for (int axis = 0; axis < at.size(); axis++) {
            if (!shape.dim(axis).isConstant(1)) {
                rest.add(at.get(axis));
            }
        }
        return other.dims().stream().map(dim -> dim.isConstant(1) ? Position.ZERO : rest.remove(0)).toList();
    }

    /** The place {@code o·stride + k·dilation} of positions of windows and, last, within them. */
    static List<Position> inWindows(List<Window> windows, List<Position> at) {
        int rank = at.size() - windows.size();
        List<Position> places = new ArrayList<>(at.subList(0, rank));
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            places.set(window.axis(), at.get(window.axis()).times(Dim.of(window.stride()))
                    .plus(at.get(rank + i).times(Dim.of(window.dilation()))));
        }
        return places;
    }

    /** Where a reshape reads an operand whose axes are digits of its own. */
    static List<Position> split(Node reshape, List<Position> at) {
        List<Position> result = new ArrayList<>();
        for (ReshapeSplit.Digit digit : ReshapeSplit.of(reshape).orElseThrow().digits()) {
            result.add(digit.extent().isConstant(1) ? Position.ZERO : at.get(digit.axis())
                    .digit(reshape.shape().dim(digit.axis()), digit.divisor(), digit.extent()));
        }
        return result;
    }
}
