package io.tapeless.rewrite;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Transposes around a matrix product become its attributes; the sums stay in their order. */
final class ContractionRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Contraction.MatMul.class, "absorb-operand-transposes", ContractionRules::absorbOperandTransposes)
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
