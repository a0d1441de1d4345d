package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks of a function's arguments; the messages name the function and its operands' types. */
final class Check {
    private Check() {}

    /** Fails with {@code "function of types: problem"}. */
    static IrException error(String function, String problem, Tensor... operands) {
        String types = Stream.of(operands).map(t -> t.type().toString()).collect(Collectors.joining(" and "));
        return operands[0].owner().error(function + " of " + types + ": " + problem);
    }

    static void that(boolean condition, String function, String problem, Tensor... operands) {
        if (!condition) {
            throw error(function, problem, operands);
        }
    }

    static void floats(String function, Tensor... operands) {
        for (Tensor x : operands) {
            that(x.dtype().isFloat(), function, "expected f32 or f64, found " + x.dtype()
                    + "; convert with cast", operands);
        }
        sameDType(function, operands);
    }

    static void integers(String function, Tensor x) {
        that(x.dtype().isInteger(), function, "expected i32 or i64, found " + x.dtype()
                + "; convert with cast", x);
    }

    static void bool(String function, Tensor x) {
        that(x.dtype() == DType.BOOL, function, "expected bool, found " + x.dtype(), x);
    }

    static void sameDType(String function, Tensor... operands) {
        for (Tensor x : operands) {
            that(x.dtype() == operands[0].dtype(), function, "dtypes " + operands[0].dtype() + " and "
                    + x.dtype() + " differ; convert one with cast", operands);
        }
    }

    static void sameShape(String function, Tensor a, Tensor b) {
        that(a.shape().equals(b.shape()), function, "shapes " + a.shape() + " and " + b.shape() + " differ", a, b);
    }

    static void rankAtLeast(int rank, String function, Tensor x) {
        that(x.rank() >= rank, function, "expected at least " + rank + " axes, found " + x.rank(), x);
    }

    static void rank(int rank, String function, Tensor x) {
        that(x.rank() == rank, function, "expected " + rank + " axes, found " + x.rank(), x);
    }

    /** The axis counted from the front. */
    static int axis(String function, Tensor x, int axis) {
        return axis(function, x, axis, x.shape());
    }

    /** The axis, of a shape derived from x, counted from the front. */
    static int axis(String function, Tensor x, int axis, Shape shape) {
        try {
            return shape.axis(axis);
        } catch (IrException e) {
            throw error(function, e.getMessage(), x);
        }
    }

    /** The axes counted from the front, ascending; all if none are given. */
    static List<Integer> axes(String function, Tensor x, int... axes) {
        if (axes.length == 0) {
            return IntStream.range(0, x.rank()).boxed().toList();
        }
        TreeSet<Integer> normal = new TreeSet<>();
        for (int axis : axes) {
            that(normal.add(axis(function, x, axis)), function, "axes " + Arrays.toString(axes)
                    + " name one axis twice", x);
        }
        return List.copyOf(normal);
    }

    /** The extent of an axis, which must be known at compile time. */
    static int extent(String function, Tensor x, int axis) {
        that(x.shape().dim(axis).isConstant(), function, "axis " + axis + " of extent " + x.shape().dim(axis)
                + " must be known at compile time", x);
        return Math.toIntExact(x.shape().dim(axis).constant());
    }

    /** The nodes of tensors, which must be of one model. */
    static List<Node> nodes(String function, ModelBuilder model, List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (tensor.owner() != model) {
                throw model.error(function + ": " + tensor + " is of another model");
            }
        }
        return tensors.stream().map(Tensor::node).toList();
    }
}
