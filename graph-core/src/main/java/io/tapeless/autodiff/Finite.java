package io.tapeless.autodiff;

import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which nodes are finite whenever inputs and variables are, overflow of sums and products aside. The
 * others contain a function with a pole, a border of its domain, or exponential growth.
 */
final class Finite {
    private final Map<Node, Boolean> known = new HashMap<>();

    boolean is(Node node) {
        Deque<Node> pending = new ArrayDeque<>();
        pending.push(node);
        while (!pending.isEmpty()) {
            Node next = pending.peek();
            boolean ready = true;
            for (Node operand : next.operands()) {
                if (!known.containsKey(operand)) {
                    pending.push(operand);
                    ready = false;
                }
            }
            if (ready) {
                pending.pop();
                known.put(next, preserves(next) && next.operands().stream().allMatch(known::get));
            }
        }
        return known.get(node);
    }

    private static boolean preserves(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return isFinite(constant.value());
        }
        return node.op() instanceof Elementwise.Map map ? preserves(map.function(), node)
                : !(node.op() instanceof Elementwise.Polygamma || node.op() instanceof Decomposition);
    }

    private static boolean isFinite(Literal literal) {
        for (int i = 0; i < literal.size(); i++) {
            if (!Double.isFinite(literal.real(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean preserves(ScalarOp function, Node node) {
        return switch (function) {
            case DIV, REM -> isNonZero(node.operand(1));
            case EXP, EXP2, EXPM1, SINH, COSH, LOG, LOG2, LOG10, LOG1P, LOG1MEXP, SQRT, POW, TAN, ASIN, ACOS,
                    ACOSH, ATANH, ERFINV, LGAMMA, DIGAMMA -> false;
            case NEG, ABS, SIGN, ADD, SUB, MUL, MIN, MAX, CLIP, RELU, FMA, SIGMOID, SOFTPLUS, CBRT, SIN, COS, ATAN,
                    ATAN2, TANH, ASINH, ERF, ERFC, FLOOR, CEIL, ROUND, TRUNC, EQ, NE, LT, LE, GT, GE, NOT, AND, OR,
                    XOR, SHL, SHR, SELECT -> true;
        };
    }

    static boolean isNonZero(Node node) {
        return Constants.isScalar(node) && Constants.scalar(node) != 0;
    }
}
