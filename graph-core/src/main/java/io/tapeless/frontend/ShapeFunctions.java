package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Functions that view or rearrange the elements. They take any dtype and symbolic extents unless said;
 * every function throws {@link io.tapeless.ir.IrException} if shapes, axes or counts do not fit.
 */
public final class ShapeFunctions {
    private ShapeFunctions() {}

    // ------------------------------------------------------------------ views

    /** The same elements in row-major order under another shape; one extent may be −1, to be worked out. */
    public static Tensor reshape(Tensor x, Dim... dims) {
        Shape to = Shape.of(dims);
        int unknown = -1;
        Dim known = Dim.ONE;
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis].isConstant(-1)) {
                Check.that(unknown < 0, "reshape", "only one extent may be -1, found " + to, x);
                unknown = axis;
            } else {
                known = known.times(dims[axis]);
            }
        }
        if (unknown >= 0) {
            Dim divisor = known;
            to = to.with(unknown, x.shape().size().dividedBy(divisor).orElseThrow(() -> Check.error("reshape",
                    x.shape().size() + " elements can't be divided into rows of " + divisor, x)));
        }
        Check.that(x.shape().size().equals(to.size()), "reshape", "expected a shape of " + x.shape().size()
                + " elements, found " + to + " of " + to.size(), x);
        return Broadcasting.reshape(x, to);
    }

    /** The same elements in row-major order under another shape; one extent may be −1, to be worked out. */
    public static Tensor reshape(Tensor x, int... dims) {
        return reshape(x, dims(dims));
    }

    /** All elements as a vector. */
    public static Tensor flatten(Tensor x) {
        return Broadcasting.reshape(x, Shape.of(x.shape().size()));
    }

    /** Joins the axes from first to last, both included, into one. */
    public static Tensor flatten(Tensor x, int first, int last) {
        int from = Check.axis("flatten", x, first);
        int to = Check.axis("flatten", x, last);
        Check.that(from <= to, "flatten", "axis " + first + " is behind axis " + last, x);
        Shape joined = Shape.of(x.shape().slice(from, to + 1).size());
        return Broadcasting.reshape(x, x.shape().slice(0, from).concat(joined)
                .concat(x.shape().slice(to + 1, x.rank())));
    }

    /** Axis i of the result is axis {@code permutation[i]}; without a permutation, the order is reversed. */
    public static Tensor transpose(Tensor x, int... permutation) {
        List<Integer> axes = new ArrayList<>();
        if (permutation.length == 0) {
            IntStream.range(0, x.rank()).forEach(axis -> axes.add(0, axis));
        }
        for (int axis : permutation) {
            axes.add(Check.axis("transpose", x, axis));
        }
        Check.that(axes.size() == x.rank() && new TreeSet<>(axes).size() == x.rank(), "transpose",
                Arrays.toString(permutation) + " is not a permutation of the axes", x);
        boolean identity = IntStream.range(0, x.rank()).allMatch(axis -> axes.get(axis) == axis);
        return identity ? x : x.owner().apply(new Movement.Transpose(axes), x);
    }

    /** Exchanges two axes. */
    public static Tensor swapAxes(Tensor x, int a, int b) {
        int[] permutation = IntStream.range(0, x.rank()).toArray();
        int first = Check.axis("swapAxes", x, a);
        int second = Check.axis("swapAxes", x, b);
        permutation[first] = second;
        permutation[second] = first;
        return transpose(x, permutation);
    }

    /** Inserts axes of extent 1, at these places of the result. */
    public static Tensor expandDims(Tensor x, int... axes) {
        Shape wide = Broadcasting.ones(x.rank() + axes.length);
        TreeSet<Integer> added = new TreeSet<>();
        for (int axis : axes) {
            Check.that(added.add(Check.axis("expandDims", x, axis, wide)), "expandDims", "axes "
                    + Arrays.toString(axes) + " name one axis twice", x);
        }
        List<Dim> dims = new ArrayList<>(x.shape().dims());
        added.forEach(axis -> dims.add(axis, Dim.ONE));
        return Broadcasting.reshape(x, new Shape(dims));
    }

    /** Removes axes of extent 1: these, or all that have it. */
    public static Tensor squeeze(Tensor x, int... axes) {
        List<Integer> removed = axes.length > 0 ? Check.axes("squeeze", x, axes)
                : IntStream.range(0, x.rank()).filter(a -> x.shape().dim(a).isConstant(1)).boxed().toList();
        for (int axis : removed) {
            Check.that(x.shape().dim(axis).isConstant(1), "squeeze", "axis " + axis + " has extent "
                    + x.shape().dim(axis) + ", expected 1", x);
        }
        return Broadcasting.reshape(x, x.shape().without(removed));
    }

    /** Repeats along missing axes and axes of extent 1, as NumPy broadcasts. */
    public static Tensor broadcastTo(Tensor x, Dim... dims) {
        return Broadcasting.to("broadcastTo", x, Shape.of(dims));
    }

    /** Repeats along missing axes and axes of extent 1, as NumPy broadcasts. */
    public static Tensor broadcastTo(Tensor x, int... dims) {
        return broadcastTo(x, dims(dims));
    }

    // ------------------------------------------------------------------ parts

    /** {@code x[start : start + length]} along an axis. */
    public static Tensor narrow(Tensor x, int axis, Dim start, Dim length) {
        int normal = Check.axis("narrow", x, axis);
        List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.ZERO));
        starts.set(normal, start);
        return slice(x, starts, x.shape().with(normal, length), Collections.nCopies(x.rank(), 1));
    }

    /** {@code x[start : start + length]} along an axis. */
    public static Tensor narrow(Tensor x, int axis, int start, int length) {
        return narrow(x, axis, Dim.of(start), Dim.of(length));
    }

    /** {@code x[start : end]} along each of the first axes; a negative number counts from the end. */
    public static Tensor slice(Tensor x, int[] starts, int[] ends) {
        int[] steps = new int[starts.length];
        Arrays.fill(steps, 1);
        return slice(x, starts, ends, steps);
    }

    /**
     * {@code x[start : end : step]} along each of the first axes; a negative start or end counts from the end,
     * an end past a known extent is that extent, steps are positive.
     */
    public static Tensor slice(Tensor x, int[] starts, int[] ends, int[] steps) {
        Check.that(starts.length == ends.length && starts.length == steps.length && starts.length <= x.rank(), "slice",
                "expected as many starts as ends and steps, at most one per axis; found " + Arrays.toString(starts)
                        + ", " + Arrays.toString(ends) + ", " + Arrays.toString(steps), x);
        List<Dim> from = new ArrayList<>(Collections.nCopies(x.rank(), Dim.ZERO));
        List<Dim> sizes = new ArrayList<>(x.shape().dims());
        List<Integer> by = new ArrayList<>(Collections.nCopies(x.rank(), 1));
        for (int axis = 0; axis < starts.length; axis++) {
            Check.that(steps[axis] > 0, "slice", "steps are positive, found " + Arrays.toString(steps)
                    + "; use flip to turn an axis around", x);
            Dim start = place(starts[axis], x.shape().dim(axis));
            Dim length = place(ends[axis], x.shape().dim(axis)).minus(start);
            from.set(axis, start);
            by.set(axis, steps[axis]);
            sizes.set(axis, steps[axis] == 1 ? atLeastZero(length) : stepped(x, axis, length, steps[axis]));
        }
        return slice(x, from, new Shape(sizes), by);
    }

    private static Dim place(int index, Dim extent) {
        Dim place = index < 0 ? extent.plus(index) : Dim.of(index);
        if (!extent.isConstant()) {
            return place;
        }
        return Dim.of(Math.min(Math.max(place.constant(), 0), extent.constant()));
    }

    private static Dim atLeastZero(Dim length) {
        return length.isConstant() && length.constant() < 0 ? Dim.ZERO : length;
    }

    private static Dim stepped(Tensor x, int axis, Dim length, int step) {
        if (length.isConstant()) {
            return Dim.of(Math.max(0, Math.floorDiv(length.constant() + step - 1, (long) step)));
        }
        return length.dividedBy(Dim.of(step)).orElseThrow(() -> Check.error("slice", "the symbolic length " + length
                + " of axis " + axis + " is not a multiple of step " + step, x));
    }

    /** Slices on behalf of another function; no node if everything is taken. */
    static Tensor slice(Tensor x, List<Dim> starts, Shape sizes, List<Integer> steps) {
        return sizes.equals(x.shape()) ? x : x.owner().apply(new Movement.Slice(starts, sizes.dims(), steps), x);
    }

    static Tensor dropFirst(Tensor x, int axis) {
        return narrow(x, axis, Dim.ONE, x.shape().dim(axis).minus(1));
    }

    static Tensor dropLast(Tensor x, int axis) {
        return narrow(x, axis, Dim.ZERO, x.shape().dim(axis).minus(1));
    }

    /** Cuts an axis into equal parts. */
    public static List<Tensor> split(Tensor x, int parts, int axis) {
        int normal = Check.axis("split", x, axis);
        Check.that(parts > 0, "split", "expected a positive number of parts, found " + parts, x);
        Dim part = x.shape().dim(normal).dividedBy(Dim.of(parts)).orElseThrow(() -> Check.error("split",
                "axis " + axis + " of extent " + x.shape().dim(normal) + " has no " + parts + " equal parts", x));
        return IntStream.range(0, parts).mapToObj(i -> narrow(x, normal, part.times(i), part)).toList();
    }

    /** Cuts an axis into parts of these lengths. */
    public static List<Tensor> split(Tensor x, int[] lengths, int axis) {
        int normal = Check.axis("split", x, axis);
        Check.that(x.shape().dim(normal).isConstant(IntStream.of(lengths).sum()), "split", "lengths "
                + Arrays.toString(lengths) + " do not add up to " + x.shape().dim(normal), x);
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (int length : lengths) {
            parts.add(narrow(x, normal, start, length));
            start += length;
        }
        return parts;
    }

    // ------------------------------------------------------------------ joins

    /** Joins along an axis. */
    public static Tensor concat(int axis, Tensor... parts) {
        return concat(axis, List.of(parts));
    }

    /** Joins along an axis. */
    public static Tensor concat(int axis, List<Tensor> parts) {
        Tensor first = first("concat", parts);
        int normal = Check.axis("concat", first, axis);
        Tensor[] all = parts.toArray(Tensor[]::new);
        Check.sameDType("concat", all);
        for (Tensor part : all) {
            Check.that(part.rank() == first.rank()
                            && part.shape().with(normal, Dim.ONE).equals(first.shape().with(normal, Dim.ONE)),
                    "concat", "shapes " + first.shape() + " and " + part.shape() + " differ outside axis " + axis, all);
        }
        return all.length == 1 ? first : first.owner().apply(new Movement.Concat(normal), all);
    }

    /** Joins along a new axis. */
    public static Tensor stack(int axis, Tensor... parts) {
        return stack(axis, List.of(parts));
    }

    /** Joins along a new axis. */
    public static Tensor stack(int axis, List<Tensor> parts) {
        Tensor first = first("stack", parts);
        parts.forEach(part -> Check.sameShape("stack", first, part));
        return concat(axis, parts.stream().map(part -> expandDims(part, axis)).toList());
    }

    private static Tensor first(String function, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new IrException(function + ": expected at least one tensor");
        }
        return parts.get(0);
    }

    static Dim[] dims(int... dims) {
        return IntStream.of(dims).mapToObj(Dim::of).toArray(Dim[]::new);
    }
}
