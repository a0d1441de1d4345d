package io.tapeless.codegen.aot;

import io.tapeless.codegen.runtime.Slice;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Code that moves Java values in and out of a {@link Slice}. */
final class TensorCode {
    private static final String SLICE = Type.getInternalName(Slice.class);

    private TensorCode() {}

    /** The Java type of a tensor: a primitive for a scalar, else an array of it. */
    static Type javaType(TensorType type) {
        String descriptor = switch (type.dtype()) {
            case F32 -> "F";
            case F64 -> "D";
            case I32 -> "I";
            case I64 -> "J";
            case BOOL -> "Z";
        };
        return Type.getType((type.rank() == 0 ? "" : "[") + descriptor);
    }

    static void push(MethodVisitor out, int value) {
        if (value <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + value);
        } else {
            out.visitLdcInsn(value);
        }
    }

    /** Sets the slice on the stack from a local variable. */
    static void set(MethodVisitor out, Type type, int local) {
        out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        switch (type.getSort()) {
            case Type.ARRAY -> call(out, "set", "(" + arrayParameter(type) + ")V");
            case Type.FLOAT, Type.DOUBLE -> {
                convert(out, type, Type.DOUBLE_TYPE, Opcodes.F2D);
                call(out, "fill", "(D)V");
            }
            default -> {
                convert(out, type, Type.LONG_TYPE, Opcodes.I2L);
                call(out, "fill", "(J)V");
            }
        }
    }

    /** Replaces the slice on the stack by its first element. */
    static void scalar(MethodVisitor out, Type type) {
        if (type == Type.FLOAT_TYPE || type == Type.DOUBLE_TYPE) {
            call(out, "real", "()D");
            convert(out, type, Type.DOUBLE_TYPE, Opcodes.D2F);
        } else {
            call(out, "integer", "()J");
            convert(out, type, Type.LONG_TYPE, Opcodes.L2I);
        }
    }

    private static void convert(MethodVisitor out, Type type, Type wide, int opcode) {
        if (!type.equals(wide)) {
            out.visitInsn(opcode);
        }
    }

    private static String arrayParameter(Type type) {
        return type.getDescriptor().equals("[Z") ? "[Z" : "Ljava/lang/Object;";
    }

    /**
     * Methods that read a slice: of a scalar, its value; of all else, a copy, and one into a given array.
     *
     * @param doc what is read, as part of a sentence
     * @param slice puts the slice on the stack
     */
    static List<ApiMethod> readers(String name, TensorType type, String doc, Consumer<MethodVisitor> slice) {
        Type java = javaType(type);
        if (java.getSort() != Type.ARRAY) {
            return List.of(ApiMethod.of(name, List.of(), java, doc + ".", out -> {
                slice.accept(out);
                scalar(out, java);
                out.visitInsn(java.getOpcode(Opcodes.IRETURN));
            }));
        }
        int result = 1;
        ApiMethod copy = ApiMethod.of(name, List.of(), java, "A copy of " + doc + ".", out -> {
            slice.accept(out);
            call(out, "length", "()I");
            out.visitIntInsn(Opcodes.NEWARRAY, newArray(java.getElementType()));
            out.visitVarInsn(Opcodes.ASTORE, result);
            read(out, java, result, slice);
        });
        List<ApiMethod.Parameter> given = List.of(new ApiMethod.Parameter("result", java));
        return List.of(copy, ApiMethod.of(name, given, java, "Copies " + doc + " into an array.\n\n"
                + "@return that array\n@throws IllegalArgumentException if it is null or of the wrong length",
                out -> read(out, java, result, slice)));
    }

    /** Copies a slice into the array in a local variable and returns it. */
    private static void read(MethodVisitor out, Type java, int array, Consumer<MethodVisitor> slice) {
        slice.accept(out);
        out.visitVarInsn(Opcodes.ALOAD, array);
        call(out, "read", "(" + arrayParameter(java) + ")V");
        out.visitVarInsn(Opcodes.ALOAD, array);
        out.visitInsn(Opcodes.ARETURN);
    }

    private static int newArray(Type element) {
        return switch (element.getSort()) {
            case Type.FLOAT -> Opcodes.T_FLOAT;
            case Type.DOUBLE -> Opcodes.T_DOUBLE;
            case Type.INT -> Opcodes.T_INT;
            case Type.LONG -> Opcodes.T_LONG;
            default -> Opcodes.T_BOOLEAN;
        };
    }

    private static void call(MethodVisitor out, String name, String descriptor) {
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SLICE, name, descriptor, false);
    }
}
