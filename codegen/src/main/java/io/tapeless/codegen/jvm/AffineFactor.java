package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import java.util.List;

/**
 * A matrix that a contraction reads or writes where it is: {@code buffer[… + along·line + depth·k]}, where the
 * dots mean what depends on neither.
 *
 * @param along the distance of neighbours along the line index: the row or the column
 * @param across the distance of neighbours along the other index: the depth, or of a result the row
 */
record AffineFactor(int buffer, Index index, Size along, Size across) {
    /** The matrix, or null if its elements aren't at equal distances. */
    static AffineFactor of(Expr factor, String line, String other) {
        return factor instanceof Expr.Load load ? of(load.buffer(), load.index(), line, other) : null;
    }

    /** The same of a place. */
    static AffineFactor of(int buffer, Index index, String line, String other) {
        Size along = stride(index, line);
        Size across = stride(index, other);
        return along == null || across == null ? null : new AffineFactor(buffer, index, along, across);
    }

    /** The distance along an index; null if there is none, or more than one. */
    private static Size stride(Index index, String name) {
        List<Index.Term> terms = index.terms().stream()
                .filter(term -> !term.stride().isKnown(0) && mentions(term.position(), name)).toList();
        if (terms.isEmpty()) {
            return Size.ZERO;
        }
        boolean affine = terms.size() == 1 && terms.get(0).position().equals(new Expr.LoopIndex(name));
        return affine ? terms.get(0).stride() : null;
    }

    private static boolean mentions(Expr expr, String index) {
        return expr.equals(new Expr.LoopIndex(index))
                || expr.operands().stream().anyMatch(operand -> mentions(operand, index));
    }
}
