package io.tapeless.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The extents of a tensor's axes, outermost first; a scalar has none. Storage is row-major. */
public record Shape(List<Dim> dims) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... dims) {
        return new Shape(Arrays.stream(dims).mapToObj(Dim::of).toList());
    }

    public static Shape of(Dim... dims) {
        return new Shape(List.of(dims));
    }

    public int rank() {
        return dims.size();
    }

    public Dim dim(int axis) {
        return dims.get(axis);
    }

    /** Number of elements. */
    public Dim size() {
        return Dim.product(dims);
    }

    public boolean isStatic() {
        return dims.stream().allMatch(Dim::isConstant);
    }

    /**
     * Turns an axis that may be negative (counted from the end) into one from 0 to rank − 1.
     *
     * @throws IrException if there is no such axis
     */
    public int axis(int axis) {
        int normal = axis < 0 ? axis + rank() : axis;
        if (normal < 0 || normal >= rank()) {
            throw new IrException("axis " + axis + " does not exist in shape " + this
                    + (rank() == 0 ? "; a scalar has no axes"
                            : "; expected " + -rank() + " to " + (rank() - 1)));
        }
        return normal;
    }

    /** The axes of extents other than 1, in order. */
    public List<Integer> longAxes() {
        return IntStream.range(0, rank()).filter(axis -> !dim(axis).isConstant(1)).boxed().toList();
    }

    /** True if the shapes differ in axes of extent 1 alone, so that positions carry over axis by axis. */
    public boolean agreesInLongAxes(Shape other) {
        return longAxes().stream().map(this::dim).toList().equals(other.longAxes().stream().map(other::dim).toList());
    }

    /** The shape without the given axes, which must be normal. */
    public Shape without(Collection<Integer> axes) {
        List<Dim> kept = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            if (!axes.contains(axis)) {
                kept.add(dims.get(axis));
            }
        }
        return new Shape(kept);
    }

    /** The shape with one axis replaced. */
    public Shape with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(axis, dim);
        return new Shape(changed);
    }

    /** The shape made of the axes {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return new Shape(dims.subList(from, to));
    }

    public Shape concat(Shape other) {
        List<Dim> all = new ArrayList<>(dims);
        all.addAll(other.dims);
        return new Shape(all);
    }

    /** The extents under a binding of the symbols. */
    public int[] evaluate(Map<String, Long> binding) {
        return dims.stream().mapToInt(d -> Math.toIntExact(d.evaluate(binding))).toArray();
    }

    /** {@code [B, 64]}; {@code []} for a scalar. */
    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
