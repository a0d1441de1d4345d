package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import java.util.List;

/** {@link ShapeFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ShapeMethods permits Tensor {

    /** {@link ShapeFunctions#reshape(Tensor, Dim...)}. */
    default Tensor reshape(Dim... dims) {
        return ShapeFunctions.reshape((Tensor) this, dims);
    }

    /** {@link ShapeFunctions#reshape(Tensor, int...)}. */
    default Tensor reshape(int... dims) {
        return ShapeFunctions.reshape((Tensor) this, dims);
    }

    /** {@link ShapeFunctions#flatten(Tensor)}. */
    default Tensor flatten() {
        return ShapeFunctions.flatten((Tensor) this);
    }

    /** {@link ShapeFunctions#flatten(Tensor, int, int)}. */
    default Tensor flatten(int first, int last) {
        return ShapeFunctions.flatten((Tensor) this, first, last);
    }

    /** {@link ShapeFunctions#transpose(Tensor, int...)}. */
    default Tensor transpose(int... permutation) {
        return ShapeFunctions.transpose((Tensor) this, permutation);
    }

    /** {@link ShapeFunctions#swapAxes(Tensor, int, int)}. */
    default Tensor swapAxes(int a, int b) {
        return ShapeFunctions.swapAxes((Tensor) this, a, b);
    }

    /** {@link ShapeFunctions#expandDims(Tensor, int...)}. */
    default Tensor expandDims(int... axes) {
        return ShapeFunctions.expandDims((Tensor) this, axes);
    }

    /** {@link ShapeFunctions#squeeze(Tensor, int...)}. */
    default Tensor squeeze(int... axes) {
        return ShapeFunctions.squeeze((Tensor) this, axes);
    }

    /** {@link ShapeFunctions#broadcastTo(Tensor, Dim...)}. */
    default Tensor broadcastTo(Dim... dims) {
        return ShapeFunctions.broadcastTo((Tensor) this, dims);
    }

    /** {@link ShapeFunctions#broadcastTo(Tensor, int...)}. */
    default Tensor broadcastTo(int... dims) {
        return ShapeFunctions.broadcastTo((Tensor) this, dims);
    }

    /** {@link ShapeFunctions#narrow(Tensor, int, Dim, Dim)}. */
    default Tensor narrow(int axis, Dim start, Dim length) {
        return ShapeFunctions.narrow((Tensor) this, axis, start, length);
    }

    /** {@link ShapeFunctions#narrow(Tensor, int, int, int)}. */
    default Tensor narrow(int axis, int start, int length) {
        return ShapeFunctions.narrow((Tensor) this, axis, start, length);
    }

    /** {@link ShapeFunctions#slice(Tensor, int[], int[])}. */
    default Tensor slice(int[] starts, int[] ends) {
        return ShapeFunctions.slice((Tensor) this, starts, ends);
    }

    /** {@link ShapeFunctions#slice(Tensor, int[], int[], int[])}. */
    default Tensor slice(int[] starts, int[] ends, int[] steps) {
        return ShapeFunctions.slice((Tensor) this, starts, ends, steps);
    }

    /** {@link ShapeFunctions#split(Tensor, int, int)}. */
    default List<Tensor> split(int parts, int axis) {
        return ShapeFunctions.split((Tensor) this, parts, axis);
    }

    /** {@link ShapeFunctions#split(Tensor, int[], int)}. */
    default List<Tensor> split(int[] lengths, int axis) {
        return ShapeFunctions.split((Tensor) this, lengths, axis);
    }
}
