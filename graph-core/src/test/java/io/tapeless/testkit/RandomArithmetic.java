package io.tapeless.testkit;

import static io.tapeless.ir.ScalarOp.*;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds nodes that compute: elementwise, reductions, contractions, comparisons, integers. */
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
        Optional<Node> made = switch (nodes.below(14)) {
            case 0, 1, 2 -> unary(nodes.real());
            case 3, 4, 5 -> binary(nodes.real());
            case 6 -> ternary(nodes.real());
            case 7 -> reduce(nodes.real());
            case 8, 9 -> matMul(nodes.real());
            case 10 -> select(nodes.real());
            case 11 -> integer();
            case 12 -> Optional.of(decomposition(nodes.chance(0.2) ? nodes.batch() : Dim.of(1 + nodes.below(4))));
            default -> special();
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
        if (extreme && !distinct(x)) {
            return Optional.empty();
        }
        if (extreme && x.type().rank() > 0 && nodes.chance(0.5)) {
            int axis = nodes.below(x.type().rank());
            return Optional.of(nodes.chance(0.5) ? nodes.add(new Reduction.ArgReduce(kind, axis), x)
                    : nodes.add(new Indexing.ArgSort(axis, nodes.chance(0.5)), x));
        }
        return Optional.of(nodes.add(new Reduction.Reduce(kind, axes), x));
    }

    private List<Integer> axes(Node x) {
        return IntStream.range(0, x.type().rank()).filter(a -> nodes.chance(0.6)).boxed().toList();
    }

    private boolean distinct(Node x) {
        double[] sorted = nodes.valueOf(x).toDoubles();
        Arrays.sort(sorted);
        return IntStream.range(1, sorted.length).allMatch(i -> sorted[i] - sorted[i - 1] >= MARGIN);
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
        Dim other = nodes.chance(0.2) ? nodes.batch() : Dim.of(1 + nodes.below(5));
        Shape matrix = transposeB ? Shape.of(other, inner) : Shape.of(inner, other);
        Node y = nodes.real(x.shape().slice(0, rank - 2).concat(matrix));
        Node product = nodes.chance(0.7)
                ? nodes.add(new Contraction.MatMul(transposeA, transposeB), x, y)
                : nodes.add(new Contraction.MatMul(!transposeB, !transposeA), y, x);
        return Optional.of(nodes.map(MUL, product, nodes.constant(product, 0.25)));
    }

    /** Factors of a matrix near a diagonal one of elements 3, 6, …, and what is solved with them. */
    private Node decomposition(Dim n) {
        Shape batch = nodes.chance(0.3) ? Shape.of(nodes.batch()) : Shape.SCALAR;
        Node x = nodes.real(batch.concat(Shape.of(n, n)));
        int rank = x.type().rank();
        TensorType integers = x.type().with(DType.I32);
        Node row = nodes.add(new Leaf.Iota(integers, rank - 2));
        Node column = nodes.add(new Leaf.Iota(integers, rank - 1));
        Node steps = nodes.map(MUL, nodes.map(ADD, row, nodes.constant(row, 1)), nodes.constant(row, 3));
        Node diagonal = nodes.map(SELECT, nodes.map(EQ, row, column), steps, nodes.constant(row, 0));
        Node a = nodes.map(ADD, nodes.add(new Elementwise.Cast(nodes.dtype()), diagonal),
                nodes.map(MUL, nodes.map(TANH, x), nodes.constant(x, 0.2)));
        Node b = nodes.real(batch.concat(Shape.of(n, Dim.of(1 + nodes.below(3)))));
        boolean transposed = nodes.chance(0.5);
        return switch (nodes.below(7)) {
            case 0 -> nodes.add(new Decomposition.Cholesky(), a);
            case 1 -> nodes.add(new Decomposition.TriangularSolve(nodes.chance(0.5), transposed, nodes.chance(0.3)),
                    a, b);
            case 2 -> nodes.add(new Decomposition.Lu(), a);
            case 3 -> nodes.add(new Decomposition.LuSolve(transposed), a, nodes.add(new Decomposition.Lu(), a), b);
            case 4 -> nodes.add(new Decomposition.Qr(), a);
            case 5 -> nodes.add(new Decomposition.Eigh(), a);
            default -> nodes.add(new Decomposition.Svd(), a);
        };
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

    private Optional<Node> integer() {
        Node a = nodes.integer();
        return Optional.of(switch (nodes.below(7)) {
            case 0 -> nodes.map(nodes.pick(List.of(DIV, REM)), a, nodes.constant(a, 1 + nodes.below(4)));
            case 1 -> nodes.map(nodes.pick(List.of(SHL, SHR)), a, nodes.constant(a, nodes.below(3)));
            case 2 -> nodes.map(nodes.pick(List.of(NEG, ABS, SIGN, NOT)), a);
            case 3 -> nodes.map(CLIP, a, nodes.constant(a, -2), nodes.constant(a, 3));
            case 4 -> nodes.map(nodes.pick(COMPARE), a, nodes.find(a.type()).orElse(a));
            case 5 -> nodes.add(new Reduction.Reduce(nodes.pick(List.of(Reduction.Kind.values())), axes(a)), a);
            default -> nodes.map(nodes.pick(INTEGER), a, nodes.find(a.type()).orElse(a));
        });
    }

    /** Conversions, counting, random numbers, bools, indexing. */
    private Optional<Node> special() {
        Node x = nodes.real();
        return switch (nodes.below(8)) {
            case 0 -> cast(x);
            case 1 -> nodes.differentiable() ? Optional.empty()
                    : Optional.of(nodes.add(new Elementwise.StopGradient(), x));
            case 2 -> x.type().rank() == 0 ? Optional.empty() : Optional.of(nodes.add(new Leaf.Iota(
                    x.type().with(nodes.pick(List.of(DType.I32, DType.I64, nodes.dtype()))),
                    nodes.below(x.type().rank()))));
            case 3 -> Optional.of(nodes.add(new Leaf.Random(x.type(), nodes.below(100)),
                    nodes.scalar(DType.I64, nodes.below(1000) * 123_456_789_123L)));
            case 4 -> nodes.pick(n -> n.dtype() == DType.BOOL).map(this::ofBool);
            case 5 -> Optional.of(nodes.add(new Elementwise.Cast(nodes.dtype()), nodes.integer()));
            default -> nodes.chance(0.6) ? gather(x) : scatterAdd(x);
        };
    }

    private Optional<Node> cast(Node x) {
        if (nodes.dtype() == DType.F32 && nodes.chance(0.4)) {
            Node wide = nodes.add(new Elementwise.Cast(DType.F64), x);
            return Optional.of(nodes.add(new Elementwise.Cast(DType.F32), nodes.map(TANH, wide)));
        }
        if (nodes.chance(0.3)) {
            return away(x, 0) ? Optional.of(nodes.add(new Elementwise.Cast(DType.BOOL), x)) : Optional.empty();
        }
        DType to = nodes.chance(0.5) ? DType.I32 : DType.I64;
        return awayFromIntegers(x, 0) ? Optional.of(nodes.add(new Elementwise.Cast(to), x)) : Optional.empty();
    }

    private Node ofBool(Node flags) {
        return switch (nodes.below(4)) {
            case 0 -> nodes.map(NOT, flags);
            case 1 -> nodes.add(new Reduction.Reduce(
                    nodes.pick(List.of(Reduction.Kind.MAX, Reduction.Kind.MIN)), axes(flags)), flags);
            case 2 -> nodes.add(new Elementwise.Cast(nodes.pick(List.of(DType.I32, DType.I64))), flags);
            default -> nodes.add(new Elementwise.Cast(nodes.dtype()), flags);
        };
    }

    private Optional<Node> gather(Node x) {
        if (x.type().rank() == 0) {
            return Optional.empty();
        }
        int axis = nodes.below(x.type().rank());
        return Optional.of(nodes.add(new Indexing.Gather(axis), x, indices(x.shape().dim(axis))));
    }

    private Optional<Node> scatterAdd(Node x) {
        if (x.type().rank() == 0) {
            return Optional.empty();
        }
        int axis = nodes.below(x.type().rank());
        Node indices = indices(x.shape().dim(axis));
        Shape picked = new Indexing.Gather(axis).infer(List.of(x.type(), indices.type())).shape();
        return Optional.of(nodes.add(new Indexing.ScatterAdd(axis), x, indices, nodes.real(picked)));
    }

    /** Integers that are places on an axis. */
    private Node indices(Dim extent) {
        List<Dim> dims = new ArrayList<>();
        for (int i = nodes.below(3); i > 0; i--) {
            dims.add(nodes.chance(0.3) ? nodes.batch() : Dim.of(1 + nodes.below(4)));
        }
        return nodes.integers(new Shape(dims), nodes.extent(extent));
    }
}
