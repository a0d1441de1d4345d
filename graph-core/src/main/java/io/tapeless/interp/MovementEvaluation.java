package io.tapeless.interp;

import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What moves elements and computes nothing, or sums what it moved to one place; and what all definitions share. */
abstract class MovementEvaluation implements Op.Visitor<Value> {
    final Node node;
    final Value[] operands;
    final int[] shape;
    private final Map<String, Long> symbols;

    MovementEvaluation(Node node, Value[] operands, Map<String, Long> symbols) {
        this.node = node;
        this.operands = operands;
        this.symbols = symbols;
        this.shape = node.shape().evaluate(symbols);
    }

    /** Turns the coordinates of a result's element into those of the operand's, in place or anew. */
    interface Source {
        int[] of(int[] coordinates);
    }

    Value blank() {
        return Value.blank(node.dtype(), shape);
    }

    Value moved(Value x, Source source) {
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            y.set(i, x, Index.flat(source.of(Index.coordinates(i, shape)), x.extents()));
        }
        return y;
    }

    IrException error(String message) {
        return new IrException(node + ": " + message, node.origin().site());
    }

    static int[] without(int[] coordinates, List<Integer> axes) {
        int[] kept = new int[coordinates.length - axes.size()];
        int next = 0;
        for (int axis = 0; axis < coordinates.length; axis++) {
            if (!axes.contains(axis)) {
                kept[next++] = coordinates[axis];
            }
        }
        return kept;
    }

    /** {@code y[o] += x[i]}. */
    void add(Value y, int o, Value x, int i) {
        if (node.dtype().isFloat()) {
            y.set(o, y.real(o) + x.real(i));
        } else {
            y.set(o, ScalarSemantics.apply(ScalarOp.ADD, node.dtype(), y.integer(o), x.integer(i), 0));
        }
    }

    @Override
    public Value reshape(Movement.Reshape op) {
        return operands[0].reshaped(shape);
    }

    /** Axis i of the result is axis {@code permutation[i]} of the operand. */
    @Override
    public Value transpose(Movement.Transpose op) {
        return moved(operands[0], coordinates -> {
            int[] source = new int[coordinates.length];
            for (int axis = 0; axis < coordinates.length; axis++) {
                source[op.permutation().get(axis)] = coordinates[axis];
            }
            return source;
        });
    }

    @Override
    public Value broadcast(Movement.Broadcast op) {
        return moved(operands[0], coordinates -> without(coordinates, op.axes()));
    }

    /** {@code y[i…] = x[start + i·step…]}. */
    @Override
    public Value slice(Movement.Slice op) {
        Value x = operands[0];
        int[] starts = evaluate(op.starts());
        for (int axis = 0; axis < starts.length; axis++) {
            long last = starts[axis] + (shape[axis] - 1L) * op.steps().get(axis);
            if (starts[axis] < 0 || shape[axis] > 0 && last >= x.extent(axis)) {
                throw error("axis " + axis + " of extent " + x.extent(axis) + " is too short for start "
                        + starts[axis] + ", size " + shape[axis] + ", step " + op.steps().get(axis));
            }
        }
        return moved(x, coordinates -> {
            for (int axis = 0; axis < starts.length; axis++) {
                coordinates[axis] = starts[axis] + coordinates[axis] * op.steps().get(axis);
            }
            return coordinates;
        });
    }

    private int[] evaluate(List<Dim> dims) {
        return dims.stream().mapToInt(d -> Math.toIntExact(d.evaluate(symbols))).toArray();
    }

    /** {@code y[low + i·(interior + 1)…] = x[i…]}, the padding value elsewhere. */
    @Override
    public Value pad(Movement.Pad op) {
        Value x = operands[0];
        int[] low = evaluate(op.low());
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            y.set(i, operands[1], 0);
        }
        for (int i = 0; i < x.size(); i++) {
            int[] coordinates = Index.coordinates(i, x.extents());
            for (int axis = 0; axis < low.length; axis++) {
                coordinates[axis] = low[axis] + coordinates[axis] * (op.interior().get(axis) + 1);
            }
            y.set(Index.flat(coordinates, shape), x, i);
        }
        return y;
    }

    /** The operands one after the other along an axis. */
    @Override
    public Value concat(Movement.Concat op) {
        Value y = blank();
        int start = 0;
        for (Value x : operands) {
            for (int i = 0; i < x.size(); i++) {
                int[] coordinates = Index.coordinates(i, x.extents());
                coordinates[op.axis()] += start;
                y.set(Index.flat(coordinates, shape), x, i);
            }
            start += x.extent(op.axis());
        }
        return y;
    }

    /** {@code y[…, i, …] = x[…, n − 1 − i, …]} along each axis. */
    @Override
    public Value reverse(Movement.Reverse op) {
        return moved(operands[0], coordinates -> {
            for (int axis : op.axes()) {
                coordinates[axis] = shape[axis] - 1 - coordinates[axis];
            }
            return coordinates;
        });
    }

    /** {@code y[…, o…, k…] = x[…, o·stride + k·dilation, …]}. */
    @Override
    public Value unfold(Movement.Unfold op) {
        Value x = operands[0];
        for (int i = 0; i < op.windows().size(); i++) {
            Window window = op.windows().get(i);
            requireFit(window, shape[window.axis()], x.extent(window.axis()));
        }
        return moved(x, coordinates -> inWindows(coordinates, op.windows()));
    }

    /** {@code y[…, o·stride + k·dilation, …] += x[…, o…, k…]}. */
    @Override
    public Value fold(Movement.Fold op) {
        Value x = operands[0];
        op.windows().forEach(w -> requireFit(w, x.extent(w.axis()), shape[w.axis()]));
        Value y = blank();
        for (int i = 0; i < x.size(); i++) {
            int o = Index.flat(inWindows(Index.coordinates(i, x.extents()), op.windows()), shape);
            add(y, o, x, i);
        }
        return y;
    }

    /** Coordinates of windows and within them, turned into those of the axes that are cut. */
    private static int[] inWindows(int[] coordinates, List<Window> windows) {
        int[] place = Arrays.copyOf(coordinates, coordinates.length - windows.size());
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            int within = coordinates[place.length + i];
            place[window.axis()] = coordinates[window.axis()] * window.stride() + within * window.dilation();
        }
        return place;
    }

    private void requireFit(Window window, int count, int extent) {
        if (count < 0 || count > 0 && window.reach(Dim.of(count)).constant() > extent) {
            throw error("axis " + window.axis() + " of extent " + extent + " is too short for " + count
                    + " windows of " + window.size() + " with stride " + window.stride() + " and dilation "
                    + window.dilation());
        }
    }
}
