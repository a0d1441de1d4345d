package io.tapeless.codegen.jvm;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import org.objectweb.asm.Opcodes;

/**
 * Calls of {@code jdk.incubator.vector}, only of members that are the same from JDK 17 to 25 and that C2
 * compiles to instructions. A mask belongs to an element type; masks of two types of one width are
 * converted by blending.
 */
final class VectorApi {
    private static final String PACKAGE = "jdk/incubator/vector/";
    private static final String OPERATORS = PACKAGE + "VectorOperators";
    private static final String VECTOR = "L" + PACKAGE + "Vector;";
    private static final String MASK_NAME = PACKAGE + "VectorMask";
    static final String MASK = "L" + MASK_NAME + ";";
    private static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";

    private final Code code;
    private final int bits;

    VectorApi(Code code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    static String owner(DType dtype) {
        return PACKAGE + switch (dtype) {
            case F32 -> "FloatVector";
            case F64 -> "DoubleVector";
            case I32, BOOL -> "IntVector";
            case I64 -> "LongVector";
        };
    }

    static String descriptor(DType dtype) {
        return "L" + owner(dtype) + ";";
    }

    /** The dtype of equal width that the bits of a dtype may be seen as: floats as integers and back. */
    static DType twin(DType dtype) {
        return switch (dtype) {
            case F32 -> DType.I32;
            case F64 -> DType.I64;
            case I32, BOOL -> DType.F32;
            case I64 -> DType.F64;
        };
    }

    void species(DType dtype) {
        code.getStatic(owner(dtype), "SPECIES_" + bits, SPECIES);
    }

    /** species, scalar → vector. */
    void broadcast(DType dtype) {
        code.invokeStatic(owner(dtype), "broadcast", "(" + SPECIES + Code.descriptor(dtype) + ")" + descriptor(dtype));
    }

    /** → vector of an integer constant. */
    void constant(DType dtype, int value) {
        species(dtype);
        code.push(value);
        switch (dtype) {
            case F32 -> code.op(Opcodes.I2F);
            case F64 -> code.op(Opcodes.I2D);
            case I64 -> code.op(Opcodes.I2L);
            default -> { }
        }
        broadcast(dtype);
    }

    /** species, array, index → vector. */
    void fromArray(DType dtype) {
        code.invokeStatic(owner(dtype), "fromArray",
                "(" + SPECIES + "[" + Code.descriptor(dtype) + "I)" + descriptor(dtype));
    }

    /** vector, array, index →. */
    void intoArray(DType dtype) {
        code.invokeVirtual(owner(dtype), "intoArray", "([" + Code.descriptor(dtype) + "I)V");
    }

    /** Arguments as vectors → result; comparisons give a mask. */
    void apply(ScalarOp function, DType dtype) {
        switch (function) {
            case NEG, ABS, SQRT, NOT -> named(dtype, function.text(), "()");
            case ADD, SUB, MUL, DIV, MIN, MAX -> named(dtype, function.text(), "(" + VECTOR + ")");
            case FMA -> named(dtype, "fma", "(" + VECTOR + VECTOR + ")");
            case AND -> named(dtype, "and", "(" + VECTOR + ")");
            case OR -> named(dtype, "or", "(" + VECTOR + ")");
            case XOR -> binary(dtype, "XOR", "$Associative");
            case SHL -> binary(dtype, "LSHL", "$Binary");
            case SHR -> binary(dtype, "LSHR", "$Binary");
            case EQ, NE, LT, LE, GT, GE -> compare(function, dtype);
            default -> throw new IllegalStateException(function + " has no vector form on " + dtype);
        }
    }

    private void named(DType dtype, String name, String parameters) {
        code.invokeVirtual(owner(dtype), name, parameters + descriptor(dtype));
    }

    /** {@code a.lanewise(operator, b)} with a, b on the stack. */
    private void binary(DType dtype, String operator, String kind) {
        code.getStatic(OPERATORS, operator, "L" + OPERATORS + kind + ";");
        code.op(Opcodes.SWAP);
        named(dtype, "lanewise", "(L" + OPERATORS + "$Binary;" + VECTOR + ")");
    }

    /** vector → vector shifted by a constant. */
    void shift(ScalarOp function, DType dtype, int count) {
        code.getStatic(OPERATORS, function == ScalarOp.SHL ? "LSHL" : "LSHR", "L" + OPERATORS + "$Binary;");
        code.push(count);
        if (dtype == DType.I64) {
            code.op(Opcodes.I2L);
        }
        named(dtype, "lanewise", "(L" + OPERATORS + "$Binary;" + Code.descriptor(dtype) + ")");
    }

    private void compare(ScalarOp function, DType dtype) {
        code.getStatic(OPERATORS, function.name(), "L" + OPERATORS + "$Comparison;");
        code.op(Opcodes.SWAP);
        code.invokeVirtual(owner(dtype), "compare", "(L" + OPERATORS + "$Comparison;" + VECTOR + ")" + MASK);
    }

    /** vector → mask of the lanes that aren't 0. */
    void isNotZero(DType dtype) {
        constant(dtype, 0);
        compare(ScalarOp.NE, dtype);
    }

    /** vector otherwise, vector value, mask → vector. */
    void blend(DType dtype) {
        named(dtype, "blend", "(" + VECTOR + MASK + ")");
    }

    /** vector → the same bits as its twin. */
    void reinterpret(DType from) {
        DType to = twin(from);
        String name = switch (to) {
            case F32 -> "reinterpretAsFloats";
            case F64 -> "reinterpretAsDoubles";
            case I32, BOOL -> "reinterpretAsInts";
            case I64 -> "reinterpretAsLongs";
        };
        code.invokeVirtual(owner(from), name, "()" + descriptor(to));
    }

    /** Integer vector → float vector of equal width. */
    void toFloat(DType from) {
        DType to = twin(from);
        code.getStatic(OPERATORS, from == DType.I32 ? "I2F" : "L2D", "L" + OPERATORS + "$Conversion;");
        species(to);
        code.push(0);
        code.invokeVirtual(owner(from), "convertShape", "(L" + OPERATORS + "$Conversion;" + SPECIES + "I)" + VECTOR);
        code.cast(owner(to));
    }

    // masks

    /** mask → vector of 1 where it is set and 0 elsewhere. */
    void maskToVector(DType from, DType to) {
        int mark = code.mark();
        Code.Var mask = code.local(MASK);
        code.store(mask);
        constant(to, 0);
        constant(to, 1);
        if (from == to) {
            code.load(mask);
            blend(to);
        } else {
            reinterpret(to);
            Code.Var one = code.local(descriptor(from));
            code.store(one);
            reinterpret(to);
            code.load(one);
            code.load(mask);
            blend(from);
            reinterpret(from);
        }
        code.release(mark);
    }

    /** mask of one element type → mask of another of equal width. */
    void convertMask(DType from, DType to) {
        if (from != to) {
            maskToVector(from, to);
            isNotZero(to);
        }
    }

    /** mask, mask → mask, of one element type. */
    void maskAnd() {
        code.invokeVirtual(MASK_NAME, "and", "(" + MASK + ")" + MASK);
    }

    void maskOr() {
        code.invokeVirtual(MASK_NAME, "or", "(" + MASK + ")" + MASK);
    }

    void maskNot() {
        code.invokeVirtual(MASK_NAME, "not", "()" + MASK);
    }
}
