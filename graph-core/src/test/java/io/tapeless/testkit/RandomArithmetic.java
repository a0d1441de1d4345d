package io.tapeless.testkit;

import static io.tapeless.ir.ScalarOp.*;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds nodes that compute with floats: elementwise, reductions, contractions, comparisons and choices. */
final class RandomArithmetic {
    /** How far operands stay from kinks and jumps. */
    private static final double MARGIN = 0.01;

    private static final List<ScalarOp> ANYWHERE = List.of(NEG, EXP, EXP2, EXPM1, SIGMOID, SOFTPLUS, SIN, COS, SINH,
            COSH, TANH, ASINH, ATAN, ERF, ERFC);
    private static final List<ScalarOp> AWAY_FROM_ZERO = List.of(ABS, SIGN, RELU, CBRT);
    private static final List<ScalarOp> ROUNDING = List.of(FLOOR, CEIL, TRUNC, ROUND);
    private static final List<ScalarOp> POSITIVE = List.of(LOG, LOG2, LOG10, LOG1P, SQRT, LGAMMA, DIGAMMA);
    private static final List<ScalarOp> UNIT = List.of(ASIN, ACOS, ATANH, TAN, LOG1P, ERFINV);
    private static final List<ScalarOp> BINARY = List.of(ADD, SUB, MUL, ADD, SUB, MUL, MIN, MAX, DIV, REM, POW, ATAN2);
    private static final List<ScalarOp> COMPARE = List.of(EQ, NE, LT, LE, GT, GE);
    private static final List<ScalarOp> INTEGER = List.of(ADD, SUB, MUL, MIN, MAX, AND, OR, XOR);

    private final RandomNodes nodes;

    RandomArithmetic(RandomNodes nodes) {
        this.nodes = nodes;
    }

    /** Adds one operation, with what its operands need; none if they come too near to a kink. */
    void step() {
        Node x = nodes.real();
        Optional<Node> made = switch (nodes.below(11)) {
            case 0, 1, 2 -> unary(x);
            case 3, 4, 5 -> binary(x);
            case 6 -> ternary(x);
            case 7 -> reduce(x);
            case 8, 9 -> matMul(x);
            default -> select(x);
        };
        made.ifPresent(nodes::offer);
    }

    private Optional<Node> unary(Node x) {
        return switch (nodes.below(8)) {
            case 0 -> guarded(away(x, 0), nodes.pick(AWAY_FROM_ZERO), x);
            case 1 -> rounding(nodes.pick(ROUNDING), x);
            case 2 -> Optional.of(nodes.map(nodes.pick(POSITIVE), positive(x)));
            case 3 -> Optional.of(nodes.map(nodes.pick(UNIT), unit(x)));
            case 4 -> Optional.of(switch (nodes.below(3)) {
                case 0 -> nodes.map(LOG1MEXP, nodes.map(NEG, positive(x)));
                case 1 -> nodes.map(ACOSH, nodes.map(ADD, positive(x), nodes.constant(x, 1)));
                default -> nodes.add(new Elementwise.Polygamma(1 + nodes.below(2)),
                        nodes.map(ADD, positive(x), nodes.constant(x, 1)));
            });
            default -> Optional.of(nodes.map(nodes.pick(ANYWHERE), x));
        };
    }

    private Optional<Node> guarded(boolean safe, ScalarOp function, Node... operands) {
        return safe ? Optional.of(nodes.map(function, operands)) : Optional.empty();
    }

    private boolean away(Node x, double kink) {
        return nodes.all(x, v -> Math.abs(v - kink) >= MARGIN);
    }

    private boolean awayFromIntegers(Node x, double shift) {
        return nodes.all(x, v -> Math.abs(v + shift - Math.rint(v + shift)) >= MARGIN);
    }

    private Optional<Node> rounding(ScalarOp function, Node x) {
        return guarded(awayFromIntegers(x, function == ROUND ? 0.5 : 0), function, x);
    }

