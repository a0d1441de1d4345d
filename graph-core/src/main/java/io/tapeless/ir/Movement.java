package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that put elements in other places and compute nothing, but for {@link Fold}, which adds. */
public sealed interface Movement extends Op {

    /** True if the result is its one operand, walked in another way. */
    default boolean isView() {
        return !(this instanceof Pad || this instanceof Concat || this instanceof Fold);
    }

    /** The same elements in row-major order under another shape of equal size. */
    record Reshape(Shape to) implements Movement {
        @Override
        public String mnemonic() {
            return "reshape";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Shape from = operands.get(0).shape();
            Require.that(from.size().equals(to.size()), () -> "expected a shape of " + from.size()
                    + " elements, found " + to + " of " + to.size());
            return operands.get(0).with(to);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reshape(this);
        }
    }

    /** Axis i of the result is axis {@code permutation[i]} of the operand. */
    record Transpose(List<Integer> permutation) implements Movement {
        public Transpose {
            permutation = List.copyOf(permutation);
        }

        @Override
        public String mnemonic() {
            return "transpose";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Shape shape = operands.get(0).shape();
            Require.that(permutation.stream().sorted().toList()
                            .equals(IntStream.range(0, shape.rank()).boxed().toList()),
                    permutation + " is not a permutation of the axes of shape " + shape);
            return operands.get(0).with(new Shape(permutation.stream().map(shape::dim).toList()));
        }

        /** The permutation that undoes this one. */
        public Transpose inverse() {
            return new Transpose(IntStream.range(0, permutation.size()).mapToObj(permutation::indexOf).toList());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transpose(this);
        }
    }

    /**
     * Repeats the operand along new axes: {@code to} is the result's shape, {@code axes} (ascending)
     * are those of its axes that the operand lacks. The adjoint of summing over {@code axes}.
     */
    record Broadcast(Shape to, List<Integer> axes) implements Movement {
        public Broadcast {
            axes = List.copyOf(axes);
        }

        @Override
        public String mnemonic() {
            return "broadcast";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.axes(axes, to);
            Require.that(to.without(axes).equals(operands.get(0).shape()), () -> "expected an operand of shape "
                    + to.without(axes) + ", found " + operands.get(0).shape());
            return operands.get(0).with(to);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.broadcast(this);
        }
    }

    /** {@code y[i…] = x[start + i·step…]}, with {@code sizes} the result's extents; steps are positive. */
    record Slice(List<Dim> starts, List<Dim> sizes, List<Integer> steps) implements Movement {
        public Slice {
            starts = List.copyOf(starts);
            sizes = List.copyOf(sizes);
            steps = List.copyOf(steps);
        }

        @Override
        public String mnemonic() {
            return "slice";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Shape shape = operands.get(0).shape();
            Require.that(starts.size() == shape.rank() && sizes.size() == shape.rank()
                    && steps.size() == shape.rank(), "expected one start, size and step per axis of " + shape);
            for (int axis = 0; axis < shape.rank(); axis++) {
                Require.that(steps.get(axis) > 0, "steps are positive, found " + steps);
                Dim room = shape.dim(axis).minus(starts.get(axis))
                        .minus(sizes.get(axis).minus(1).times(steps.get(axis))).minus(1);
                Require.that(starts.get(axis).isConstant() ? starts.get(axis).constant() >= 0 : true,
                        "starts are not negative, found " + starts);
                Require.that(!sizes.get(axis).isConstant() || sizes.get(axis).constant() >= 0,
                        "sizes are not negative, found " + sizes);
                Require.that(!room.isConstant() || room.constant() >= 0 || sizes.get(axis).isConstant(0),
                        "axis " + axis + " of shape " + shape + " is too short for start " + starts.get(axis)
                                + ", size " + sizes.get(axis) + ", step " + steps.get(axis));
            }
            return operands.get(0).with(new Shape(sizes));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    /**
     * Surrounds the first operand with copies of the second, a scalar: {@code low} before,
     * {@code high} after, {@code interior} between neighbours, per axis. The adjoint of slicing.
     */
    record Pad(List<Dim> low, List<Dim> high, List<Integer> interior) implements Movement {
        public Pad {
            low = List.copyOf(low);
            high = List.copyOf(high);
            interior = List.copyOf(interior);
        }

        @Override
        public String mnemonic() {
            return "pad";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 2);
            Shape shape = operands.get(0).shape();
            Require.that(operands.get(1).equals(TensorType.scalar(operands.get(0).dtype())),
                    "expected a padding value of type " + TensorType.scalar(operands.get(0).dtype())
                            + ", found " + operands.get(1));
            Require.that(low.size() == shape.rank() && high.size() == shape.rank()
                    && interior.size() == shape.rank(), "expected one padding per axis of " + shape);
            List<Dim> dims = new ArrayList<>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                Require.that(interior.get(axis) >= 0
                                && (!low.get(axis).isConstant() || low.get(axis).constant() >= 0)
                                && (!high.get(axis).isConstant() || high.get(axis).constant() >= 0),
                        "paddings are not negative, found low " + low + ", high " + high + ", interior " + interior);
                dims.add(low.get(axis).plus(high.get(axis)).plus(shape.dim(axis))
                        .plus(shape.dim(axis).minus(1).times(interior.get(axis))));
            }
            return operands.get(0).with(new Shape(dims));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pad(this);
        }
    }

