package io.tapeless.derivatives;

import io.tapeless.frontend.PatternFunctions;
import io.tapeless.frontend.ShapeFunctions;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.stream.IntStream;

/** Views, rearrangements and padding. */
final class ShapeOperators {
    private ShapeOperators() {}

    static void addTo(OperatorTable table) {
        views(table);
        joins(table);
        patterns(table);
        paddings(table);
    }

    private static void views(OperatorTable table) {
        table.row("reshape", c -> c.tensor(0).reshape(c.integers(1, "shape", 0)));
        table.row("flatten", c -> c.has(-1, "start_dim")
                ? c.tensor(0).flatten(c.integer(-1, "start_dim", 0), c.integer(-1, "end_dim", -1))
                : c.tensor(0).flatten());
        table.row("permute", c -> c.count() > 1 && c.integers(1, "dims", 0).length == 0 ? c.tensor(0)
                : c.tensor(0).transpose(c.integers(1, "dims", 0)));
        table.row("transpose", c -> Scalars.asVectors(c.tensor(0),
                x -> x.swapAxes(c.integer(1, "dim0", 0), c.integer(2, "dim1", 0))));
        table.row("squeeze", c -> c.has(1, "dim") && c.tensor(0).rank() > 0
                ? c.tensor(0).squeeze(c.integer(1, "dim", 0)) : c.tensor(0).squeeze());
        table.row("unsqueeze", c -> c.tensor(0).expandDims(c.integer(1, "dim", 0)));
        table.row("expand", c -> {
            int[] sizes = c.integers(1, "size", 0);
            int lead = sizes.length - c.tensor(0).rank();
            return c.tensor(0).broadcastTo(IntStream.range(0, sizes.length).map(axis -> sizes[axis] >= 0
                    ? sizes[axis] : (int) c.tensor(0).shape().dim(axis - lead).constant()).toArray());
        });
        table.row("narrow", c -> {
            int start = c.isTensor(2, "start") ? (int) c.valueOf(2, "start").integer(0) : c.integer(2, "start", 0);
            int axis = c.integer(1, "dim", 0);
            int extent = extent(c.tensor(0), axis);
            return c.tensor(0).narrow(axis, start < 0 ? start + extent : start, c.integer(3, "length", 0));
        });
        table.row("select", c -> {
            int axis = c.integer(1, "dim", 0);
            int index = c.integer(2, "index", 0);
            int place = index < 0 ? index + extent(c.tensor(0), axis) : index;
            return c.tensor(0).narrow(axis, place, 1).squeeze(axis);
        });
        table.rowOfSeveral("split", c -> {
            int axis = c.integer(2, "dim", 0);
            int length = c.integer(1, "split_size", 0);
            int extent = extent(c.tensor(0), axis);
            return c.tensor(0).split(IntStream.range(0, (extent + length - 1) / length)
                    .map(i -> Math.min(length, extent - i * length)).toArray(), axis);
        });
        table.rowOfSeveral("split.list_args", c ->
                c.tensor(0).split(c.integers(1, "split_size", 0), c.integer(2, "dim", 0)));
    }

    private static int extent(Tensor x, int axis) {
        return (int) x.shape().dim(x.shape().axis(axis)).constant();
    }

    private static void joins(OperatorTable table) {
        table.row("cat", c -> ShapeFunctions.concat(c.integer(1, "dim", 0), c.tensors(0)));
        table.row("stack", c -> ShapeFunctions.stack(c.integer(1, "dim", 0), c.tensors(0)));
        table.row("hstack", c -> ShapeFunctions.concat(c.tensors(0).get(0).rank() == 1 ? 0 : 1, c.tensors(0)));
        table.row("vstack", c -> ShapeFunctions.concat(0, c.tensors(0).stream()
                .map(x -> x.rank() == 1 ? x.expandDims(0) : x).toList()));
        table.row("repeat", c -> tiled(c, "repeats"));
        table.row("tile", c -> tiled(c, "dims"));
    }

    private static Tensor tiled(OperatorCall c, String name) {
        return c.tensor(0).tile(c.integers(1, name, 0));
    }

    private static void patterns(OperatorTable table) {
        table.row("flip", c -> c.tensor(0).flip(c.integers(1, "dims", 0)));
        table.row("roll", c -> c.has(2, "dims") ? c.tensor(0).roll(c.integer(1, "shifts", 0), c.integer(2, "dims", 0))
                : c.tensor(0).roll(c.integer(1, "shifts", 0)));
        table.row("rot90", c -> {
            int[] axes = c.integers(2, "dims", 0, 0, 1);
            return c.tensor(0).rot90(c.integer(1, "k", 1), axes[0], axes[1]);
        });
        table.row("tril", c -> c.tensor(0).tril(c.integer(1, "diagonal", 0)));
        table.row("triu", c -> c.tensor(0).triu(c.integer(1, "diagonal", 0)));
        table.row("diagonal", c -> c.tensor(0).diagonal(c.integer(-1, "offset", 0)));
        table.row("diag", c -> c.tensor(0).rank() == 1 ? c.tensor(0).diag()
                : c.tensor(0).diagonal(c.integer(1, "diagonal", 0)));
        table.row("diag_embed", c -> {
            Tensor x = c.tensor(0);
            int offset = c.integer(-1, "offset", 0);
            int last = x.rank() - 1;
            Tensor square = x.expandDims(-1).times(
                    PatternFunctions.eye(x.owner(), x.shape().dim(last), DType.F64));
            int[] after = new int[x.rank() + 1];
            int[] before = new int[x.rank() + 1];
            after[last] = offset;
            before[last + 1] = offset;
            return square.pad(before, after);
        });
    }

    private static void paddings(OperatorTable table) {
        table.row("constant_pad_nd", c -> padding(c).constant(c.real(2, "value", 0)));
        table.row("nn.functional.pad.constant", c -> {
            c.text(2, "mode", "constant");
            return padding(c).constant(c.real(3, "value", 0));
        });
        for (String mode : List.of("reflect", "replicate", "circular")) {
            table.row("nn.functional.pad." + mode, c -> padding(c).mode(c.text(2, "mode", mode)));
        }
    }

    /** Widths per axis of a tensor that is cut already where the call asks for less than nothing. */
    private record Padding(Tensor x, int[] before, int[] after) {
        Tensor constant(double value) {
            return x.pad(before, after, value);
        }

        Tensor mode(String mode) {
            return x.pad(before, after, mode);
        }
    }

    /** Widths come in pairs, from the last axis to the first. */
    private static Padding padding(OperatorCall c) {
        Tensor x = c.tensor(0);
        int[] pairs = c.integers(1, "pad", 0);
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        for (int i = 0; i < pairs.length / 2; i++) {
            int axis = c.tensor(0).rank() - 1 - i;
            before[axis] = Math.max(pairs[2 * i], 0);
            after[axis] = Math.max(pairs[2 * i + 1], 0);
            int cut = Math.max(-pairs[2 * i], 0);
            x = x.narrow(axis, cut, extent(x, axis) - cut - Math.max(-pairs[2 * i + 1], 0));
        }
        return new Padding(x, before, after);
    }
}
