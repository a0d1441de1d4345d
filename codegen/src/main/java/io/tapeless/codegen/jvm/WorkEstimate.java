package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Polynomial;
import java.util.List;

/**
 * How long a call takes, roughly: an operation is a cycle, in vectors a cycle for all lanes. Decides only
 * how many threads take part.
 */
final class WorkEstimate {
    private static final int CYCLE = 16;
    /** Turns of a loop that ends by a condition; a guess. */
    private static final int TURNS = 8;

    private final List<Polynomial> sizes;
    private final Form form;

    /** Of calls whose size arguments have these values. */
    WorkEstimate(List<Polynomial> sizes, Form form) {
        this.sizes = sizes;
        this.form = form;
    }

    /** The work of a whole call, in sixteenths of a cycle. */
    Polynomial of(Kernel kernel) {
        return body(kernel.body(), CYCLE);
    }

    Polynomial size(Size size) {
        return size instanceof Size.Known known ? Polynomial.of(known.value())
                : sizes.get(((Size.Argument) size).number());
    }

    private Polynomial body(List<Stmt> body, int cycle) {
        Polynomial sum = Polynomial.of(0);
        for (Stmt stmt : body) {
            sum = sum.plus(of(stmt, cycle));
        }
        return sum;
    }

    private Polynomial of(Stmt stmt, int cycle) {
        if (stmt instanceof Stmt.For loop) {
            int inner = loop.mode() == Stmt.Mode.LANES ? CYCLE / form.lanes() : cycle;
            return size(loop.extent()).times(body(loop.body(), inner));
        } else if (stmt instanceof Stmt.While loop) {
            return Polynomial.of(TURNS).times(operations(loop.condition(), cycle).plus(body(loop.body(), cycle)));
        } else if (stmt instanceof Stmt.If choice) {
            return operations(choice.condition(), cycle).plus(body(choice.body(), cycle));
        } else if (stmt instanceof Stmt.Contract contract) {
            int inner = CYCLE / form.lanes();
            return size(contract.rows()).times(size(contract.columns()))
                    .times(size(contract.depths()).times(Polynomial.of(inner)).plus(body(contract.epilogue(), inner)));
        } else if (stmt instanceof Stmt.Declare declare) {
            return operations(declare.value(), cycle);
        } else if (stmt instanceof Stmt.Assign assign) {
            return operations(assign.value(), cycle);
        } else if (stmt instanceof Stmt.Store store) {
            return operations(store.value(), cycle);
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            return operations(accumulate.value(), cycle);
        }
        return Polynomial.of(cycle);
    }

    private static Polynomial operations(Expr expr, int cycle) {
        return Polynomial.of((long) cycle * (1 + count(expr)));
    }

    private static int count(Expr expr) {
        int operation = expr instanceof Expr.Apply || expr instanceof Expr.Load || expr instanceof Expr.Convert ? 1 : 0;
        return operation + expr.operands().stream().mapToInt(WorkEstimate::count).sum();
    }
}
