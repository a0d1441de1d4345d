package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checks what every later stage relies on: names are declared and not hidden, dtypes agree, buffers and
 * sizes exist, and the iterations of LANES loops and contractions are independent as far as their text
 * shows it.
 */
public final class KernelVerifier {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Kernel kernel;
    private final Map<String, DType> locals = new HashMap<>();
    private final Set<String> indices = new HashSet<>();
    private final Map<String, Stmt.Accumulator> accumulators = new HashMap<>();
    /** The LANES loop that feeds an accumulator. */
    private final Map<String, Stmt.For> feeders = new HashMap<>();
    /** The LANES loop around the current statement, or null, and what is local to it. */
    private Stmt.For lanes;
    private LaneAnalysis analysis;
    private final Set<String> inLanes = new HashSet<>();

    private KernelVerifier(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Checks a kernel.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static void verify(Kernel kernel) {
        KernelVerifier verifier = new KernelVerifier(kernel);
        verifier.body(kernel.body());
        if (kernel.splittable()) {
            verifier.preamble();
        }
    }

    /**
     * Checks the kernels of a program and the calls of them.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static void verify(Program program) {
        program.kernels().forEach(KernelVerifier::verify);
        for (Program.Call call : program.calls()) {
            require(call.kernel() >= 0 && call.kernel() < program.kernels().size(), "call of unknown kernel", call);
            Kernel kernel = program.kernels().get(call.kernel());
            require(call.slots().size() == kernel.buffers().size() && call.sizes().size() == kernel.sizes(),
                    () -> "expected " + kernel.buffers().size() + " slots and " + kernel.sizes() + " sizes", call);
        }
    }

    /** Every part of a split kernel runs the declarations, so none may read what the loop stores. */
    private void preamble() {
        List<Stmt> declarations = kernel.body().subList(0, kernel.body().size() - 1);
        LaneAnalysis.forEach(kernel.body(), stmt -> {
            if (stmt instanceof Stmt.Store store) {
                require(declarations.stream().noneMatch(d -> loads(((Stmt.Declare) d).value(), store.buffer())),
                        "what is read before the split loop is stored in it", store);
            }
        });
    }

    private void body(List<Stmt> body) {
        Set<String> declared = new HashSet<>();
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare) {
                type(declare.value(), declare.dtype(), stmt);
                name(declare.name(), stmt);
                locals.put(declare.name(), declare.dtype());
                declared.add(declare.name());
                if (lanes != null) {
                    inLanes.add(declare.name());
                }
            } else if (stmt instanceof Stmt.Assign assign) {
                require(locals.containsKey(assign.name()), () -> "no local " + assign.name(), stmt);
                require(lanes == null || inLanes.contains(assign.name()),
                        "an iteration assigns a local of all iterations", stmt);
                type(assign.value(), locals.get(assign.name()), stmt);
            } else if (stmt instanceof Stmt.Store store) {
                require(store.buffer() >= 0 && store.buffer() < kernel.buffers().size(), "no such buffer", stmt);
                index(store.index(), stmt);
                type(store.value(), kernel.buffers().get(store.buffer()), stmt);
                require(lanes == null || store.index().terms().stream().anyMatch(t -> analysis.varies(t.position())),
                        "all iterations store to one element", stmt);
                if (lanes != null) {
                    alias(lanes.body(), store);
                }
            } else if (stmt instanceof Stmt.Accumulator accumulator) {
                require(lanes == null, "an accumulator inside a LANES loop", stmt);
                name(accumulator.name(), stmt);
                Lanes.identity(accumulator.combine(), accumulator.dtype());
                accumulators.put(accumulator.name(), accumulator);
                declared.add(accumulator.name());
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                Stmt.Accumulator accumulator = accumulators.get(accumulate.accumulator());
                require(accumulator != null, () -> "no accumulator " + accumulate.accumulator(), stmt);
                require(lanes != null, "accumulates outside a LANES loop", stmt);
                require(feeders.computeIfAbsent(accumulate.accumulator(), a -> lanes) == lanes,
                        "a second LANES loop feeds the accumulator", stmt);
                type(accumulate.value(), accumulator.dtype(), stmt);
            } else if (stmt instanceof Stmt.For loop) {
                loop(loop);
            } else if (stmt instanceof Stmt.While loop) {
                conditional(loop.condition(), loop.body(), loop);
            } else if (stmt instanceof Stmt.If choice) {
                conditional(choice.condition(), choice.body(), choice);
            } else if (stmt instanceof Stmt.Contract contract) {
                contract(contract);
            }
        }
        locals.keySet().removeAll(declared);
        accumulators.keySet().removeAll(declared);
        feeders.keySet().removeAll(declared);
        inLanes.removeAll(declared);
    }

    private void loop(Stmt.For loop) {
        size(loop.extent(), loop);
        enter(loop.index(), loop);
        if (loop.mode() == Stmt.Mode.LANES) {
            require(lanes == null, "a LANES loop inside another", loop);
            lanes = loop;
            analysis = new LaneAnalysis(loop.index(), loop.body());
            body(loop.body());
            lanes = null;
            analysis = null;
        } else {
            body(loop.body());
        }
        indices.remove(loop.index());
    }

    private void conditional(Expr condition, List<Stmt> body, Stmt at) {
        require(lanes == null, "a condition inside a LANES loop", at);
        type(condition, DType.BOOL, at);
        body(body);
    }

    private void contract(Stmt.Contract contract) {
        require(lanes == null, "a contraction inside a LANES loop", contract);
        require(contract.dtype().isFloat(), "expected f32 or f64", contract);
        size(contract.rows(), contract);
        size(contract.columns(), contract);
        size(contract.depths(), contract);
        enter(contract.depth(), contract);
        enter(contract.row(), contract);
        type(contract.left(), contract.dtype(), contract);
        indices.remove(contract.row());
        enter(contract.column(), contract);
        type(contract.right(), contract.dtype(), contract);
        indices.remove(contract.depth());
        enter(contract.row(), contract);
        name(contract.accumulator(), contract);
        locals.put(contract.accumulator(), contract.dtype());
        for (Stmt stmt : contract.epilogue()) {
            require(stmt instanceof Stmt.Declare || stmt instanceof Stmt.Assign || stmt instanceof Stmt.Store,
                    "expected an epilogue of locals and stores", stmt);
            if (stmt instanceof Stmt.Store store) {
                require(!loads(contract.left(), store.buffer()) && !loads(contract.right(), store.buffer()),
                        "a factor is stored to", store);
            }
        }
        body(contract.epilogue());
        locals.remove(contract.accumulator());
        indices.remove(contract.row());
        indices.remove(contract.column());
    }

    private void enter(String index, Stmt at) {
        name(index, at);
        indices.add(index);
    }

    private static boolean loads(Expr expr, int buffer) {
        return expr instanceof Expr.Load load && load.buffer() == buffer
                || expr.operands().stream().anyMatch(operand -> loads(operand, buffer));
    }

    /** No iteration reads what another stores: loads of a stored buffer vary between lanes as the store does. */
    private void alias(List<Stmt> body, Stmt.Store store) {
        LaneAnalysis.forEach(body, stmt -> {
            if (stmt instanceof Stmt.Declare declare) {
                alias(declare.value(), store);
            } else if (stmt instanceof Stmt.Assign assign) {
                alias(assign.value(), store);
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                alias(accumulate.value(), store);
            } else if (stmt instanceof Stmt.Store other) {
                alias(other.value(), store);
                other.index().terms().forEach(term -> alias(term.position(), store));
            }
        });
    }

    private void alias(Expr expr, Stmt.Store store) {
        if (expr instanceof Expr.Load load && load.buffer() == store.buffer()) {
            require(laneTerms(load.index()).equals(laneTerms(store.index())),
                    "an iteration may read what another stores", store);
        }
        expr.operands().forEach(operand -> alias(operand, store));
    }

    private List<Index.Term> laneTerms(Index index) {
        return index.terms().stream().filter(term -> analysis.varies(term.position())).toList();
    }

    private void type(Expr expr, DType expected, Stmt at) {
        expr(expr, at);
        require(expr.dtype() == expected, () -> "expected " + expected + ", found " + expr, at);
    }

    private void expr(Expr expr, Stmt at) {
        expr.operands().forEach(operand -> expr(operand, at));
        if (expr instanceof Expr.Real real) {
            require(real.dtype() == DType.F64 || real.dtype() == DType.F32
                    && (Double.isNaN(real.value()) || (float) real.value() == real.value()),
                    () -> "not a constant of its dtype: " + expr, at);
        } else if (expr instanceof Expr.Int constant) {
            long value = constant.value();
            require(switch (constant.dtype()) {
                case BOOL -> value == 0 || value == 1;
                case I32 -> value == (int) value;
                case I64 -> true;
                case F32, F64 -> false;
            }, () -> "not a constant of its dtype: " + expr, at);
        } else if (expr instanceof Expr.Local local) {
            require(locals.get(local.name()) == local.dtype(),
                    () -> "local " + local.name() + " is " + locals.get(local.name()) + ", read as " + local.dtype(),
                    at);
        } else if (expr instanceof Expr.LoopIndex index) {
            require(indices.contains(index.name()), () -> "no loop " + index.name(), at);
        } else if (expr instanceof Expr.Load load) {
            require(load.buffer() >= 0 && load.buffer() < kernel.buffers().size(),
                    () -> "no buffer " + load.buffer(), at);
            DType stored = kernel.buffers().get(load.buffer());
            require(stored == load.dtype(),
                    () -> "buffer " + load.buffer() + " is " + stored + ", read as " + load.dtype(), at);
            index(load.index(), at);
        } else if (expr instanceof Expr.Apply apply) {
            apply(apply, at);
        } else if (expr instanceof Expr.Bitcast bitcast) {
            DType from = bitcast.value().dtype();
            require(bitcast.dtype() != DType.BOOL && from != DType.BOOL && from.bytes() == bitcast.dtype().bytes(),
                    () -> "no bits in common: " + expr, at);
        } else if (expr instanceof Expr.Fold fold) {
            Stmt.Accumulator accumulator = accumulators.get(fold.accumulator());
            require(accumulator != null && accumulator.dtype() == fold.dtype(),
                    () -> "no " + fold.dtype() + " accumulator " + fold.accumulator(), at);
            require(lanes == null || feeders.get(fold.accumulator()) != lanes, "folds what is still fed", at);
        } else if (expr instanceof Expr.SizeValue value) {
            size(value.size(), at);
        } else if (expr instanceof Expr.Digit digit) {
            size(digit.divisor(), at);
            size(digit.extent(), at);
        } else if (expr instanceof Expr.Checked checked) {
            require(checked.position().dtype().isInteger(), () -> "expected an integer position: " + expr, at);
            size(checked.extent(), at);
        }
    }

    private void apply(Expr.Apply apply, Stmt at) {
        ScalarOp function = apply.function();
        List<Expr> arguments = apply.arguments();
        require(Primitives.ALL.contains(function), () -> function + " is not a primitive", at);
        require(arguments.size() == function.arity(),
                () -> "expected " + function.arity() + " arguments: " + apply, at);
        DType last = arguments.get(arguments.size() - 1).dtype();
        int first = function.kind() == ScalarOp.Kind.SELECT ? 1 : 0;
        for (Expr argument : arguments.subList(first, arguments.size())) {
            require(argument.dtype() == last, () -> "dtypes differ: " + apply, at);
        }
        boolean shift = function == ScalarOp.SHL || function == ScalarOp.SHR;
        boolean fits = switch (function.kind()) {
            case NUMBER -> last != DType.BOOL;
            case FLOAT -> last.isFloat();
            case COMPARE -> true;
            case BITS -> last.isInteger() || last == DType.BOOL && !shift;
            case SELECT -> arguments.get(0).dtype() == DType.BOOL;
        };
        DType result = function.kind() == ScalarOp.Kind.COMPARE ? DType.BOOL : last;
        require(fits && apply.dtype() == result, () -> "ill-typed: " + apply, at);
    }

    private void index(Index index, Stmt at) {
        size(index.offset(), at);
        for (Index.Term term : index.terms()) {
            size(term.stride(), at);
            type(term.position(), DType.I32, at);
        }
    }

    private void size(Size size, Stmt at) {
        boolean known = !(size instanceof Size.Argument argument)
                || argument.number() >= 0 && argument.number() < kernel.sizes();
        require(known, () -> "no size argument " + size, at);
    }

    private void name(String name, Stmt at) {
        require(NAME.matcher(name).matches(), () -> "not a name: " + name, at);
        require(!locals.containsKey(name) && !indices.contains(name) && !accumulators.containsKey(name),
                () -> "the name " + name + " is taken", at);
    }

    private static void require(boolean condition, String message, Object at) {
        require(condition, () -> message, at);
    }

    /** The message is not made unless it is needed: text of kernels is long. */
    private static void require(boolean condition, Supplier<String> message, Object at) {
        if (!condition) {
            throw new IllegalArgumentException("malformed kernel: " + message.get() + " at " + at);
        }
    }
}
