package io.tapeless.rewrite;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Transposes around a matrix product become its attributes; the sums stay in their order. Products with unit vectors,
 * which Jacobians of linear maps are made of, pick.
 */
final class ContractionRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Contraction.MatMul.class, "absorb-operand-transposes", ContractionRules::absorbOperandTransposes)
            .on(Contraction.MatMul.class, "pick-by-unit-vectors", ContractionRules::pickByUnitVectors)
            .on(Reduction.Reduce.class, "sum-over-longer-depth", ContractionRules::sumOverLongerDepth)
            .on(Movement.Transpose.class, "absorb-result-transpose", ContractionRules::absorbResultTranspose);

    private ContractionRules() {}

    /** {@code Aᵀ·B → matmul{transposeA}(A, B)}, and so for B. */
    private static Optional<Node> absorbOperandTransposes(Node n, GraphBuilder g) {
        Contraction.MatMul product = (Contraction.MatMul) n.op();
        boolean left = swapsMatrix(n.operand(0));
        boolean right = swapsMatrix(n.operand(1));
        if (!left && !right) {
            return Optional.empty();
        }
        Contraction.MatMul absorbed =
                new Contraction.MatMul(product.transposeA() ^ left, product.transposeB() ^ right);
        return Optional.of(g.add(absorbed, left ? n.operand(0).operand(0) : n.operand(0),
                right ? n.operand(1).operand(0) : n.operand(1)));
    }

    /** {@code (A·B)ᵀ → Bᵀ·Aᵀ}. */
    private static Optional<Node> absorbResultTranspose(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        return swapsMatrix(n) && inner.op() instanceof Contraction.MatMul product
                ? Optional.of(g.add(new Contraction.MatMul(!product.transposeB(), !product.transposeA()),
                        inner.operand(1), inner.operand(0)))
                : Optional.empty();
    }

    /**
     * With the unit vectors {@code e} of n elements, one for each b: {@code Σₖ A[i, k]·e[b, k] → A[i, b]} and
     * {@code Σₖ e[b, k]·A[k, j] → A[b, j]}.
     */
    private static Optional<Node> pickByUnitVectors(Node n, GraphBuilder g) {
        Contraction.MatMul product = (Contraction.MatMul) n.op();
        Node a = n.operand(0);
        Node b = n.operand(1);
        if (n.type().rank() == 3 && isRepeated(a) && areUnitVectors(b, product.transposeB() ? 2 : 1)) {
            Node matrix = a.operand(0);
            Node columns = product.transposeA() ? matrix
                    : g.add(new Movement.Transpose(List.of(1, 0)), matrix);
            return Optional.of(g.add(new Movement.Reshape(n.shape()), columns));
        } else if (n.type().rank() == 3 && isRepeated(b) && areUnitVectors(a, product.transposeA() ? 1 : 2)) {
            Node matrix = b.operand(0);
            Node rows = !product.transposeB() ? matrix
                    : g.add(new Movement.Transpose(List.of(1, 0)), matrix);
            return Optional.of(g.add(new Movement.Reshape(n.shape()), rows));
        }
        return Optional.empty();
    }

    /** {@code Σᵦ Σₖ A[b, i, k]·B[b, k, j] → Σ₍ᵦ,ₖ₎ A[i, (b, k)]·B[(b, k), j]}, for some or all of the batch axes. */
    private static Optional<Node> sumOverLongerDepth(Node n, GraphBuilder g) {
        Reduction.Reduce sum = (Reduction.Reduce) n.op();
        Node products = n.operand(0);
        int batch = products.type().rank() - 2;
        if (sum.kind() != Reduction.Kind.SUM || !(products.op() instanceof Contraction.MatMul product)
                || sum.axes().stream().anyMatch(axis -> axis >= batch)
                || products.operands().stream().anyMatch(o -> repeats(o, sum.axes()))) {
            return Optional.empty();
        }
        return Optional.of(g.add(product, longer(products.operand(0), sum.axes(), !product.transposeA(), g),
                longer(products.operand(1), sum.axes(), product.transposeB(), g)));
    }

    private static boolean repeats(Node node, List<Integer> axes) {
        return node.op() instanceof Movement.Broadcast broadcast && broadcast.axes().stream().anyMatch(axes::contains);
    }

    /** A factor with batch axes in front of its depth axis, and one with it. */
    private static Node longer(Node factor, List<Integer> axes, boolean depthLast, GraphBuilder g) {
        int line = factor.type().rank() - (depthLast ? 2 : 1);
        int depth = factor.type().rank() - (depthLast ? 1 : 2);
        List<Integer> order = new ArrayList<>(IntStream.range(0, factor.type().rank() - 2)
                .filter(axis -> !axes.contains(axis)).boxed().toList());
        List<Integer> deep = new ArrayList<>(axes);
        deep.add(depth);
        Shape shape = factor.shape();
        Dim length = Dim.product(deep.stream().map(shape::dim).toList());
        List<Dim> dims = new ArrayList<>(order.stream().map(shape::dim).toList());
        dims.addAll(depthLast ? List.of(shape.dim(line), length) : List.of(length, shape.dim(line)));
        order.addAll(depthLast ? List.of(line) : deep);
        order.addAll(depthLast ? deep : List.of(line));
        return g.add(new Movement.Reshape(new Shape(dims)), g.add(new Movement.Transpose(order), factor));
    }

    /** True for a matrix repeated along a new first axis. */
    private static boolean isRepeated(Node node) {
        return node.op() instanceof Movement.Broadcast broadcast && broadcast.axes().equals(List.of(0))
                && node.type().rank() == 3;
    }

    /** True for {@code e[b, k] = (b = k)} with k along an axis of [n, n, 1] or [n, 1, n] and nothing else there. */
    private static boolean areUnitVectors(Node node, int axis) {
        if (!(node.op() instanceof Movement.Reshape) || node.operand(0).type().rank() != 2
                || !(node.operand(0).op() instanceof Elementwise.Cast)) {
            return false;
        }
        Node identity = node.operand(0);
        Node mask = identity.operand(0);
        Dim extent = identity.shape().dim(0);
        return identity.shape().dim(1).equals(extent) && node.shape().dim(0).equals(extent)
                && node.shape().dim(axis).equals(extent) && node.shape().dim(3 - axis).isConstant(1)
                && Match.is(mask, ScalarOp.EQ)
                && mask.operand(0).op() instanceof Leaf.Iota i && mask.operand(1).op() instanceof Leaf.Iota j
                && i.axis() != j.axis();
    }

    /** True for a transpose that swaps the last two axes and leaves the others. */
    private static boolean swapsMatrix(Node node) {
        if (!(node.op() instanceof Movement.Transpose transpose) || node.type().rank() < 2) {
            return false;
        }
        List<Integer> swapped = new ArrayList<>(GraphBuilder.allAxes(node.shape()));
        Collections.swap(swapped, swapped.size() - 2, swapped.size() - 1);
        return transpose.permutation().equals(swapped);
    }
}
