package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The locals of a body that need no place of their own: a value that is used once, by another statement of the same
 * body, is written where it is used if it has the same value there. A method gets about half as long by this.
 */
final class SingleUses {
    private final Map<String, Integer> uses = new HashMap<>();
    /** What is used by statements inside of others, which may run more than once, or is assigned to. */
    private final Set<String> kept = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();

    private SingleUses() {}

    /** The names of those locals. */
    static Set<String> of(List<Stmt> body) {
        SingleUses found = new SingleUses();
        body.forEach(stmt -> found.visit(stmt, false));
        Set<String> names = new HashSet<>();
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare && found.isSingle(declare.name()) && found.isFixed(declare.value())
                    && declare.dtype() != DType.BOOL) {
                names.add(declare.name());
            }
        }
        return names;
    }

    private boolean isSingle(String name) {
        return uses.getOrDefault(name, 0) == 1 && !kept.contains(name) && !assigned.contains(name);
    }

    /** True if nothing that the body does changes the value, and nothing is lost if it is not computed. */
    private boolean isFixed(Expr expr) {
        return !(expr instanceof Expr.Load) && !(expr instanceof Expr.Fold) && !(expr instanceof Expr.Checked)
                && !(expr instanceof Expr.Local local && assigned.contains(local.name()))
                && expr.operands().stream().allMatch(this::isFixed);
    }

    private void visit(Stmt stmt, boolean inside) {
        if (stmt instanceof Stmt.Declare declare) {
            visit(declare.value(), inside);
        } else if (stmt instanceof Stmt.Assign assign) {
            assigned.add(assign.name());
            visit(assign.value(), inside);
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            visit(accumulate.value(), inside);
        } else if (stmt instanceof Stmt.Store store) {
            store.index().terms().forEach(term -> visit(term.position(), inside));
            visit(store.value(), inside);
        } else if (stmt instanceof Stmt.For loop) {
            loop.body().forEach(s -> visit(s, true));
        } else if (stmt instanceof Stmt.While loop) {
            visit(loop.condition(), true);
            loop.body().forEach(s -> visit(s, true));
        } else if (stmt instanceof Stmt.If choice) {
            visit(choice.condition(), true);
            choice.body().forEach(s -> visit(s, true));
        } else if (stmt instanceof Stmt.Contract contract) {
            visit(contract.left(), true);
            visit(contract.right(), true);
            contract.epilogue().forEach(s -> visit(s, true));
        }
    }

    private void visit(Expr expr, boolean inside) {
        if (expr instanceof Expr.Local local) {
            uses.merge(local.name(), 1, Integer::sum);
            if (inside) {
                kept.add(local.name());
            }
        }
        expr.operands().forEach(operand -> visit(operand, inside));
    }
}
