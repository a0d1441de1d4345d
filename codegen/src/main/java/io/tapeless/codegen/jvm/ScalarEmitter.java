package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Lanes;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.runtime.IndexFailure;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes expressions as scalars on the operand stack. A bool is an {@code int}, 0 or 1. */
final class ScalarEmitter {
    private static final String MATH = "java/lang/Math";
    private static final String FAILURE = Type.getInternalName(IndexFailure.class);

    private final KernelCode kernel;
    private final Code code;

    ScalarEmitter(KernelCode kernel) {
        this.kernel = kernel;
        this.code = kernel.code;
    }

    /** Pushes the value. */
    void push(Expr expr) {
        Var ready = kernel.shared.get(expr);
        if (ready != null) {
            code.load(ready);
        } else if (expr instanceof Expr.Real real) {
            real(real);
        } else if (expr instanceof Expr.Int constant) {
            integer(constant.dtype(), constant.value());
        } else if (expr instanceof Expr.Local local) {
            name(local.name(), local.dtype());
        } else if (expr instanceof Expr.LoopIndex index) {
            name(index.name(), DType.I32);
        } else if (expr instanceof Expr.Digit digit) {
            digit(digit);
        } else if (expr instanceof Expr.SizeValue value) {
            kernel.pushSize(value.size());
        } else if (expr instanceof Expr.Load load) {
            kernel.pushArray(load.buffer());
            place(load.buffer(), load.index());
            code.arrayLoad(load.dtype());
            if (load.dtype() == DType.BOOL) {
                flag(Opcodes.IFNE);
            }
        } else if (expr instanceof Expr.Apply apply) {
            apply(apply);
        } else if (expr instanceof Expr.Convert convert) {
            push(convert.value());
            convert(convert.value().dtype(), convert.dtype());
        } else if (expr instanceof Expr.Bitcast bitcast) {
            push(bitcast.value());
            bitcast(bitcast.value().dtype(), bitcast.dtype());
        } else if (expr instanceof Expr.Fold fold) {
            Place.Lanes lanes = (Place.Lanes) kernel.names.get(fold.accumulator());
            writeOut(lanes);
            fold(lanes, 0, 1);
        } else if (expr instanceof Expr.Checked checked) {
            push(checked.position());
            kernel.pushSize(checked.extent());
            code.invokeStatic(FAILURE, "check", "(" + Code.descriptor(checked.position().dtype()) + "I)I");
        }
    }

    private void digit(Expr.Digit digit) {
        name(digit.loop(), DType.I32);
        if (!digit.divisor().isKnown(1)) {
            kernel.pushSize(digit.divisor());
            code.op(Opcodes.IDIV);
        }
        kernel.pushSize(digit.extent());
        code.op(Opcodes.IREM);
    }

    private void name(String name, DType dtype) {
        Place place = kernel.names.get(name);
        if (place instanceof Place.Scalar scalar) {
            code.load(scalar.var());
        } else if (place instanceof Place.Unplaced unplaced) {
            int outer = code.line();
            kernel.at(name);
            push(unplaced.value());
            code.line(outer);
        } else if (place instanceof Place.Element element) {
            kernel.pushScratch(element.dtype());
            code.push(element.region());
            code.load(element.lane());
            code.op(Opcodes.IADD);
            code.arrayLoad(element.dtype());
            if (dtype == DType.BOOL && element.dtype() == DType.I64) {
                code.op(Opcodes.L2I);
            }
        } else {
            throw new IllegalStateException("a vector where a scalar is needed: " + name);
        }
    }

    private void real(Expr.Real real) {
        double value = real.value();
        boolean one = value == 1;
        if (one || Double.doubleToRawLongBits(value) == 0) {
            code.op((real.dtype() == DType.F32 ? Opcodes.FCONST_0 : Opcodes.DCONST_0) + (one ? 1 : 0));
        } else if (real.dtype() == DType.F32) {
            code.constant((float) value);
        } else {
            code.constant(value);
        }
    }

    private void integer(DType dtype, long value) {
        if (dtype != DType.I64) {
            code.push((int) value);
        } else if (value == (short) value) {
            code.push((int) value);
            code.op(Opcodes.I2L);
        } else {
            code.constant(value);
        }
    }

