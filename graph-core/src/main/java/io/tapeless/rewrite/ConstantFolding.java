package io.tapeless.rewrite;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known at compile time is computed then, by the reference interpreter, and rounded to its dtype. */
final class ConstantFolding {
    /** Elements of the largest tensor of several numbers that is computed or made. */
    private static final int MAX_ELEMENTS = 4096;

    static final RuleSet RULES = RuleSet.EMPTY
            .on(Leaf.Constant.class, "repeat-equal-elements", ConstantFolding::repeatEqualElements)
            .on(Movement.Slice.class, "move-repeated-scalar", ConstantFolding::moveRepeatedScalar)
            .on(Movement.Reshape.class, "move-repeated-scalar", ConstantFolding::moveRepeatedScalar)
            .on(Movement.Reverse.class, "move-repeated-scalar", ConstantFolding::moveRepeatedScalar)
            .onMaps("fold-constants", ConstantFolding::fold)
            .on(Elementwise.Cast.class, "fold-constants", ConstantFolding::fold)
            .on(Elementwise.Polygamma.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Reshape.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Transpose.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Slice.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Pad.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Concat.class, "fold-constants", ConstantFolding::fold)
            .on(Movement.Reverse.class, "fold-constants", ConstantFolding::fold)
            .on(Reduction.Reduce.class, "fold-constants", ConstantFolding::fold)
            .on(Reduction.Reduce.class, "multiply-repeated-term", ConstantFolding::multiplyRepeatedTerm);

    private ConstantFolding() {}

    /** {@code (c, c, c) → broadcast(c)}. */
    private static Optional<Node> repeatEqualElements(Node n, GraphBuilder g) {
        Literal value = ((Leaf.Constant) n.op()).value();
        if (n.type().rank() == 0 || value.size() == 0) {
            return Optional.empty();
        }
        Literal first = element(value);
        boolean equal = IntStream.range(1, value.size()).allMatch(i -> n.dtype().isFloat()
                ? Double.compare(value.real(i), value.real(0)) == 0 : value.integer(i) == value.integer(0));
        return equal ? Optional.of(g.fill(first, n.shape())) : Optional.empty();
    }

    private static Literal element(Literal value) {
        return value.type().dtype().isFloat() ? Literal.scalar(value.type().dtype(), value.real(0))
                : Literal.scalar(value.type().dtype(), value.integer(0));
    }

    /** {@code f(c, d) → the constant f(c, d)}, of repeated scalars or few elements. */
    private static Optional<Node> fold(Node n, GraphBuilder g) {
        if (!n.operands().stream().allMatch(x -> x.op() instanceof Leaf.Constant) || !isSmall(n)) {
            return Optional.empty();
        }
        return compute(n.op(), n.operands()).map(value -> g.add(new Leaf.Constant(value)));
    }

    private static boolean isSmall(Node n) {
        return n.shape().isStatic() && n.shape().size().constant() <= MAX_ELEMENTS
                && n.operands().stream().allMatch(x -> x.shape().size().constant() <= MAX_ELEMENTS);
    }

    /** Empty if the operation fails, as an integer division by zero does: that is for the run to report. */
    private static Optional<Literal> compute(Op op, List<Node> constants) {
        GraphBuilder alone = new GraphBuilder();
        Node result = alone.add(op, constants.stream().map(c -> alone.add(c.op())).toList());
        try {
            Value value = Interpreter.run(alone.build("constant", Map.of("value", result)), Map.of(), Map.of(),
                    Interpreter.Precision.DECLARED).output("value");
            return Optional.of(value.toLiteral());
        } catch (IrException e) {
            return Optional.empty();
        }
    }

    /** {@code slice(broadcast(c)) → broadcast(c)}, and so for reshape and reverse, of a scalar c. */
    private static Optional<Node> moveRepeatedScalar(Node n, GraphBuilder g) {
        return Match.splat(n.operand(0)).map(c -> g.fill(c, n.shape()));
    }

    /** {@code Σ broadcast(c) → c · n} for n constant terms. */
    private static Optional<Node> multiplyRepeatedTerm(Node n, GraphBuilder g) {
        Reduction.Reduce reduce = (Reduction.Reduce) n.op();
        Optional<Literal> term = Match.splat(n.operand(0));
        Dim count = Dim.product(reduce.axes().stream().map(n.operand(0).shape()::dim).toList());
        if (term.isEmpty() || reduce.kind() != Reduction.Kind.SUM || !count.isConstant() || !n.dtype().isFloat()) {
            return Optional.empty();
        }
        return Optional.of(g.constant(n.type(), term.get().real(0) * count.constant()));
    }
}