    /** Joins the operands along an axis. */
    record Concat(int axis) implements Movement {
        @Override
        public String mnemonic() {
            return "concat";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.that(!operands.isEmpty(), "expected at least one operand");
            Shape first = operands.get(0).shape();
            Require.axis(axis, first);
            Dim extent = Dim.ZERO;
            for (TensorType operand : operands) {
                Require.sameDType(operands.get(0), operand);
                Require.that(operand.rank() == first.rank()
                                && operand.shape().with(axis, first.dim(axis)).equals(first),
                        "shapes " + first + " and " + operand.shape() + " differ outside axis " + axis);
                extent = extent.plus(operand.shape().dim(axis));
            }
            return operands.get(0).with(first.with(axis, extent));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** Turns the order of elements around along axes, which ascend. */
    record Reverse(List<Integer> axes) implements Movement {
        public Reverse {
            axes = List.copyOf(axes);
        }

        @Override
        public String mnemonic() {
            return "reverse";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.axes(axes, operands.get(0).shape());
            return operands.get(0);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reverse(this);
        }
    }

    /**
     * Windows of axes as new last axes, {@code y[…, o…, k…] = x[…, o·stride + k·dilation, …]}: the cut axes keep
     * their places and count windows, one axis for each follows in order. An operation of its own since it is a
     * view: the windows overlap in memory, so that what reads them (a contraction, a maximum) fuses with reading
     * x, where slices or a gather would make copies.
     *
     * @param windows one for each axis that is cut, axes ascending
     * @param counts the number of windows along each
     */
    record Unfold(List<Window> windows, List<Dim> counts) implements Movement {
        public Unfold {
            windows = List.copyOf(windows);
            counts = List.copyOf(counts);
        }

        @Override
        public String mnemonic() {
            return "unfold";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Shape shape = operands.get(0).shape();
            Require.windows(windows, shape.rank());
            Require.that(counts.size() == windows.size(), "expected one count per window, found " + counts);
            for (int i = 0; i < windows.size(); i++) {
                int axis = windows.get(i).axis();
                Require.fits(windows.get(i), counts.get(i), shape.dim(axis));
                shape = shape.with(axis, counts.get(i));
            }
            return operands.get(0).with(shape.concat(sizes(windows)));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unfold(this);
        }
    }

    /**
     * Lays windows over one another and adds: {@code y[…, p, …] = Σ x[…, o…, k…]} over all o and k with
     * {@code o·stride + k·dilation = p}, 0 where there is none. The adjoint of {@link Unfold}. An operation of
     * its own since a sum of padded slices would write the whole result once for each element of a window.
     *
     * @param windows one for each axis that was cut, axes ascending
     * @param extents the result's extents of those axes
     */
    record Fold(List<Window> windows, List<Dim> extents) implements Movement {
        public Fold {
            windows = List.copyOf(windows);
            extents = List.copyOf(extents);
        }

        @Override
        public String mnemonic() {
            return "fold";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType x = operands.get(0);
            Require.that(x.dtype() != DType.BOOL, "expected numbers, found bool");
            int rank = x.rank() - windows.size();
            Require.that(rank >= 0, "expected an axis for each of " + windows.size() + " windows, found " + x);
            Require.windows(windows, rank);
            Require.that(extents.size() == windows.size(), "expected one extent per window, found " + extents);
            Require.that(x.shape().slice(rank, x.rank()).equals(sizes(windows)), "expected last axes of "
                    + sizes(windows) + ", found " + x.shape());
            Shape shape = x.shape().slice(0, rank);
            for (int i = 0; i < windows.size(); i++) {
                int axis = windows.get(i).axis();
                Require.fits(windows.get(i), shape.dim(axis), extents.get(i));
                shape = shape.with(axis, extents.get(i));
            }
            return x.with(shape);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fold(this);
        }
    }

    /** The shape of one window. */
    private static Shape sizes(List<Window> windows) {
        return new Shape(windows.stream().map(w -> Dim.of(w.size())).toList());
    }
}
