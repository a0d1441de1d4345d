package io.tapeless.codegen;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Polynomial;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How many elements of each buffer a kernel touches. A buffer that loops walk through is touched as a whole; of a
 * table of which rows are picked, by indices found in memory, only those are.
 */
final class KernelTraffic {
    private final Function<Size, Polynomial> sizes;
    private final Set<Integer> walked = new HashSet<>();
    /** By buffer, how often a turn comes to each place that is picked. */
    private final Map<Integer, Map<Index, Polynomial>> picked = new HashMap<>();
    /** The locals that hold picked positions. */
    private final Set<String> positions = new HashSet<>();

    /** @param sizes the values of extents */
    KernelTraffic(Kernel kernel, Function<Size, Polynomial> sizes) {
        this.sizes = sizes;
        visit(kernel.body(), Optional.of(Polynomial.ONE));
    }

    /** The number of elements picked through buffers, one met twice counted twice; empty if one is walked through. */
    Optional<Polynomial> picks(List<Integer> buffers) {
        if (buffers.stream().anyMatch(walked::contains)) {
            return Optional.empty();
        }
        return Optional.of(buffers.stream().flatMap(b -> picked.getOrDefault(b, Map.of()).values().stream())
                .reduce(Polynomial.of(0), Polynomial::plus));
    }

    /** @param turns how often the statements run; empty if that depends on values */
    private void visit(List<Stmt> body, Optional<Polynomial> turns) {
        body.forEach(stmt -> visit(stmt, turns));
    }

    private void visit(Stmt stmt, Optional<Polynomial> turns) {
        if (stmt instanceof Stmt.For loop) {
            visit(loop.body(), turns.map(t -> t.times(sizes.apply(loop.extent()))));
        } else if (stmt instanceof Stmt.While loop) {
            visit(loop.condition(), Optional.empty());
            visit(loop.body(), Optional.empty());
        } else if (stmt instanceof Stmt.If choice) {
            visit(choice.condition(), turns);
            visit(choice.body(), turns);
        } else if (stmt instanceof Stmt.Declare declare) {
            visit(declare.value(), turns);
            if (declare.value() instanceof Expr.Checked) {
                positions.add(declare.name());
            }
        } else if (stmt instanceof Stmt.Assign assign) {
            visit(assign.value(), turns);
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            visit(accumulate.value(), turns);
        } else if (stmt instanceof Stmt.Store store) {
            visit(store.value(), turns);
            touch(store.buffer(), store.index(), turns);
        } else if (stmt instanceof Stmt.Contract contract) {
            visit(contract.left(), Optional.empty());
            visit(contract.right(), Optional.empty());
            visit(contract.epilogue(), turns.map(t -> t.times(sizes.apply(contract.rows()))
                    .times(sizes.apply(contract.columns()))));
        }
    }

    private void visit(Expr expr, Optional<Polynomial> turns) {
        if (expr instanceof Expr.Load load) {
            touch(load.buffer(), load.index(), turns);
        }
        expr.operands().forEach(operand -> visit(operand, turns));
    }

    private void touch(int buffer, Index index, Optional<Polynomial> turns) {
        boolean isPick = index.terms().stream().map(Index.Term::position)
                .anyMatch(p -> p instanceof Expr.Checked
                        || p instanceof Expr.Local local && positions.contains(local.name()));
        if (isPick && turns.isPresent()) {
            picked.computeIfAbsent(buffer, b -> new LinkedHashMap<>()).put(index, turns.get());
        } else {
            walked.add(buffer);
        }
    }
}
