package io.tapeless.codegen.schedule;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;

/** About how many machine primitives a node takes for each element. */
final class Weights {
    /** From here on a value is costly: it is stored rather than computed again. */
    static final int COSTLY = 20;

    private Weights() {}

    static int of(Node node) {
        if (node.op() instanceof Leaf.Random) {
            return 110;
        }
        if (node.op() instanceof Elementwise.Polygamma polygamma) {
            return 150 + 30 * polygamma.order();
        }
        return node.op() instanceof Elementwise.Map map ? of(map.function()) : 1;
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
