package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Source;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes one kernel. Statements go to the innermost open loop; {@link #within} lets what does not change
 * with the inner loops be computed further out, once.
 */
final class KernelBuilder {
    /** An open loop body, or the kernel's own body. */
    static final class Scope {
        private final Set<String> loops;
        private final List<Stmt> body = new ArrayList<>();
        private final Map<Object, Expr> values = new HashMap<>();
        /** Locals of this scope by what they were declared as, if that has the same value throughout. */
        private final Map<Expr, Expr.Local> named = new HashMap<>();
        /** Values that change with these loops are written in place, not named. */
        private final boolean inPlace;

        private Scope(Set<String> loops, boolean inPlace) {
            this.loops = loops;
            this.inPlace = inPlace;
        }

        /** A value computed here before. */
        Expr known(Object key) {
            return values.get(key);
        }

        void remember(Object key, Expr value) {
            values.put(key, value);
        }
    }

    private final List<Slot> slots = new ArrayList<>();
    private final List<Dim> sizes = new ArrayList<>();
    private final List<Scope> open = new ArrayList<>(List.of(new Scope(Set.of(), false)));
    private final Map<String, Site> sites = new HashMap<>();
    /** Locals that never change. */
    private final Set<String> fixed = new HashSet<>();
    private Site site = Site.UNKNOWN;
    private int loops;
    private int locals;

    /** The size that a dim is: a constant, or an argument of the kernel. */
    Size size(Dim dim) {
        if (dim.isConstant()) {
            return Size.of(Math.toIntExact(dim.constant()));
        }
        if (!sizes.contains(dim)) {
            sizes.add(dim);
        }
        return new Size.Argument(sizes.indexOf(dim));
    }

    /**
     * A number that is an argument of the kernel, although it is known: kernels that differ in nothing else are then
     * equal.
     */
    Expr argument(int value) {
        sizes.add(Dim.of(value));
        return new Expr.SizeValue(new Size.Argument(sizes.size() - 1));
    }

    private int buffer(Slot slot) {
        if (!slots.contains(slot)) {
            slots.add(slot);
        }
        return slots.indexOf(slot);
    }

    private Index index(Position place) {
        Position at = place.joined();
        List<Index.Term> terms = new ArrayList<>();
        at.loops().forEach((loop, stride) -> terms.add(new Index.Term(size(stride), new Expr.LoopIndex(loop))));
        at.digits().forEach((digit, stride) -> terms.add(new Index.Term(size(stride), digit(digit))));
        at.picks().forEach(p -> terms.add(new Index.Term(size(p.stride()), p.position())));
        return new Index(size(at.offset()), terms);
    }

    /** The value of a digit. */
    Expr digit(Digit digit) {
        return new Expr.Digit(digit.loop(), size(digit.divisor()), size(digit.extent()));
    }

    Expr load(Slot slot, Position at) {
        return new Expr.Load(buffer(slot), index(at), slot.dtype());
    }

    void store(Slot slot, Position at, Expr value) {
        append(new Stmt.Store(buffer(slot), index(at), value));
    }

    /** The innermost scope that belongs to one of the loops; the kernel's body if none does. */
    Scope scopeOf(Set<String> within) {
        for (int i = open.size() - 1; i > 0; i--) {
            if (open.get(i).loops.stream().anyMatch(within::contains)) {
                return open.get(i);
            }
        }
        return open.get(0);
    }

    /** Runs an action whose statements go to the given open scope. */
    <T> T within(Scope scope, Supplier<T> action) {
        List<Scope> inner = new ArrayList<>(open.subList(open.indexOf(scope) + 1, open.size()));
        open.removeAll(inner);
        try {
            return action.get();
        } finally {
            open.addAll(inner);
        }
    }

    /** Runs an action whose locals hold what was declared at a site; one not known changes nothing. */
    <T> T at(Site declared, Supplier<T> action) {
        Site outer = site;
        site = declared.isKnown() ? declared : outer;
        try {
            return action.get();
        } finally {
            site = outer;
        }
    }

    void append(Stmt statement) {
        innermost().body.add(statement);
    }

    private Scope innermost() {
        return open.get(open.size() - 1);
    }

    /**
     * Names a value, so that it is computed once, also if it is asked for again; constants, locals and loop indices are
     * their own names.
     */
    Expr declare(Expr value) {
        if (innermost().inPlace || value instanceof Expr.Local || value instanceof Expr.Real || value instanceof Expr.Int
                || value instanceof Expr.LoopIndex || value instanceof Expr.SizeValue) {
            return value;
        }
        boolean repeats = isFixed(value);
        for (int i = open.size() - 1; i >= 0 && repeats; i--) {
            Expr.Local known = open.get(i).named.get(value);
            if (known != null) {
                return known;
            }
        }
        Expr.Local local = variable(value);
        fixed.add(local.name());
        if (repeats) {
            innermost().named.put(value, local);
        }
        return local;
    }

    /** True if an expression has the same value wherever it is in scope: it reads neither memory nor accumulators. */
    private boolean isFixed(Expr expr) {
        return !(expr instanceof Expr.Load) && !(expr instanceof Expr.Fold)
                && (!(expr instanceof Expr.Local local) || fixed.contains(local.name()))
                && expr.operands().stream().allMatch(this::isFixed);
    }

    /** A local that may be assigned to. */
    Expr.Local variable(Expr initial) {
        Expr.Local local = new Expr.Local(newLocal(), initial.dtype());
        append(new Stmt.Declare(local.name(), local.dtype(), initial));
        return local;
    }

    String newLocal() {
        String local = "v" + locals++;
        sites.put(local, site);
        return local;
    }

    Expr apply(ScalarOp function, DType dtype, Expr... arguments) {
        return declare(new Expr.Apply(function, List.of(arguments), dtype));
    }

    /** A loop over {@code [0, extent)}; none is written for extent 1. */
    void loop(Dim extent, Stmt.Mode mode, Consumer<Position> body) {
        if (extent.isConstant(1)) {
            body.accept(Position.ZERO);
            return;
        }
        String index = newLoop();
        List<Stmt> statements = scope(Set.of(index), () -> body.accept(Position.loop(index)));
        append(new Stmt.For(index, size(extent), mode, statements));
    }

    /** Statements that are repeated while a condition on locals and memory holds. */
    void whileHolds(Expr condition, Runnable body) {
        append(new Stmt.While(condition, scope(Set.of(), body)));
    }

    /** Statements that are run if a condition holds. */
    void ifHolds(Expr condition, Runnable body) {
        append(new Stmt.If(condition, scope(Set.of(), body)));
    }

    String newLoop() {
        return "i" + loops++;
    }

    /** The statements of a body that runs for each value of the given loop indices. */
    List<Stmt> scope(Set<String> indices, Runnable body) {
        Scope scope = new Scope(indices, false);
        open.add(scope);
        body.run();
        open.remove(open.size() - 1);
        return scope.body;
    }

    /**
     * A value for each of the given loop indices as one expression. What does not change with them is computed further
     * out and named.
     */
    Expr expression(Set<String> indices, Supplier<Expr> value) {
        open.add(new Scope(indices, true));
        Expr expression = value.get();
        open.remove(open.size() - 1);
        return expression;
    }

    /**
     * The finished kernel.
     *
     * @param independent the iterations of the last statement, if a loop, may run in any order
     * @param declared where what it computes was declared
     */
    LoweredKernel finish(boolean independent, String label, Site declared) {
        List<Stmt> body = LoopCoalescing.coalesce(open.get(0).body, this);
        Stmt last = body.get(body.size() - 1);
        boolean loop = last instanceof Stmt.For || last instanceof Stmt.Contract;
        boolean splittable = independent && loop
                && body.subList(0, body.size() - 1).stream().allMatch(Stmt.Declare.class::isInstance);
        List<DType> dtypes = slots.stream().map(Slot::dtype).toList();
        return new LoweredKernel(new Kernel(dtypes, sizes.size(), splittable, body), List.copyOf(slots),
                List.copyOf(sizes), label, source(declared));
    }

    /** Of one file, as a class has one source file. */
    private Source source(Site declared) {
        Map<String, Integer> lines = new HashMap<>();
        sites.forEach((local, at) -> {
            if (at.isKnown() && at.file().equals(declared.file())) {
                lines.put(local, at.line());
            }
        });
        return new Source(declared.file(), declared.line(), lines);
    }

    /** The dim that a size of this kernel stands for. */
    Dim dim(Size size) {
        return size instanceof Size.Known known ? Dim.of(known.value()) : sizes.get(((Size.Argument) size).number());
    }
}