    /** Pushes the number of an element in the array of its buffer. */
    void place(int buffer, Index index) {
        kernel.pushOffset(buffer);
        add(index.offset());
        for (Index.Term term : index.terms()) {
            if (!term.stride().isKnown(0)) {
                push(term.position());
                if (!term.stride().isKnown(1)) {
                    kernel.pushSize(term.stride());
                    code.op(Opcodes.IMUL);
                }
                code.op(Opcodes.IADD);
            }
        }
    }

    private void add(Size offset) {
        if (!offset.isKnown(0)) {
            kernel.pushSize(offset);
            code.op(Opcodes.IADD);
        }
    }

    private void apply(Expr.Apply apply) {
        List<Expr> arguments = apply.arguments();
        if (apply.function() == ScalarOp.SELECT) {
            Label otherwise = new Label();
            Label end = new Label();
            jumpUnless(arguments.get(0), otherwise);
            push(arguments.get(1));
            code.jump(Opcodes.GOTO, end);
            code.label(otherwise);
            push(arguments.get(2));
            code.label(end);
        } else if (apply.function().kind() == ScalarOp.Kind.COMPARE) {
            Label otherwise = new Label();
            Label end = new Label();
            jumpUnless(apply, otherwise);
            code.push(1);
            code.jump(Opcodes.GOTO, end);
            code.label(otherwise);
            code.push(0);
            code.label(end);
        } else {
            arguments.forEach(this::push);
            combine(apply.function(), apply.dtype());
        }
    }

    /** Applies a function of one dtype to what is on the stack. */
    void combine(ScalarOp function, DType dtype) {
        String type = Code.descriptor(dtype);
        switch (function) {
            case ADD -> code.typed(Opcodes.IADD, dtype);
            case SUB -> code.typed(Opcodes.ISUB, dtype);
            case MUL -> code.typed(Opcodes.IMUL, dtype);
            case DIV -> code.typed(Opcodes.IDIV, dtype);
            case REM -> code.typed(Opcodes.IREM, dtype);
            case NEG -> code.typed(Opcodes.INEG, dtype);
            case ABS -> code.invokeStatic(MATH, "abs", "(" + type + ")" + type);
            case MIN -> code.invokeStatic(MATH, "min", "(" + type + type + ")" + type);
            case MAX -> code.invokeStatic(MATH, "max", "(" + type + type + ")" + type);
            case FMA -> code.invokeStatic(MATH, "fma", "(" + type + type + type + ")" + type);
            case SQRT -> sqrt(dtype);
            case AND -> bits(Opcodes.IAND, dtype);
            case OR -> bits(Opcodes.IOR, dtype);
            case XOR -> bits(Opcodes.IXOR, dtype);
            case NOT -> {
                integer(dtype, dtype == DType.BOOL ? 1 : -1);
                bits(Opcodes.IXOR, dtype);
            }
            case SHL -> shift(Opcodes.ISHL, dtype);
            case SHR -> shift(Opcodes.IUSHR, dtype);
            default -> throw new IllegalStateException(function + " is not a primitive on " + dtype);
        }
    }

    private void sqrt(DType dtype) {
        if (dtype == DType.F32) {
            code.op(Opcodes.F2D);
        }
        code.invokeStatic(MATH, "sqrt", "(D)D");
        if (dtype == DType.F32) {
            code.op(Opcodes.D2F);
        }
    }

    private void bits(int intOpcode, DType dtype) {
        code.op(intOpcode + (dtype == DType.I64 ? 1 : 0));
    }

    private void shift(int intOpcode, DType dtype) {
        if (dtype == DType.I64) {
            code.op(Opcodes.L2I);
        }
        bits(intOpcode, dtype);
    }

