package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scalar code of algorithms whose next step depends on values: locals that change, conditions, loops between bounds
 * known when they run. Expressions are written where they are used; {@link #let} names one.
 */
final class Steps {
    static final Expr ZERO = count(0);
    static final Expr ONE = count(1);

    private final KernelBuilder kernel;

    Steps(KernelBuilder kernel) {
        this.kernel = kernel;
    }

    // expressions

    static Expr count(long value) {
        return new Expr.Int(DType.I32, value);
    }

    /** The extent as an {@code i32} value. */
    Expr size(Dim dim) {
        return new Expr.SizeValue(kernel.size(dim));
    }

    private static Expr apply(ScalarOp function, Expr... arguments) {
        boolean compares = function.kind() == ScalarOp.Kind.COMPARE;
        DType dtype = compares ? DType.BOOL : arguments[arguments.length - 1].dtype();
        return new Expr.Apply(function, List.of(arguments), dtype);
    }

    static Expr add(Expr a, Expr b) {
        return apply(ScalarOp.ADD, a, b);
    }

    static Expr sub(Expr a, Expr b) {
        return apply(ScalarOp.SUB, a, b);
    }

    static Expr mul(Expr a, Expr b) {
        return apply(ScalarOp.MUL, a, b);
    }

    static Expr div(Expr a, Expr b) {
        return apply(ScalarOp.DIV, a, b);
    }

    static Expr neg(Expr a) {
        return apply(ScalarOp.NEG, a);
    }

    static Expr abs(Expr a) {
        return apply(ScalarOp.ABS, a);
    }

    static Expr sqrt(Expr a) {
        return apply(ScalarOp.SQRT, a);
    }

    static Expr max(Expr a, Expr b) {
        return apply(ScalarOp.MAX, a, b);
    }

    static Expr lt(Expr a, Expr b) {
        return apply(ScalarOp.LT, a, b);
    }

    static Expr gt(Expr a, Expr b) {
        return apply(ScalarOp.GT, a, b);
    }

    static Expr eq(Expr a, Expr b) {
        return apply(ScalarOp.EQ, a, b);
    }

    static Expr ne(Expr a, Expr b) {
        return apply(ScalarOp.NE, a, b);
    }

    static Expr and(Expr a, Expr b) {
        return apply(ScalarOp.AND, a, b);
    }

    static Expr or(Expr a, Expr b) {
        return apply(ScalarOp.OR, a, b);
    }

    static Expr not(Expr a) {
        return apply(ScalarOp.NOT, a);
    }

    /** {@code condition ? a : b}; both are evaluated. */
    static Expr select(Expr condition, Expr a, Expr b) {
        return apply(ScalarOp.SELECT, condition, a, b);
    }

    /** A place along an axis. */
    static Position at(Expr index) {
        return index instanceof Expr.Int constant ? Position.ZERO.plus(Dim.of(constant.value()))
                : Position.picked(index, Set.of());
    }

    // statements

    /** Names a value, which is computed now. */
    Expr let(Expr value) {
        return kernel.declare(value);
    }

    /** A local that may be assigned to. */
    Expr.Local variable(Expr initial) {
        return kernel.variable(initial);
    }

    void assign(Expr.Local target, Expr value) {
        kernel.append(new Stmt.Assign(target.name(), value));
    }

    /** {@code for (i = from; i < to; i++)}; {@code to} does not change within. */
    void range(Expr from, Expr to, Consumer<Expr> body) {
        Expr.Local i = variable(from);
        loop(lt(i, to), () -> {
            body.accept(i);
            assign(i, add(i, ONE));
        });
    }

    /** {@code for (i = from − 1; i ≥ to; i--)}. */
    void down(Expr from, Expr to, Consumer<Expr> body) {
        Expr.Local i = variable(from);
        loop(gt(i, to), () -> {
            assign(i, sub(i, ONE));
            body.accept(i);
        });
    }

    void loop(Expr condition, Runnable body) {
        kernel.whileHolds(condition, body);
    }

    void when(Expr condition, Runnable body) {
        kernel.ifHolds(condition, body);
    }
}
