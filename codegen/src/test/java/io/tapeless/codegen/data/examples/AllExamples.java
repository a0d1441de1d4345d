package io.tapeless.codegen.data.examples;

/** The examples of a dataset, all and in its order. */
final class AllExamples {
    private AllExamples() {}

    /** The elements of an f32 input. */
    static float[] floats(Dataset dataset, String input) {
        float[] values = new float[elements(dataset, input)];
        all(dataset).gather(input, values, 0);
        return values;
    }

    /** The elements of an i32 or bool input. */
    static int[] ints(Dataset dataset, String input) {
        int[] values = new int[elements(dataset, input)];
        all(dataset).gather(input, values, 0);
        return values;
    }

    private static int elements(Dataset dataset, String input) {
        return dataset.size() * dataset.field(input).rows().rowSize();
    }

    private static Batches all(Dataset dataset) {
        Batches batches = dataset.batches(dataset.size());
        batches.next();
        return batches;
    }
}
