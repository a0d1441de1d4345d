package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Course;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a copy reads an element, as a sum of what moves with one index, with another, and the rest.
 *
 * @param load what is copied, if it is an element in memory
 */
record PackedPlace(Stmt.Store copy, Optional<Expr.Load> load) {
    static PackedPlace of(Stmt.Store copy) {
        return new PackedPlace(copy, copy.value() instanceof Expr.Load load ? Optional.of(load) : Optional.empty());
    }

    /** The course of a factor along an index; even and without a stride if it is no such sum. */
    static Course course(Expr factor, String along, String across) {
        Index index = factor instanceof Expr.Load load ? load.index() : Index.of();
        boolean sum = index.terms().stream().noneMatch(term -> Course.mentions(term.position(), along)
                && Course.mentions(term.position(), across));
        return Course.of(sum ? index : Index.of(), along);
    }

    /** The course along an index. */
    Course course(String along, String across) {
        return course(copy.value(), along, across);
    }

    /** What moves with an index. */
    Expr moving(String name) {
        List<Index.Term> terms = load.map(Expr.Load::index).orElse(Index.of()).terms();
        return terms.stream().filter(term -> Course.mentions(term.position(), name))
                .map(term -> times(term.stride(), term.position()))
                .reduce((a, b) -> apply(ScalarOp.ADD, a, b)).orElse(new Expr.Int(DType.I32, 0));
    }

    /** The same copy with a value in place of {@link #moving}. */
    Stmt.Store with(String name, Expr value) {
        return with(name, value, Size.ZERO);
    }

    /** The same copy with {@code value + stride·name} in place of {@link #moving}. */
    Stmt.Store with(String name, Expr value, Size stride) {
        Expr.Load read = load.orElseThrow();
        List<Index.Term> terms = new ArrayList<>(read.index().terms().stream()
                .filter(term -> !Course.mentions(term.position(), name)).toList());
        terms.add(new Index.Term(Size.ONE, value));
        terms.add(new Index.Term(stride, new Expr.LoopIndex(name)));
        return new Stmt.Store(copy.buffer(), copy.index(),
                new Expr.Load(read.buffer(), new Index(read.index().offset(), terms), read.dtype()));
    }

    static Expr times(Size stride, Expr position) {
        return stride.isKnown(1) ? position : apply(ScalarOp.MUL, position, new Expr.SizeValue(stride));
    }

    static Expr minus(Expr a, Expr b) {
        return apply(ScalarOp.SUB, a, b);
    }

    private static Expr apply(ScalarOp function, Expr a, Expr b) {
        return new Expr.Apply(function, List.of(a, b), DType.I32);
    }
}
