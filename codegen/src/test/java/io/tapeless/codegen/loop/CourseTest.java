package io.tapeless.codegen.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.DType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static Index.Term loop(int stride) {
        return new Index.Term(Size.of(stride), new Expr.LoopIndex("i"));
    }

    private static Index.Term digit(int stride, int divisor, int extent) {
        return new Index.Term(Size.of(stride), new Expr.Digit("i", Size.of(divisor), Size.of(extent)));
    }

    private static Course course(Index.Term... terms) {
        return Course.of(Index.of(terms), "i");
    }

    private static Course runs(int length, int stride) {
        return new Course(Optional.of(Size.of(length)), Size.of(stride));
    }

    @Test
    void aLoopMovesEvenly() {
        assertEquals(new Course(Optional.empty(), Size.of(3)), course(loop(3)));
        assertEquals(new Course(Optional.empty(), Size.ZERO), Course.of(Index.of(loop(3)), "j"));
    }

    @Test
    void digitsMoveInRunsOfTheLowest() {
        assertEquals(runs(3, 1), course(digit(1, 1, 3), digit(34, 3, 3), digit(1156, 9, 32)));
        assertEquals(runs(4, 0), course(digit(7, 4, 5)));
        assertEquals(runs(2, 1), course(digit(1, 1, 6), digit(9, 4, 5)));
    }

    @Test
    void unknownExtentsAreRunsIfTheyAgree() {
        Size n = new Size.Argument(0);
        Index.Term low = new Index.Term(Size.ONE, new Expr.Digit("i", Size.ONE, n));
        Index.Term high = new Index.Term(Size.of(99), new Expr.Digit("i", n, Size.of(4)));
        assertEquals(new Course(Optional.of(n), Size.ONE), course(low, high));
        assertEquals(1, course(low, high).atLeast());
        assertEquals(runs(1, 0), course(low, digit(5, 6, 7)));
    }

    @Test
    void whatIsLoadedMovesAnyhow() {
        assertEquals(runs(1, 0), course(new Index.Term(Size.ONE, new Expr.Load(0, Index.of(loop(1)), DType.I32))));
        assertEquals(runs(1, 0), Course.of(new Index(Size.ZERO, List.of(loop(1), digit(1, 1, 3))), "i"));
    }
}
