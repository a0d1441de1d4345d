package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Course;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;

/**
 * A matrix that a contraction reads or writes where it is: {@code buffer[… + along·line + depth·k]}, where the
 * dots mean what depends on neither.
 *
 * @param along the distance of neighbours along the line index: the row or the column
 * @param across the distance of neighbours along the other index: the depth, or of a result the row; null if they
 *     aren't at equal distances
 */
record AffineFactor(int buffer, Index index, Size along, Size across) {
    /** The matrix, or null if its elements aren't at equal distances. */
    static AffineFactor of(Expr factor, String line, String other) {
        return factor instanceof Expr.Load load ? of(load.buffer(), load.index(), line, other) : null;
    }

    /** The same of a place. */
    static AffineFactor of(int buffer, Index index, String line, String other) {
        Course along = Course.of(index, line);
        Course across = Course.of(index, other);
        return along.isEven() && across.isEven()
                ? new AffineFactor(buffer, index, along.stride(), across.stride()) : null;
    }

    /** The elements at the start of the other index, with nothing said of what follows along it. */
    static AffineFactor ofFirst(Expr factor, String line, String other) {
        Expr.Load load = (Expr.Load) factor;
        Index first = new Index(load.index().offset(), load.index().terms().stream()
                .filter(term -> !Course.mentions(term.position(), other)).toList());
        return new AffineFactor(load.buffer(), first, Course.of(first, line).stride(), null);
    }

    /** The part of a factor in memory that is in one run of both indices. */
    static AffineFactor inRun(Expr factor, String line, String other) {
        Expr.Load load = (Expr.Load) factor;
        return new AffineFactor(load.buffer(), load.index(), Course.of(load.index(), line).stride(),
                Course.of(load.index(), other).stride());
    }
}