    /** A function of x that is at least ¼. */
    private Node positive(Node x) {
        Node base = nodes.chance(0.5) ? nodes.map(SOFTPLUS, x) : nodes.map(MUL, x, x);
        return nodes.map(ADD, base, nodes.constant(x, 0.25));
    }

    /** A function of x between −0.9 and 0.9. */
    private Node unit(Node x) {
        return nodes.map(MUL, nodes.map(nodes.chance(0.5) ? TANH : SIN, x), nodes.constant(x, 0.9));
    }

    private Optional<Node> binary(Node a) {
        Node b = nodes.real(a.shape());
        ScalarOp function = nodes.pick(BINARY);
        return switch (function) {
            case MIN, MAX -> guarded(away(nodes.map(SUB, a, b), 0), function, a, b);
            case DIV -> Optional.of(nodes.map(DIV, a, positive(b)));
            case POW -> Optional.of(nodes.map(POW, positive(a), b));
            case ATAN2 -> Optional.of(nodes.map(ATAN2, a, positive(b)));
            case REM -> {
                Node divisor = positive(b);
                yield guarded(awayFromIntegers(nodes.map(DIV, a, divisor), 0), REM, a, divisor);
            }
            default -> Optional.of(nodes.map(function, a, b));
        };
    }

    private Optional<Node> ternary(Node a) {
        if (nodes.chance(0.5)) {
            return Optional.of(nodes.map(FMA, a, nodes.real(a.shape()), nodes.real(a.shape())));
        }
        return guarded(away(a, -0.8) && away(a, 1.1), CLIP, a, nodes.constant(a, -0.8), nodes.constant(a, 1.1));
    }

    private Optional<Node> reduce(Node x) {
        List<Integer> axes = axes(x);
        Reduction.Kind kind = nodes.pick(List.of(Reduction.Kind.values()));
        boolean extreme = kind == Reduction.Kind.MAX || kind == Reduction.Kind.MIN;
        return extreme && !nodes.areApart(x, MARGIN) ? Optional.empty()
                : Optional.of(nodes.add(new Reduction.Reduce(kind, axes), x));
    }

    private List<Integer> axes(Node x) {
        return IntStream.range(0, x.type().rank()).filter(a -> nodes.chance(0.6)).boxed().toList();
    }

    /** x times a new or known matrix, or the other way round, plain or transposed; scaled to stay small. */
    private Optional<Node> matMul(Node x) {
        int rank = x.type().rank();
        if (rank < 2) {
            return Optional.empty();
        }
        boolean transposeA = nodes.chance(0.3);
        boolean transposeB = nodes.chance(0.3);
        Dim inner = x.shape().dim(transposeA ? rank - 2 : rank - 1);
        Dim other = nodes.chance(0.2) ? nodes.batch() : nodes.extent();
        Shape matrix = transposeB ? Shape.of(other, inner) : Shape.of(inner, other);
        Node y = nodes.real(x.shape().slice(0, rank - 2).concat(matrix));
        Node product = nodes.chance(0.7)
                ? nodes.add(new Contraction.MatMul(transposeA, transposeB), x, y)
                : nodes.add(new Contraction.MatMul(!transposeB, !transposeA), y, x);
        return Optional.of(nodes.map(MUL, product, nodes.constant(product, 0.25)));
    }

    private Optional<Node> select(Node a) {
        Node b = nodes.real(a.shape());
        Optional<Node> condition = condition(a.shape());
        return condition.map(c -> nodes.map(SELECT, c, a, b));
    }

    /** A bool node of a shape: known, a comparison, or made of these. */
    private Optional<Node> condition(Shape shape) {
        Optional<Node> known = nodes.find(new TensorType(DType.BOOL, shape));
        if (known.isPresent() && nodes.chance(0.5)) {
            return known;
        }
        Node a = nodes.real(shape);
        Node b = nodes.real(shape);
        Optional<Node> compared = guarded(away(nodes.map(SUB, a, b), 0), nodes.pick(COMPARE), a, b);
        if (compared.isEmpty() || known.isEmpty()) {
            return compared;
        }
        return Optional.of(nodes.map(nodes.pick(List.of(AND, OR, XOR)), compared.get(), known.get()));
    }
}
