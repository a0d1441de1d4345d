package io.tapeless.frontend;

import java.util.List;

/**
 * The functions of the language: where they are.
 *
 * <p>Parameters are of these types only: {@code Tensor, List<Tensor>, Tensor..., double, int, boolean,
 * String, DType, Dim, Dim..., int[], int...}, and functions of tensors or of lists of them, as which a spec
 * passes lambdas: {@code Supplier, Function, UnaryOperator, BiFunction, BinaryOperator}. A function that has
 * no tensor to start from takes the {@link ModelBuilder} first.
 */
public final class Functions {
    /** The classes whose public static methods are the functions. */
    public static final List<Class<?>> THEMES = List.of(Operators.class, MathFunctions.class, Activations.class,
            Reductions.class, Statistics.class, ShapeFunctions.class, ArrangeFunctions.class, PatternFunctions.class,
            ImageFunctions.class, ConvolutionFunctions.class, PoolingFunctions.class, LinearAlgebra.class,
            MatrixFunctions.class, IndexFunctions.class, OrderFunctions.class, NeuralFunctions.class,
            AttentionFunctions.class, Losses.class, RandomFunctions.class, Derivatives.class, GradientRules.class,
            ControlFlow.class, Equations.class, CumulativeFunctions.class, RecurrentFunctions.class, MetricFunctions.class);

    private Functions() {}
}
