package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * Writes what has no vector form: a loop over the valid lanes of one vector, in which vector locals are
 * read from scratch memory.
 */
final class LaneByLane {
    private final KernelCode kernel;
    private final Code code;
    private final LanePlan plan;

    LaneByLane(KernelCode kernel, LanePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.plan = plan;
    }

    /** What is written for one lane. */
    interface Body {
        /** The lane's number in its vector is in that local. */
        void write(Var lane);
    }

    /**
     * Writes the loop.
     *
     * @param turn the turn of the LANES loop it is in
     * @param copy which of the vectors side by side
     * @param inputs expressions the body pushes
     */
    void loop(Turn turn, int copy, Iterable<Expr> inputs, Body body) {
        int mark = code.mark();
        int[] scratch = kernel.plan().mark();
        Map<String, Place> saved = new HashMap<>(kernel.names);
        Var lane = code.local("I");
        Var limit = code.local("I");
        Var index = code.local("I");
        for (Expr input : inputs) {
            spill(input, copy, lane, saved);
        }
        kernel.names.put(plan.lane(), new Place.Scalar(index));
        code.push(0);
        code.store(lane);
        pushValid(turn, copy);
        code.store(limit);
        code.loop(lane, limit, 1, () -> {
            code.load(turn.index());
            code.load(lane);
            code.op(Opcodes.IADD);
            addConstant(copy * plan.vectorLanes());
            code.store(index);
            body.write(lane);
        });
        kernel.names.clear();
        kernel.names.putAll(saved);
        kernel.plan().release(scratch);
        code.release(mark);
    }

    private void addConstant(int value) {
        if (value != 0) {
            code.push(value);
            code.op(Opcodes.IADD);
        }
    }

    /** Pushes the number of lanes of the vector that are iterations of the loop. */
    private void pushValid(Turn turn, int copy) {
        int lanes = plan.vectorLanes();
        if (turn.isWhole()) {
            code.push(lanes);
            return;
        }
        code.load(turn.count());
        addConstant(-copy * lanes);
        if (plan.copies() > 1) {
            code.push(lanes);
            code.invokeStatic("java/lang/Math", "min", "(II)I");
        }
    }

    /** Writes vector locals that the expression reads to scratch memory. */
    private void spill(Expr expr, int copy, Var lane, Map<String, Place> saved) {
        if (expr instanceof Expr.Local local && saved.get(local.name()) instanceof Place.Vectors vectors
                && !(kernel.names.get(local.name()) instanceof Place.Element)) {
            DType stored = local.dtype() == DType.BOOL ? plan.integer() : local.dtype();
            int region = kernel.plan().region(stored, plan.vectorLanes());
            code.load(vectors.copies().get(copy));
            if (local.dtype() == DType.BOOL) {
                kernel.vectors().maskToVector(vectors.dtype(), stored);
            }
            kernel.pushScratch(stored);
            code.push(region);
            kernel.vectors().intoArray(stored);
            kernel.names.put(local.name(), new Place.Element(stored, region, lane));
        }
        expr.operands().forEach(operand -> spill(operand, copy, lane, saved));
    }
}
