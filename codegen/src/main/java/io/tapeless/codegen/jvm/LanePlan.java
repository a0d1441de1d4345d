package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.LaneAnalysis;
import io.tapeless.codegen.loop.Lanes;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a LANES loop becomes vectors. All its vectors have lanes of one width, 4 or 8 bytes; what doesn't
 * fit is computed lane by lane in scratch memory.
 */
final class LanePlan {
    private final String lane;
    private final LaneAnalysis analysis;
    private final int width;
    private final int vectorLanes;
    private final int copies;

    private LanePlan(Stmt.For loop, LaneAnalysis analysis, int width, Form form, boolean accumulates) {
        this.lane = loop.index();
        this.analysis = analysis;
        this.width = width;
        vectorLanes = form.lanes() * 4 / width;
        int group = 64 / width;
        copies = accumulates ? group / vectorLanes : 1;
    }

    /** The plan, or null if the loop keeps values of both widths and therefore stays scalar. */
    static LanePlan of(Stmt.For loop, Form form) {
        if (!form.isVector() || loop.mode() != Stmt.Mode.LANES) {
            return null;
        }
        LaneAnalysis analysis = new LaneAnalysis(loop.index(), loop.body());
        List<DType> kept = new ArrayList<>();
        List<DType> stored = new ArrayList<>();
        boolean accumulates = collect(loop.body(), analysis, kept, stored);
        boolean onlyBools = kept.stream().allMatch(dtype -> dtype == DType.BOOL);
        boolean wide = (onlyBools ? stored : kept).stream().anyMatch(dtype -> dtype.bytes() == 8);
        int width = wide ? 8 : 4;
        if (kept.stream().anyMatch(dtype -> dtype != DType.BOOL && dtype.bytes() != width)
                || !accumulatorsFit(loop.body(), width)) {
            return null;
        }
        return new LanePlan(loop, analysis, width, form, accumulates);
    }

    /** Dtypes of locals that vary and of values accumulated, and of values stored; whether any is accumulated. */
    private static boolean collect(List<Stmt> body, LaneAnalysis analysis, List<DType> kept, List<DType> stored) {
        boolean accumulates = false;
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare && analysis.varies(declare.name())) {
                kept.add(declare.dtype());
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                kept.add(accumulate.value().dtype());
                accumulates = true;
            } else if (stmt instanceof Stmt.Store store) {
                stored.add(store.value().dtype());
            } else if (stmt instanceof Stmt.For loop) {
                accumulates |= collect(loop.body(), analysis, kept, stored);
            }
        }
        return accumulates;
    }

    /** Whether each accumulator has as many lanes as a group of iterations; those of bool have 16. */
    private static boolean accumulatorsFit(List<Stmt> body, int width) {
        return body.stream().allMatch(stmt -> !(stmt instanceof Stmt.Accumulate accumulate)
                || Lanes.count(accumulate.value().dtype()) * width == 64)
                && body.stream().allMatch(stmt -> !(stmt instanceof Stmt.For loop)
                        || accumulatorsFit(loop.body(), width));
    }

    String lane() {
        return lane;
    }

    LaneAnalysis analysis() {
        return analysis;
    }

    /** Lanes of one vector. */
    int vectorLanes() {
        return vectorLanes;
    }

    /** Vectors side by side in a turn of the loop: a whole group of virtual lanes if any are accumulated. */
    int copies() {
        return copies;
    }

    /** Iterations of a turn. */
    int step() {
        return copies * vectorLanes;
    }

    /** The integer or float type of the loop's width. */
    DType integer() {
        return width == 8 ? DType.I64 : DType.I32;
    }

    boolean fits(DType dtype) {
        return dtype == DType.BOOL || dtype.bytes() == width;
    }

    boolean varies(Expr expr) {
        return analysis.varies(expr);
    }

    /** Whether the element of consecutive lanes is consecutive in memory and a vector can hold it as it is. */
    boolean isRow(Index index, DType dtype) {
        return dtype.bytes() == width && lanePosition(index);
    }

    private boolean lanePosition(Index index) {
        List<Index.Term> varying = index.terms().stream()
                .filter(term -> analysis.varies(term.position()) && !term.stride().isKnown(0)).toList();
        return varying.size() == 1 && varying.get(0).stride().isKnown(1)
                && varying.get(0).position().equals(new Expr.LoopIndex(lane));
    }

    /** Whether a varying expression is a vector operation on its operands; else it is computed lane by lane. */
    boolean isVector(Expr expr) {
        if (!fits(expr.dtype())) {
            return false;
        }
        if (expr instanceof Expr.Load load) {
            return isRow(load.index(), load.dtype());
        } else if (expr instanceof Expr.Apply apply) {
            return apply.arguments().stream().allMatch(argument -> fits(argument.dtype())) && hasVector(apply);
        } else if (expr instanceof Expr.Convert convert) {
            DType from = convert.value().dtype();
            return fits(from) && (from == convert.dtype() || from == DType.BOOL || convert.dtype() == DType.BOOL
                    || from.isInteger());
        } else if (expr instanceof Expr.Bitcast) {
            return true;
        }
        return expr instanceof Expr.Local || expr instanceof Expr.LoopIndex;
    }

    private static boolean hasVector(Expr.Apply apply) {
        return switch (apply.function()) {
            case REM -> false;
            case DIV -> apply.dtype().isFloat();
            default -> true;
        };
    }

    /** Whether a value is the same in all iterations and may be computed before the loop. */
    boolean isInvariant(Expr expr, Set<String> inside) {
        if (expr instanceof Expr.Local local && inside.contains(local.name())
                || expr instanceof Expr.LoopIndex index && inside.contains(index.name())
                || expr instanceof Expr.Load load && analysis.stores(load.buffer())) {
            return false;
        }
        return expr.operands().stream().allMatch(operand -> isInvariant(operand, inside));
    }

    /** Whether the shift is by one constant, which vectors do in an instruction everywhere. */
    static boolean isConstantShift(Expr.Apply apply) {
        return (apply.function() == ScalarOp.SHL || apply.function() == ScalarOp.SHR)
                && apply.arguments().get(1) instanceof Expr.Int;
    }

    /**
     * Whether {@code max(x, c)} with a constant is {@code x <= c ? c : x}, and {@code min} alike: NaN stays,
     * and of c and what is equal to it max would take c. Two instructions instead of the five in which
     * processors do what {@link Math#max} does on NaN and zeros.
     */
    static boolean isClip(Expr.Apply apply) {
        boolean max = apply.function() == ScalarOp.MAX;
        if (!max && apply.function() != ScalarOp.MIN || !apply.dtype().isFloat()) {
            return false;
        }
        double other = max ? -0.0 : 0.0;
        return apply.arguments().stream().anyMatch(bound -> bound instanceof Expr.Real constant
                && !Double.isNaN(constant.value())
                && Double.doubleToRawLongBits(constant.value()) != Double.doubleToRawLongBits(other));
    }
}