    /** Jumps if the bool is false. Comparisons with NaN are false, {@code NE} is true. */
    void jumpUnless(Expr condition, Label target) {
        if (!(condition instanceof Expr.Apply apply) || apply.function().kind() != ScalarOp.Kind.COMPARE) {
            push(condition);
            code.jump(Opcodes.IFEQ, target);
            return;
        }
        push(apply.arguments().get(0));
        push(apply.arguments().get(1));
        DType dtype = apply.arguments().get(0).dtype();
        ScalarOp function = apply.function();
        boolean less = function == ScalarOp.LT || function == ScalarOp.LE;
        int zero = switch (function) {
            case EQ -> Opcodes.IFNE;
            case NE -> Opcodes.IFEQ;
            case LT -> Opcodes.IFGE;
            case LE -> Opcodes.IFGT;
            case GT -> Opcodes.IFLE;
            case GE -> Opcodes.IFLT;
            default -> throw new IllegalStateException(function + " is not a comparison");
        };
        switch (dtype) {
            case F32 -> code.op(less ? Opcodes.FCMPG : Opcodes.FCMPL);
            case F64 -> code.op(less ? Opcodes.DCMPG : Opcodes.DCMPL);
            case I64 -> code.op(Opcodes.LCMP);
            case I32, BOOL -> {
                code.jump(zero - Opcodes.IFEQ + Opcodes.IF_ICMPEQ, target);
                return;
            }
        }
        code.jump(zero, target);
    }

    /** Replaces what the stack holds by 1 if the jump would be taken, else 0. */
    private void flag(int opcode) {
        Label yes = new Label();
        Label end = new Label();
        code.jump(opcode, yes);
        code.push(0);
        code.jump(Opcodes.GOTO, end);
        code.label(yes);
        code.push(1);
        code.label(end);
    }

    private void convert(DType from, DType to) {
        DType source = from == DType.BOOL ? DType.I32 : from;
        if (to == DType.BOOL && from != DType.BOOL) {
            switch (source) {
                case F32 -> code.op(Opcodes.FCONST_0);
                case F64 -> code.op(Opcodes.DCONST_0);
                case I64 -> code.op(Opcodes.LCONST_0);
                default -> { }
            }
            switch (source) {
                case F32 -> code.op(Opcodes.FCMPL);
                case F64 -> code.op(Opcodes.DCMPL);
                case I64 -> code.op(Opcodes.LCMP);
                default -> { }
            }
            flag(Opcodes.IFNE);
        } else if (source != to && to != DType.BOOL) {
            code.op(opcode(source, to));
        }
    }

    private static int opcode(DType from, DType to) {
        return switch (from) {
            case F32 -> switch (to) {
                case F64 -> Opcodes.F2D;
                case I32 -> Opcodes.F2I;
                default -> Opcodes.F2L;
            };
            case F64 -> switch (to) {
                case F32 -> Opcodes.D2F;
                case I32 -> Opcodes.D2I;
                default -> Opcodes.D2L;
            };
            case I64 -> switch (to) {
                case F32 -> Opcodes.L2F;
                case F64 -> Opcodes.L2D;
                default -> Opcodes.L2I;
            };
            case I32, BOOL -> switch (to) {
                case F32 -> Opcodes.I2F;
                case F64 -> Opcodes.I2D;
                default -> Opcodes.I2L;
            };
        };
    }

    private void bitcast(DType from, DType to) {
        if (from == to) {
            return;
        }
        switch (to) {
            case F32 -> code.invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
            case F64 -> code.invokeStatic("java/lang/Double", "longBitsToDouble", "(J)D");
            case I32 -> code.invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
            default -> code.invokeStatic("java/lang/Double", "doubleToRawLongBits", "(D)J");
        }
    }

    private void writeOut(Place.Lanes lanes) {
        DType dtype = lanes.accumulator().dtype();
        for (int u = 0; u < lanes.copies().size(); u++) {
            code.load(lanes.copies().get(u));
            kernel.pushScratch(dtype);
            code.push(lanes.region() + u * (Lanes.count(dtype) / lanes.copies().size()));
            kernel.vectors().intoArray(dtype);
        }
    }

    /** Pushes the combination of lanes {@code lane + k·step}: lane l with lane l + h, for h = L/2 down to 1. */
    private void fold(Place.Lanes lanes, int lane, int step) {
        DType dtype = lanes.accumulator().dtype();
        if (step == Lanes.count(dtype)) {
            kernel.pushScratch(dtype);
            code.push(lanes.region() + lane);
            code.arrayLoad(dtype);
            return;
        }
        fold(lanes, lane, step * 2);
        fold(lanes, lane + step, step * 2);
        combine(lanes.accumulator().combine(), dtype);
    }
}
