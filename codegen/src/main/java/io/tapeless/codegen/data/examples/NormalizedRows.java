package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.Rows;

/** Rows whose elements, scaled, are shifted and scaled once more; the scale of a copy is 1. */
record NormalizedRows(Rows rows, double scale, Normalization normalization) implements Rows {
    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public int rowSize() {
        return rows.rowSize();
    }

    @Override
    public String source() {
        return rows.source();
    }

    @Override
    public String found() {
        return rows.found();
    }

    @Override
    public String at(int row, int element) {
        return rows.at(row, element);
    }

    @Override
    public double real(int row, int element) {
        return (rows.real(row, element) * scale - normalization.mean()[element]) / normalization.deviation()[element];
    }

    @Override
    public long integer(int row, int element) {
        return (long) real(row, element);
    }
}
