package io.tapeless.codegen.data.examples;

/** A walk over examples, batch by batch. */
public interface BatchSource extends AutoCloseable {
    /** Goes on to the next batch, at first the first one; false if there is none. */
    boolean next();

    /** Number of examples in this batch. */
    int size();

    /**
     * Copies the examples of this batch of an input.
     *
     * @param destination an array of the input's type: {@code float[]}, {@code double[]}, {@code int[]}, also for
     *     bool, or {@code long[]}
     * @param at where in it the first example starts
     */
    void gather(String input, Object destination, int at);

    /** Ends the walk. */
    @Override
    void close();
}
