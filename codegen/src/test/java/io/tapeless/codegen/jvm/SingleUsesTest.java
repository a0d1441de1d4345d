package io.tapeless.codegen.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SingleUsesTest {
    private static final Index HERE = new Index(Size.of(0), List.of());

    private static Stmt declare(String name, Expr value) {
        return new Stmt.Declare(name, value.dtype(), value);
    }

    private static Stmt store(Expr value) {
        return new Stmt.Store(0, HERE, value);
    }

    private static Expr local(String name) {
        return new Expr.Local(name, DType.F64);
    }

    private static Expr sum(String a, String b) {
        return new Expr.Apply(ScalarOp.ADD, List.of(local(a), local(b)), DType.F64);
    }

    private static Expr load() {
        return new Expr.Load(0, HERE, DType.F64);
    }

    @Test
    void whatIsUsedOnceNeedsNoPlace() {
        assertEquals(Set.of("b", "c"), SingleUses.of(List.of(
                declare("a", load()), declare("b", sum("a", "a")), declare("c", sum("b", "a")), store(local("c")))));
    }

    /** A store may come between. */
    @Test
    void whatReadsMemoryIsReadWhereItIsDeclared() {
        assertEquals(Set.of(), SingleUses.of(List.of(
                declare("a", load()), store(new Expr.Real(DType.F64, 1)), store(local("a")))));
    }

    /** An index out of range must be found although nothing is picked. */
    @Test
    void checksAreMadeWhereTheyAreDeclared() {
        Expr checked = new Expr.Checked(new Expr.Int(DType.I32, 3), Size.of(2));
        assertEquals(Set.of(), SingleUses.of(List.of(
                declare("a", checked), store(new Expr.Convert(DType.F64, new Expr.Local("a", DType.I32))))));
    }

    @Test
    void whatALoopRepeatsIsComputedBeforeIt() {
        assertEquals(Set.of(), SingleUses.of(List.of(declare("a", sum("x", "y")),
                new Stmt.For("i", Size.of(3), Stmt.Mode.SERIAL, List.of(store(local("a")))))));
    }

    @Test
    void whatIsAssignedToKeepsItsPlaceAndItsOldValue() {
        assertEquals(Set.of(), SingleUses.of(List.of(declare("a", new Expr.Real(DType.F64, 0)),
                declare("b", sum("a", "a")), new Stmt.Assign("a", sum("a", "x")), store(local("b")))));
    }
}
