package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * Writes the expressions of a LANES loop as vectors on the operand stack; a bool is a mask. Before a
 * value is pushed, {@link #prepare} writes the loops that parts of it need, while the stack is empty.
 */
final class VectorExpressions {
    private final KernelCode kernel;
    private final Code code;
    private final VectorApi api;
    private final ScalarEmitter scalars;
    private final LanePlan plan;
    private final LaneByLane laneByLane;
    /** What {@link #prepare} computed for the current statement and vector. */
    private final Map<Expr, Var> prepared = new HashMap<>();

    VectorExpressions(KernelCode kernel, ScalarEmitter scalars, LanePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.api = kernel.vectors();
        this.scalars = scalars;
        this.plan = plan;
        laneByLane = new LaneByLane(kernel, plan);
    }

    LaneByLane laneByLane() {
        return laneByLane;
    }

    /** The type of a local that holds a value: a vector, or a mask for bool. */
    String type(DType dtype) {
        return dtype == DType.BOOL ? VectorApi.MASK : VectorApi.descriptor(dtype);
    }

    /** Writes the parts of a value that have no vector form; forgets those of the value before. */
    void prepare(Expr expr, Turn turn, int copy) {
        prepared.clear();
        prepareParts(expr, turn, copy);
    }

    private void prepareParts(Expr expr, Turn turn, int copy) {
        if (!plan.varies(expr) || prepared.containsKey(expr)) {
            return;
        }
        if (plan.isVector(expr)) {
            if (!(expr instanceof Expr.Load)) {
                expr.operands().forEach(operand -> prepareParts(operand, turn, copy));
            }
            return;
        }
        DType stored = expr.dtype() == DType.BOOL ? plan.integer() : expr.dtype();
        Var var = code.local(type(expr.dtype()));
        int[] scratch = kernel.plan().mark();
        int region = kernel.plan().region(stored, plan.vectorLanes());
        laneByLane.loop(turn, copy, List.of(expr), lane -> {
            kernel.pushScratch(stored);
            code.push(region);
            code.load(lane);
            code.op(Opcodes.IADD);
            scalars.push(expr);
            widen(expr.dtype());
            code.arrayStore(stored);
        });
        api.species(stored);
        kernel.pushScratch(stored);
        code.push(region);
        api.fromArray(stored);
        if (expr.dtype() == DType.BOOL) {
            api.isNotZero(stored);
        }
        code.store(var);
        kernel.plan().release(scratch);
        prepared.put(expr, var);
    }

    private void widen(DType dtype) {
        if (dtype == DType.BOOL && plan.integer() == DType.I64) {
            code.op(Opcodes.I2L);
        }
    }

    /** The element type of the mask that {@link #push} gives for a bool. */
    DType maskType(Expr expr) {
        if (!plan.varies(expr) || !plan.isVector(expr)) {
            return plan.integer();
        } else if (expr instanceof Expr.Local local) {
            return ((Place.Vectors) kernel.names.get(local.name())).dtype();
        } else if (expr instanceof Expr.Convert convert) {
            return convert.value().dtype() == DType.BOOL ? maskType(convert.value()) : convert.value().dtype();
        } else if (expr instanceof Expr.Apply apply) {
            Expr argument = apply.arguments().get(apply.function() == ScalarOp.SELECT ? 1 : 0);
            boolean compare = apply.function().kind() == ScalarOp.Kind.COMPARE;
            return argument.dtype() != DType.BOOL ? argument.dtype() : compare ? plan.integer() : maskType(argument);
        }
        return plan.integer();
    }

    /** Pushes the value of one of the vectors side by side. */
    void push(Expr expr, Turn turn, int copy) {
        Var ready = prepared.get(expr);
        if (ready != null) {
            code.load(ready);
        } else if (!plan.varies(expr)) {
            broadcast(expr);
        } else if (expr instanceof Expr.Local local) {
            code.load(((Place.Vectors) kernel.names.get(local.name())).copies().get(copy));
        } else if (expr instanceof Expr.LoopIndex) {
            iota(DType.I32, copy);
            api.species(DType.I32);
            code.load(turn.index());
            api.broadcast(DType.I32);
            api.apply(ScalarOp.ADD, DType.I32);
        } else if (expr instanceof Expr.Load load) {
            api.species(load.dtype());
            kernel.pushArray(load.buffer());
            place(load.buffer(), load.index(), copy);
            api.fromArray(load.dtype());
            if (load.dtype() == DType.BOOL) {
                api.isNotZero(DType.I32);
            }
        } else if (expr instanceof Expr.Apply apply) {
            if (apply.dtype() == DType.BOOL) {
                bool(apply, turn, copy);
            } else {
                number(apply, turn, copy);
            }
        } else if (expr instanceof Expr.Convert convert) {
            push(convert.value(), turn, copy);
            convert(convert);
        } else if (expr instanceof Expr.Bitcast bitcast) {
            push(bitcast.value(), turn, copy);
            if (bitcast.dtype() != bitcast.value().dtype()) {
                api.reinterpret(bitcast.value().dtype());
            }
        }
    }

    /** Pushes the place in its array of lane 0 of a row. */
    void place(int buffer, Index index, int copy) {
        scalars.place(buffer, index);
        if (copy > 0) {
            code.push(copy * plan.vectorLanes());
            code.op(Opcodes.IADD);
        }
    }

    /** Pushes the numbers of the lanes, counted through all vectors side by side. */
    void iota(DType dtype, int copy) {
        api.species(dtype);
        kernel.pushIota(dtype);
        code.push(copy * plan.vectorLanes());
        api.fromArray(dtype);
    }

    private void broadcast(Expr expr) {
        DType dtype = expr.dtype() == DType.BOOL ? plan.integer() : expr.dtype();
        api.species(dtype);
        scalars.push(expr);
        widen(expr.dtype());
        api.broadcast(dtype);
        if (expr.dtype() == DType.BOOL) {
            api.isNotZero(dtype);
        }
    }

    private void number(Expr.Apply apply, Turn turn, int copy) {
        List<Expr> arguments = apply.arguments();
        DType dtype = apply.dtype();
        if (apply.function() == ScalarOp.SELECT) {
            DType mask = maskType(arguments.get(0));
            push(arguments.get(2), turn, copy);
            twin(dtype, mask);
            push(arguments.get(1), turn, copy);
            twin(dtype, mask);
            push(arguments.get(0), turn, copy);
            api.blend(mask);
            twin(mask, dtype);
        } else if (LanePlan.isClip(apply)) {
            boolean constantFirst = arguments.get(0) instanceof Expr.Real;
            Expr bound = arguments.get(constantFirst ? 0 : 1);
            push(arguments.get(constantFirst ? 1 : 0), turn, copy);
            code.op(Opcodes.DUP);
            push(bound, turn, copy);
            api.apply(apply.function() == ScalarOp.MAX ? ScalarOp.LE : ScalarOp.GE, dtype);
            push(bound, turn, copy);
            code.op(Opcodes.SWAP);
            api.blend(dtype);
        } else if (LanePlan.isConstantShift(apply)) {
            push(arguments.get(0), turn, copy);
            api.shift(apply.function(), dtype, (int) ((Expr.Int) arguments.get(1)).value());
        } else {
            arguments.forEach(argument -> push(argument, turn, copy));
            api.apply(apply.function(), dtype);
        }
    }

    private void twin(DType from, DType to) {
        if (from != to) {
            api.reinterpret(from);
        }
    }

    private void bool(Expr.Apply apply, Turn turn, int copy) {
        List<Expr> arguments = apply.arguments();
        ScalarOp function = apply.function();
        boolean compare = function.kind() == ScalarOp.Kind.COMPARE;
        if (compare && arguments.get(0).dtype() != DType.BOOL) {
            push(arguments.get(0), turn, copy);
            push(arguments.get(1), turn, copy);
            api.apply(function, arguments.get(0).dtype());
        } else if (compare || function == ScalarOp.XOR) {
            DType integer = plan.integer();
            for (Expr argument : arguments) {
                push(argument, turn, copy);
                api.maskToVector(maskType(argument), integer);
            }
            api.apply(compare ? function : ScalarOp.NE, integer);
            api.convertMask(integer, maskType(apply));
        } else if (function == ScalarOp.NOT) {
            push(arguments.get(0), turn, copy);
            api.maskNot();
        } else if (function == ScalarOp.SELECT) {
            DType type = maskType(apply);
            mask(arguments.get(0), type, turn, copy);
            mask(arguments.get(1), type, turn, copy);
            api.maskAnd();
            mask(arguments.get(0), type, turn, copy);
            api.maskNot();
            mask(arguments.get(2), type, turn, copy);
            api.maskAnd();
            api.maskOr();
        } else {
            DType type = maskType(apply);
            mask(arguments.get(0), type, turn, copy);
            mask(arguments.get(1), type, turn, copy);
            if (function == ScalarOp.AND) {
                api.maskAnd();
            } else {
                api.maskOr();
            }
        }
    }

    /** Pushes a bool as the mask of an element type. */
    void mask(Expr expr, DType type, Turn turn, int copy) {
        push(expr, turn, copy);
        api.convertMask(maskType(expr), type);
    }

    private void convert(Expr.Convert convert) {
        DType from = convert.value().dtype();
        DType to = convert.dtype();
        if (from == DType.BOOL && to != DType.BOOL) {
            api.maskToVector(maskType(convert.value()), to);
        } else if (to == DType.BOOL && from != DType.BOOL) {
            api.isNotZero(from);
        } else if (from != to) {
            api.toFloat(from);
        }
    }
}
