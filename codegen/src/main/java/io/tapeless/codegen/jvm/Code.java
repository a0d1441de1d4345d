package io.tapeless.codegen.jvm;

import io.tapeless.ir.DType;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes one method: locals, constants, arrays, jumps and counted loops, each with its type. */
final class Code {
    /** A local variable and the descriptor of its type. */
    record Var(int slot, String type) {}

    private final MethodVisitor out;
    private int nextLocal;
    /** At least as many bytes as the method has. */
    private int size;
    private int line;

    Code(MethodVisitor out) {
        this.out = out;
    }

    /** An upper bound of the bytes written so far. */
    int size() {
        return size;
    }

    /** The descriptor of a scalar; bool is {@code int}. */
    static String descriptor(DType dtype) {
        return switch (dtype) {
            case F32 -> "F";
            case F64 -> "D";
            case I64 -> "J";
            case I32, BOOL -> "I";
        };
    }

    // locals

    Var local(String type) {
        Var var = new Var(nextLocal, type);
        nextLocal += type.equals("J") || type.equals("D") ? 2 : 1;
        return var;
    }

    Var local(DType dtype) {
        return local(descriptor(dtype));
    }

    /** A new local that takes what is on the stack. */
    Var stored(String type) {
        Var var = local(type);
        store(var);
        return var;
    }

    /** A new local that holds what another one does. */
    Var copy(Var var) {
        load(var);
        return stored(var.type);
    }

    /** A new local that holds {@code base + distance}. */
    Var plus(Var base, int distance) {
        load(base);
        push(distance);
        op(Opcodes.IADD);
        return stored("I");
    }

    /** Locals made after {@link #mark} may be reused after {@link #release}. */
    int mark() {
        return nextLocal;
    }

    void release(int mark) {
        nextLocal = mark;
    }

    void load(Var var) {
        local(switch (var.type.charAt(0)) {
            case 'I' -> Opcodes.ILOAD;
            case 'J' -> Opcodes.LLOAD;
            case 'F' -> Opcodes.FLOAD;
            case 'D' -> Opcodes.DLOAD;
            default -> Opcodes.ALOAD;
        }, var.slot);
    }

    void store(Var var) {
        local(switch (var.type.charAt(0)) {
            case 'I' -> Opcodes.ISTORE;
            case 'J' -> Opcodes.LSTORE;
            case 'F' -> Opcodes.FSTORE;
            case 'D' -> Opcodes.DSTORE;
            default -> Opcodes.ASTORE;
        }, var.slot);
    }

    private void local(int opcode, int slot) {
        size += slot < 4 ? 1 : slot < 256 ? 2 : 4;
        out.visitVarInsn(opcode, slot);
    }

    void increment(Var var, int by) {
        size += 6;
        out.visitIincInsn(var.slot, by);
    }

    // constants

    void push(int value) {
        if (value >= -1 && value <= 5) {
            op(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            size += 2;
            out.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            size += 3;
            out.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            constant(value);
        }
    }

    /** Any constant that ldc takes: {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String}. */
    void constant(Object value) {
        size += 3;
        out.visitLdcInsn(value);
    }

    void text(String value) {
        size += 20 + value.length();
        Text.push(out, value);
    }

    // instructions

    void op(int opcode) {
        size++;
        out.visitInsn(opcode);
    }

    /** An opcode of {@code int} in its variant for another type: IADD, ILOAD … are followed by L, F and D. */
    void typed(int intOpcode, DType dtype) {
        op(intOpcode + switch (dtype) {
            case I32, BOOL -> 0;
            case I64 -> 1;
            case F32 -> 2;
            case F64 -> 3;
        });
    }

    void arrayLoad(DType dtype) {
        typed(Opcodes.IALOAD, dtype);
    }

    void arrayStore(DType dtype) {
        typed(Opcodes.IASTORE, dtype);
    }

    void invokeStatic(String owner, String name, String descriptor) {
        size += 3;
        out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    void invokeVirtual(String owner, String name, String descriptor) {
        size += 3;
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }

    void invokeSpecial(String owner, String name, String descriptor) {
        size += 3;
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, name, descriptor, false);
    }

    void getStatic(String owner, String name, String descriptor) {
        size += 3;
        out.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
    }

    void getField(String owner, String name, String descriptor) {
        size += 3;
        out.visitFieldInsn(Opcodes.GETFIELD, owner, name, descriptor);
    }

    void cast(String type) {
        size += 3;
        out.visitTypeInsn(Opcodes.CHECKCAST, type);
    }

    // control

    void jump(int opcode, Label to) {
        size += 3;
        out.visitJumpInsn(opcode, to);
    }

    /** The line in which what is being written was declared; 0 if that is not known. */
    int line() {
        return line;
    }

    /** What follows was declared in that line of the source file; 0 if that is not known. */
    void line(int declared) {
        if (declared > 0 && declared != line) {
            line = declared;
            Label here = new Label();
            out.visitLabel(here);
            out.visitLineNumber(line, here);
        }
    }

    void label(Label label) {
        out.visitLabel(label);
    }

    void tableSwitch(int min, Label otherwise, Label... cases) {
        size += 16 + 4 * cases.length;
        out.visitTableSwitchInsn(min, min + cases.length - 1, otherwise, cases);
    }

    /** {@code for (; index < limit; index += step) body}. */
    void loop(Var index, Var limit, int step, Runnable body) {
        whileLess(index, limit, () -> {
            body.run();
            increment(index, step);
        });
    }

    /** {@code while (a < b) body}. */
    void whileLess(Var a, Var b, Runnable body) {
        Label head = new Label();
        Label exit = new Label();
        label(head);
        load(a);
        load(b);
        jump(Opcodes.IF_ICMPGE, exit);
        body.run();
        jump(Opcodes.GOTO, head);
        label(exit);
    }

    /** {@code if (a < b) body}. */
    void ifLess(Var a, Var b, Runnable body) {
        Label skip = new Label();
        load(a);
        load(b);
        jump(Opcodes.IF_ICMPGE, skip);
        body.run();
        label(skip);
    }
}
