package io.tapeless.codegen.schedule;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.EnumSet;
import java.util.Set;

/** About how many machine primitives a node takes for each element. */
final class Weights {
    /** From here on a value is costly: it is stored rather than computed again. */
    static final int COSTLY = 20;

    private static final Set<ScalarOp> ELEMENTARY = EnumSet.of(
            ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SIGN, ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.MIN,
            ScalarOp.MAX, ScalarOp.CLIP, ScalarOp.RELU, ScalarOp.FMA, ScalarOp.EQ, ScalarOp.NE, ScalarOp.LT,
            ScalarOp.LE, ScalarOp.GT, ScalarOp.GE, ScalarOp.NOT, ScalarOp.AND, ScalarOp.OR, ScalarOp.XOR,
            ScalarOp.SHL, ScalarOp.SHR, ScalarOp.SELECT);

    private Weights() {}

    static int of(Node node) {
        if (node.op() instanceof Leaf.Random) {
            return 110;
        }
        if (node.op() instanceof Elementwise.Polygamma polygamma) {
            return 150 + 30 * polygamma.order();
        }
        if (Spaces.isJoin(node)) {
            return node.operands().size();
        }
        return node.op() instanceof Elementwise.Map map ? of(map.function()) : 1;
    }

    /** True for a conversion, and for a function of an instruction or two. */
    static boolean isElementary(Node node) {
        return node.op() instanceof Elementwise.Cast
                || node.op() instanceof Elementwise.Map map && ELEMENTARY.contains(map.function());
    }

    static boolean isCostly(Node node) {
        return of(node) >= COSTLY;
    }

    private static int of(ScalarOp function) {
        return switch (function) {
            case LGAMMA -> 200;
            case POW, DIGAMMA, ERFINV -> 145;
            case ERFC -> 100;
            case ASINH, ACOSH, ATANH, ERF, SOFTPLUS, CBRT, LOG1MEXP -> 65;
            case LOG2, LOG10, SINH, SIGMOID, ATAN2, LOG, LOG1P, TAN -> 45;
            case SIN, COS, TANH, EXP2, ATAN, ASIN, ACOS, COSH, EXP, EXPM1 -> 32;
            case FLOOR, CEIL, TRUNC, ROUND -> 10;
            default -> 1;
        };
    }
}
