package io.tapeless.codegen.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Which expressions of a LANES loop differ between its iterations. */
public final class LaneAnalysis {
    private final String lane;
    private final Set<String> varying = new HashSet<>();
    private final Set<Integer> stored = new HashSet<>();

    /** Of the loop with that index and body. */
    public LaneAnalysis(String lane, List<Stmt> body) {
        this.lane = lane;
        int before;
        do {
            before = varying.size();
            forEach(body, this::visit);
        } while (varying.size() > before);
    }

    private void visit(Stmt stmt) {
        if (stmt instanceof Stmt.Declare declare && varies(declare.value())) {
            varying.add(declare.name());
        } else if (stmt instanceof Stmt.Assign assign && varies(assign.value())) {
            varying.add(assign.name());
        } else if (stmt instanceof Stmt.Store store) {
            stored.add(store.buffer());
        }
    }

    /** Whether the value may differ between iterations. */
    public boolean varies(Expr expr) {
        if (expr instanceof Expr.LoopIndex index) {
            return index.name().equals(lane);
        } else if (expr instanceof Expr.Local local) {
            return varying.contains(local.name());
        }
        return expr.operands().stream().anyMatch(this::varies);
    }

    /** Whether the local may differ between iterations. */
    public boolean varies(String local) {
        return varying.contains(local);
    }

    /** Whether the body stores to the buffer. */
    public boolean stores(int buffer) {
        return stored.contains(buffer);
    }

    /** Visits all statements, those of inner loops after the loop that holds them. */
    static void forEach(List<Stmt> body, Consumer<Stmt> visitor) {
        for (Stmt stmt : body) {
            visitor.accept(stmt);
            if (stmt instanceof Stmt.For loop) {
                forEach(loop.body(), visitor);
            } else if (stmt instanceof Stmt.While loop) {
                forEach(loop.body(), visitor);
            } else if (stmt instanceof Stmt.If choice) {
                forEach(choice.body(), visitor);
            } else if (stmt instanceof Stmt.Contract contract) {
                forEach(contract.epilogue(), visitor);
            }
        }
    }
}
