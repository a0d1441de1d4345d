package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.Dim;
import java.util.ArrayList;
import java.util.List;

/**
 * Two nested loops over neighbouring axes become one where every access walks them as one axis:
 * {@code for i < m, for j < n: x[n·i + j]} is {@code for j < m·n: x[j]}.
 */
final class LoopCoalescing {
    private final KernelBuilder kernel;

    private LoopCoalescing(KernelBuilder kernel) {
        this.kernel = kernel;
    }

    static List<Stmt> coalesce(List<Stmt> body, KernelBuilder kernel) {
        return new LoopCoalescing(kernel).body(body);
    }

    private List<Stmt> body(List<Stmt> statements) {
        return statements.stream().map(s -> s instanceof Stmt.For loop ? loop(loop) : s).toList();
    }

    private Stmt loop(Stmt.For outer) {
        List<Stmt> body = body(outer.body());
        if (body.size() == 1 && body.get(0) instanceof Stmt.For inner
                && new Check(outer.index(), inner.index(), kernel.dim(inner.extent())).passes(inner.body())) {
            Dim extent = kernel.dim(outer.extent()).times(kernel.dim(inner.extent()));
            return new Stmt.For(inner.index(), kernel.size(extent), inner.mode(),
                    new Substitution(outer.index()).body(inner.body()));
        }
        return new Stmt.For(outer.index(), outer.extent(), outer.mode(), body);
    }

    /** Whether everything in the inner body moves with both loops as with one. */
    private final class Check {
        private final String outer;
        private final String inner;
        private final Dim extent;

        Check(String outer, String inner, Dim extent) {
            this.outer = outer;
            this.inner = inner;
            this.extent = extent;
        }

        boolean passes(List<Stmt> body) {
            return body.stream().allMatch(this::passes);
        }

        private boolean passes(Stmt statement) {
            if (statement instanceof Stmt.For loop) {
                return passes(loop.body());
            } else if (statement instanceof Stmt.Declare declare) {
                return passes(declare.value());
            } else if (statement instanceof Stmt.Assign assign) {
                return passes(assign.value());
            } else if (statement instanceof Stmt.Accumulate accumulate) {
                return passes(accumulate.value());
            } else if (statement instanceof Stmt.Store store) {
                return passes(store.index()) && passes(store.value());
            } else if (statement instanceof Stmt.Contract || statement instanceof Stmt.While
                    || statement instanceof Stmt.If) {
                return false;
            }
            return true;
        }

        private boolean passes(Expr expr) {
            if (expr instanceof Expr.LoopIndex loop) {
                return !loop.name().equals(outer) && !loop.name().equals(inner);
            } else if (expr instanceof Expr.Digit digit) {
                return !digit.loop().equals(outer) && !digit.loop().equals(inner);
            } else if (expr instanceof Expr.Load load) {
                return passes(load.index());
            } else if (expr instanceof Expr.Apply apply) {
                return apply.arguments().stream().allMatch(this::passes);
            } else if (expr instanceof Expr.Convert convert) {
                return passes(convert.value());
            } else if (expr instanceof Expr.Bitcast bitcast) {
                return passes(bitcast.value());
            } else if (expr instanceof Expr.Checked checked) {
                return passes(checked.position());
            }
            return true;
        }

        private boolean passes(Index index) {
            Dim outerStride = Dim.ZERO;
            Dim innerStride = Dim.ZERO;
            for (Index.Term term : index.terms()) {
                if (!(term.position() instanceof Expr.LoopIndex loop)) {
                    if (!passes(term.position())) {
                        return false;
                    }
                } else if (loop.name().equals(outer)) {
                    outerStride = kernel.dim(term.stride());
                } else if (loop.name().equals(inner)) {
                    innerStride = kernel.dim(term.stride());
                }
            }
            return outerStride.equals(innerStride.times(extent));
        }
    }

    /** Drops the terms of a loop from all accesses. */
    private record Substitution(String loop) {
        List<Stmt> body(List<Stmt> statements) {
            return statements.stream().map(this::statement).toList();
        }

        private Stmt statement(Stmt statement) {
            if (statement instanceof Stmt.For inner) {
                return new Stmt.For(inner.index(), inner.extent(), inner.mode(), body(inner.body()));
            } else if (statement instanceof Stmt.Declare declare) {
                return new Stmt.Declare(declare.name(), declare.dtype(), expr(declare.value()));
            } else if (statement instanceof Stmt.Assign assign) {
                return new Stmt.Assign(assign.name(), expr(assign.value()));
            } else if (statement instanceof Stmt.Accumulate accumulate) {
                return new Stmt.Accumulate(accumulate.accumulator(), expr(accumulate.value()));
            } else if (statement instanceof Stmt.Store store) {
                return new Stmt.Store(store.buffer(), index(store.index()), expr(store.value()));
            }
            return statement;
        }

        private Expr expr(Expr expr) {
            if (expr instanceof Expr.Load load) {
                return new Expr.Load(load.buffer(), index(load.index()), load.dtype());
            } else if (expr instanceof Expr.Apply apply) {
                return new Expr.Apply(apply.function(), apply.arguments().stream().map(this::expr).toList(),
                        apply.dtype());
            } else if (expr instanceof Expr.Convert convert) {
                return new Expr.Convert(convert.dtype(), expr(convert.value()));
            } else if (expr instanceof Expr.Bitcast bitcast) {
                return new Expr.Bitcast(bitcast.dtype(), expr(bitcast.value()));
            } else if (expr instanceof Expr.Checked checked) {
                return new Expr.Checked(expr(checked.position()), checked.extent());
            }
            return expr;
        }

        private Index index(Index index) {
            List<Index.Term> kept = new ArrayList<>();
            for (Index.Term term : index.terms()) {
                if (!term.position().equals(new Expr.LoopIndex(loop))) {
                    kept.add(new Index.Term(term.stride(), expr(term.position())));
                }
            }
            return new Index(index.offset(), kept);
        }
    }
}
