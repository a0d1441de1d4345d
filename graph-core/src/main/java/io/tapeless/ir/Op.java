package io.tapeless.ir;

import java.util.List;

/**
 * What a node does to its operands: a closed family of records that hold attributes and a type rule,
 * nothing else. Each phase of the compiler is one table over this family, a {@link Visitor}, so that
 * javac names the row a new operation lacks.
 *
 * <p>Groups: {@link Leaf} (no tensor operands), {@link Elementwise}, {@link Reduction},
 * {@link Movement} (no arithmetic but overlap-add), {@link Contraction}, {@link Decomposition},
 * {@link Indexing}, {@link Control} (loops and choices, with graphs as attributes), {@link OwnDerivative}
 * (values whose derivative is given).
 */
public sealed interface Op permits Leaf, Elementwise, Reduction, Movement, Contraction, Decomposition, Indexing,
        Control, OwnDerivative {

    /** The name in text, such as {@code matmul} or {@code add}. */
    String mnemonic();

    /**
     * The type rule.
     *
     * @param operands the operands' types
     * @return the result's type
     * @throws IrException if the operation does not apply; the message says what was expected, the
     *     builder adds operation, operand types and site
     */
    TensorType infer(List<TensorType> operands);

    /** The graphs among the attributes. */
    default List<Graph> bodies() {
        return List.of();
    }

    <R> R accept(Visitor<R> visitor);

    /** One method per operation; a phase of the compiler is one implementation. */
    interface Visitor<R> {
        R input(Leaf.Input op);

        R variable(Leaf.Variable op);

        R constant(Leaf.Constant op);

        R iota(Leaf.Iota op);

        R random(Leaf.Random op);

        R map(Elementwise.Map op);

        R cast(Elementwise.Cast op);

        R polygamma(Elementwise.Polygamma op);

        R stopGradient(Elementwise.StopGradient op);

        R reduce(Reduction.Reduce op);

        R argReduce(Reduction.ArgReduce op);

        R reshape(Movement.Reshape op);

        R transpose(Movement.Transpose op);

        R broadcast(Movement.Broadcast op);

        R slice(Movement.Slice op);

        R pad(Movement.Pad op);

        R concat(Movement.Concat op);

        R reverse(Movement.Reverse op);

        R unfold(Movement.Unfold op);

        R fold(Movement.Fold op);

        R matMul(Contraction.MatMul op);

        R decomposition(Decomposition op);

        R gather(Indexing.Gather op);

        R scatterAdd(Indexing.ScatterAdd op);

        R argSort(Indexing.ArgSort op);

        R scan(Control.Scan op);

        R cond(Control.Cond op);

        R ownDerivative(OwnDerivative op);
    }
}
