package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;

/**
 * A symbolic tensor: a node of the graph that a {@link ModelBuilder} is making. It holds no numbers.
 * Immutable; two tensors are equal if they are one node of one builder.
 */
public final class Tensor implements OperatorMethods, MathMethods, ActivationMethods, ReductionMethods,
        StatisticMethods, ShapeMethods, ArrangeMethods, PatternMethods, ImageMethods, ConvolutionMethods,
        PoolingMethods, LinearAlgebraMethods, MatrixMethods, IndexMethods, OrderMethods, NeuralMethods,
        AttentionMethods, LossMethods, RandomMethods, DerivativeMethods, GradientRuleMethods, ControlMethods,
        EquationMethods, CumulativeMethods, RecurrentMethods, MetricMethods {
    private final ModelBuilder owner;
    private final Node node;

    Tensor(ModelBuilder owner, Node node) {
        this.owner = owner;
        this.node = node;
    }

    /** The builder whose graph this tensor belongs to. */
    public ModelBuilder owner() {
        return owner;
    }

    public Node node() {
        return node;
    }

    public TensorType type() {
        return node.type();
    }

    public DType dtype() {
        return node.dtype();
    }

    public Shape shape() {
        return node.shape();
    }

    public int rank() {
        return node.type().rank();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && tensor.node == node && tensor.owner == owner;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(node);
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
