package io.tapeless.codegen.data;

/** The rows of an array in memory. */
public record ArrayRows(NdArray array) implements Rows {
    @Override
    public int count() {
        return array.rows();
    }

    /** A scalar has no rows, and so no elements of one. */
    @Override
    public int rowSize() {
        return array.rank() == 0 ? 0 : array.rowSize();
    }

    @Override
    public String source() {
        return array.source();
    }

    @Override
    public String found() {
        return array.toString();
    }

    @Override
    public String at(int row, int element) {
        return array.at(row * rowSize() + element);
    }

    @Override
    public double real(int row, int element) {
        return array.elements().asDouble(row * rowSize() + element);
    }

    @Override
    public long integer(int row, int element) {
        return array.elements().asLong(row * rowSize() + element);
    }

    @Override
    public void check(int row, InputType type) {
        int from = row * rowSize();
        if (array.dtype().isFloat()) {
            array.checkFinite(type.scale(), from, from + rowSize());
        }
        array.check(type.dtype(), type.scale(), from, from + rowSize());
    }

    @Override
    public void requireClasses(int row, long count) {
        array.requireClasses(count, row * rowSize(), (row + 1) * rowSize());
    }

    @Override
    public void copy(int row, double scale, float[] to, int at) {
        array.elements().copy(row * rowSize(), rowSize(), scale, to, at);
    }

    @Override
    public void copy(int row, double scale, double[] to, int at) {
        array.elements().copy(row * rowSize(), rowSize(), scale, to, at);
    }

    @Override
    public void copy(int row, int[] to, int at) {
        array.elements().copy(row * rowSize(), rowSize(), to, at);
    }

    @Override
    public void copy(int row, long[] to, int at) {
        array.elements().copy(row * rowSize(), rowSize(), to, at);
    }
}
