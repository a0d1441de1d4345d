package io.tapeless.codegen.data;

/** Where an array came from, for messages. */
public interface Location {
    /** The file, and the array's name in it: {@code x.npy}. */
    String name();

    /** One element, by its row-major index: {@code x.npy: element [3, 1]}. */
    String at(int[] shape, int index);

    /** An array that is named as a whole; its elements are named by their indices. */
    static Location of(String name) {
        return new Whole(name);
    }

    /** See {@link Location#of}. */
    record Whole(String name) implements Location {
        @Override
        public String at(int[] shape, int index) {
            StringBuilder indices = new StringBuilder();
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                indices.insert(0, (axis == 0 ? "" : ", ") + index % shape[axis]);
                index /= shape[axis];
            }
            return name + ": element [" + indices + "]";
        }
    }
}
