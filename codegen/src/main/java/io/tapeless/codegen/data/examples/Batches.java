package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import io.tapeless.ir.DType;

/**
 * A walk over the examples of a dataset, batch by batch, without allocation:
 *
 * <pre>{@code
 * batches.shuffle(seed, epoch);
 * while (batches.next()) {
 *     batches.gather("x", x, 0);
 *     batches.gather("y", y, 0);
 *     step(batches.size());
 * }
 * }</pre>
 */
public final class Batches implements BatchSource {
    private final Dataset dataset;
    private final int batch;
    private final int[] order;
    private int shift;
    private int from;
    private int to;

    Batches(Dataset dataset, int batch) {
        if (batch < 1) {
            throw new DataException("batch size is " + batch + "; expected at least 1");
        }
        this.dataset = dataset;
        this.batch = batch;
        this.order = dataset.rows().clone();
    }

    /** Starts again, with the examples in the order of the dataset. */
    public void inOrder() {
        System.arraycopy(dataset.rows(), 0, order, 0, order.length);
        shift = 0;
        from = 0;
        to = 0;
    }

    /** Starts again, with the examples in the order that seed and epoch (counted from 0) determine. */
    public void shuffle(long seed, long epoch) {
        inOrder();
        Shuffle.permute(order, seed, epoch);
        shift = Shuffle.shift(dataset.shifts(), seed, epoch);
    }

    @Override
    public boolean next() {
        from = to;
        to = Math.min(order.length, from + Math.min(batch, order.length));
        return from < to;
    }

    @Override
    public int size() {
        return to - from;
    }

    /**
     * The rest of this walk, prepared on another thread if there is more than one batch left to prepare. Until the
     * result is closed these batches must not be used.
     */
    public BatchSource prepared() {
        return order.length - to > batch ? new PreparedBatches(this) : this;
    }

    /** Nothing to end. */
    @Override
    public void close() {
    }

    Dataset dataset() {
        return dataset;
    }

    /** Number of examples of the largest batch. */
    int largest() {
        return Math.min(batch, order.length);
    }

    /** Number of batches of a whole walk. */
    public int count() {
        return (int) (((long) order.length + batch - 1) / batch);
    }

    @Override
    public void gather(String input, Object destination, int at) {
        if (destination instanceof float[] floats) {
            gather(input, floats, at);
        } else if (destination instanceof double[] doubles) {
            gather(input, doubles, at);
        } else if (destination instanceof int[] ints) {
            gather(input, ints, at);
        } else {
            gather(input, (long[]) destination, at);
        }
    }

    /** Copies the examples of this batch of an f32 input to {@code destination}, starting at {@code at}. */
    public void gather(String input, float[] destination, int at) {
        Dataset.Field field = field(input, DType.F32);
        int size = field.rows().rowSize();
        for (int i = from; i < to; i++, at += size) {
            field.rows().copy(order[i] + shift, field.type().scale(), destination, at);
        }
    }

    /** Copies the examples of this batch of an f64 input to {@code destination}, starting at {@code at}. */
    public void gather(String input, double[] destination, int at) {
        Dataset.Field field = field(input, DType.F64);
        int size = field.rows().rowSize();
        for (int i = from; i < to; i++, at += size) {
            field.rows().copy(order[i] + shift, field.type().scale(), destination, at);
        }
    }

    /** Copies the examples of this batch of an i32 or bool input to {@code destination}, starting at {@code at}. */
    public void gather(String input, int[] destination, int at) {
        Dataset.Field field = dataset.field(input);
        if (field.type().dtype() != DType.BOOL) {
            field = field(input, DType.I32);
        }
        int size = field.rows().rowSize();
        for (int i = from; i < to; i++, at += size) {
            field.rows().copy(order[i] + shift, destination, at);
        }
    }

    /** Copies the examples of this batch of an i64 input to {@code destination}, starting at {@code at}. */
    public void gather(String input, long[] destination, int at) {
        Dataset.Field field = field(input, DType.I64);
        int size = field.rows().rowSize();
        for (int i = from; i < to; i++, at += size) {
            field.rows().copy(order[i] + shift, destination, at);
        }
    }

    private Dataset.Field field(String input, DType dtype) {
        Dataset.Field field = dataset.field(input);
        if (field.type().dtype() != dtype) {
            throw new IllegalArgumentException("input '" + input + "' is " + field.type().dtype()
                    + "; can't be gathered as " + dtype);
        }
        return field;
    }
}
