package io.tapeless.codegen.loop;

import java.util.List;

/** The size of a kernel's text, which is the same for all forms it is written in. */
public final class KernelSize {
    private static final int MOST_PARAMETERS = 40;
    /** What it takes to look one buffer up. */
    private static final int BUFFER = 2;

    private KernelSize() {}

    /**
     * The number of functions, conversions, loads and stores it is written with; two lanes of a fold count as
     * one, each buffer of a wide kernel as two.
     */
    public static int of(Kernel kernel) {
        return of(kernel.body()) + (isWide(kernel) ? BUFFER * kernel.buffers().size() : 0);
    }

    /**
     * True if the buffers of a kernel are too many for parameters, so that it looks them up: C2 compiles no method whose
     * arguments take more of the stack than its masks of registers show, which is so from about 50 on. Contractions do
     * their work in tiles, which are methods of their own.
     */
    public static boolean isWide(Kernel kernel) {
        return 2 * kernel.buffers().size() + kernel.sizes() > MOST_PARAMETERS && !contracts(kernel.body());
    }

    private static boolean contracts(List<Stmt> body) {
        return body.stream().anyMatch(stmt -> stmt instanceof Stmt.Contract
                || stmt instanceof Stmt.For loop && contracts(loop.body()));
    }

    private static int of(List<Stmt> body) {
        return body.stream().mapToInt(KernelSize::of).sum();
    }

    private static int of(Stmt stmt) {
        if (stmt instanceof Stmt.For loop) {
            return of(loop.body());
        } else if (stmt instanceof Stmt.While loop) {
            return of(loop.condition()) + of(loop.body());
        } else if (stmt instanceof Stmt.If choice) {
            return of(choice.condition()) + of(choice.body());
        } else if (stmt instanceof Stmt.Contract contract) {
            return of(contract.left()) + of(contract.right()) + of(contract.epilogue());
        } else if (stmt instanceof Stmt.Declare declare) {
            return of(declare.value());
        } else if (stmt instanceof Stmt.Assign assign) {
            return of(assign.value());
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            return 1 + of(accumulate.value());
        } else if (stmt instanceof Stmt.Store store) {
            return 1 + of(store.index()) + of(store.value());
        }
        return 1;
    }

    private static int of(Index index) {
        return index.terms().stream().mapToInt(term -> of(term.position())).sum();
    }

    private static int of(Expr expr) {
        if (expr instanceof Expr.Apply apply) {
            return 1 + apply.arguments().stream().mapToInt(KernelSize::of).sum();
        } else if (expr instanceof Expr.Load load) {
            return 1 + of(load.index());
        } else if (expr instanceof Expr.Convert convert) {
            return 1 + of(convert.value());
        } else if (expr instanceof Expr.Bitcast bitcast) {
            return of(bitcast.value());
        } else if (expr instanceof Expr.Digit) {
            return 2;
        } else if (expr instanceof Expr.Checked checked) {
            return 1 + of(checked.position());
        } else if (expr instanceof Expr.Fold fold) {
            return Lanes.count(fold.dtype()) / 2;
        }
        return 0;
    }
}
