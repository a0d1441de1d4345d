package io.tapeless.interp;

/** Row-major arithmetic of places in tensors. */
final class Index {
    private Index() {}

    static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /** The coordinates of element {@code flat}. */
    static int[] coordinates(int flat, int[] shape) {
        int[] coordinates = new int[shape.length];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            coordinates[axis] = flat % shape[axis];
            flat /= shape[axis];
        }
        return coordinates;
    }

    /** The number of the element at the coordinates. */
    static int flat(int[] coordinates, int[] shape) {
        int flat = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            flat = flat * shape[axis] + coordinates[axis];
        }
        return flat;
    }
}
