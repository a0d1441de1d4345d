package io.tapeless.codegen.loop;

import java.util.List;

/**
 * A place in a buffer: {@code offset + Σ stride·position}. Positions are {@code i32} expressions: loop
 * indices make the index affine, loaded positions make it a gather.
 */
public record Index(Size offset, List<Term> terms) {
    /** {@code stride · position}. */
    public record Term(Size stride, Expr position) {}

    public Index {
        terms = List.copyOf(terms);
    }

    public static Index of(Term... terms) {
        return new Index(Size.ZERO, List.of(terms));
    }
}
