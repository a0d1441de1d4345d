package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.stream.IntStream;

/**
 * Attention and encodings of position, for sequences {@code […, T, D]} of T vectors. Operands are floats
 * of one dtype; every function throws {@link io.tapeless.ir.IrException} if types do not fit.
 */
public final class AttentionFunctions {
    private static final double BASE = 10_000;

    private AttentionFunctions() {}

    /** {@code softmax(q·kᵀ/√d)·v}. Vaswani et al. 2017. */
    public static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return LinearAlgebra.matmul(NeuralFunctions.softmax(scores(q, k, v), -1), v);
    }

    /**
     * Attention with a mask that broadcasts to the scores {@code […, Tq, Tk]}: bool, true where a query may look,
     * or a number to add to the score. A query that may look nowhere looks everywhere alike.
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v, Tensor mask) {
        Tensor scores = scores(q, k, v);
        Tensor masked = mask.dtype() == DType.BOOL ? where(mask, scores, lowest(scores)) : scores.plus(mask);
        return LinearAlgebra.matmul(NeuralFunctions.softmax(masked, -1), v);
    }

    private static Tensor scores(Tensor q, Tensor k, Tensor v) {
        Check.floats("attention", q, k, v);
        for (Tensor x : new Tensor[] {q, k, v}) {
            Check.that(x.rank() >= 2, "attention", "expected sequences of at least 2 axes", q, k, v);
        }
        Dim width = q.shape().dim(q.rank() - 1);
        Check.that(width.equals(k.shape().dim(k.rank() - 1)), "attention", "queries and keys have widths " + width
                + " and " + k.shape().dim(k.rank() - 1), q, k, v);
        Check.that(k.shape().dim(k.rank() - 2).equals(v.shape().dim(v.rank() - 2)), "attention",
                "expected as many values as keys", q, k, v);
        Tensor products = LinearAlgebra.matmul(q, ShapeFunctions.swapAxes(k, -1, -2));
        return width.isConstant() ? products.times(1 / Math.sqrt(width.constant()))
                : products.dividedBy(q.owner().constant(q.dtype(), width).sqrt());
    }

    private static double lowest(Tensor x) {
        return x.dtype() == DType.F32 ? -Float.MAX_VALUE : -Double.MAX_VALUE;
    }

    /**
     * Attention in {@code heads} subspaces of equal width: {@code concat(attention(q·wq, k·wk, v·wv))·wo}, the
     * weights as {@code [in, out]}.
     */
    public static Tensor multiHeadAttention(Tensor q, Tensor k, Tensor v, Tensor wq, Tensor wk, Tensor wv, Tensor wo,
            int heads) {
        return LinearAlgebra.matmul(joined(attention(heads(LinearAlgebra.matmul(q, wq), heads),
                heads(LinearAlgebra.matmul(k, wk), heads), heads(LinearAlgebra.matmul(v, wv), heads))), wo);
    }

    /** Attention in subspaces with a mask that broadcasts to the scores {@code […, heads, Tq, Tk]}. */
    public static Tensor multiHeadAttention(Tensor q, Tensor k, Tensor v, Tensor wq, Tensor wk, Tensor wv, Tensor wo,
            int heads, Tensor mask) {
        return LinearAlgebra.matmul(joined(attention(heads(LinearAlgebra.matmul(q, wq), heads),
                heads(LinearAlgebra.matmul(k, wk), heads), heads(LinearAlgebra.matmul(v, wv), heads), mask)), wo);
    }

    /** {@code […, T, H·d] → […, H, T, d]}. */
    private static Tensor heads(Tensor x, int heads) {
        Check.rankAtLeast(2, "multiHeadAttention", x);
        Dim width = x.shape().dim(x.rank() - 1).dividedBy(Dim.of(heads)).orElseThrow(() -> Check.error(
                "multiHeadAttention", "the width is not a multiple of " + heads + " heads", x));
        Shape split = x.shape().slice(0, x.rank() - 1).concat(Shape.of(Dim.of(heads), width));
        return ShapeFunctions.swapAxes(Broadcasting.reshape(x, split), -2, -3);
    }

    /** {@code […, H, T, d] → […, T, H·d]}. */
    private static Tensor joined(Tensor x) {
        return ShapeFunctions.flatten(ShapeFunctions.swapAxes(x, -2, -3), -2, -1);
    }

    /**
     * The sinusoidal table {@code [T, D]} for the last two axes of x, to be added to it:
     * {@code sin(t/10000^(2i/D))} at even places 2i, the cosine at odd ones. Vaswani et al. 2017.
     */
    public static Tensor positionalEncoding(Tensor x) {
        Check.floats("positionalEncoding", x);
        Check.rankAtLeast(2, "positionalEncoding", x);
        return positionalEncoding(x.owner(), x.shape().dim(x.rank() - 2), width("positionalEncoding", x), x.dtype());
    }

    /** The sinusoidal table {@code f32[length, width]}. */
    public static Tensor positionalEncoding(ModelBuilder model, Dim length, int width) {
        return positionalEncoding(model, length, width, DType.F32);
    }

    private static Tensor positionalEncoding(ModelBuilder model, Dim length, int width, DType dtype) {
        double[] rates = IntStream.range(0, width).mapToDouble(c -> Math.pow(BASE, -(double) (c - c % 2) / width))
                .toArray();
        long[] even = IntStream.range(0, width).mapToLong(c -> 1 - c % 2).toArray();
        Shape row = Shape.of(width);
        Tensor angles = angles(model, length, rates, dtype);
        Tensor sine = model.constant(Literal.ofIntegers(new TensorType(DType.BOOL, row), even));
        return where(sine, angles.sin(), angles.cos());
    }

    /**
     * Turns pairs of places i and i + D/2 of each vector by the angle {@code t/10000^(2i/D)}, t its position along
     * the second to last axis. Su et al. 2021.
     */
    public static Tensor rotaryEmbedding(Tensor x) {
        Check.floats("rotaryEmbedding", x);
        Check.rankAtLeast(2, "rotaryEmbedding", x);
        int width = width("rotaryEmbedding", x);
        Check.that(width % 2 == 0, "rotaryEmbedding", "expected an even width, found " + width, x);
        double[] rates = IntStream.range(0, width / 2).mapToDouble(i -> Math.pow(BASE, -2.0 * i / width)).toArray();
        Tensor angles = angles(x.owner(), x.shape().dim(x.rank() - 2), rates, x.dtype());
        Tensor first = ShapeFunctions.narrow(x, -1, 0, width / 2);
        Tensor second = ShapeFunctions.narrow(x, -1, width / 2, width / 2);
        Tensor cos = angles.cos();
        Tensor sin = angles.sin();
        return ShapeFunctions.concat(-1, first.times(cos).minus(second.times(sin)),
                second.times(cos).plus(first.times(sin)));
    }

    /** {@code t·rate} for each position t and each rate. */
    private static Tensor angles(ModelBuilder model, Dim length, double[] rates, DType dtype) {
        Tensor rate = model.constant(Literal.of(new TensorType(dtype, Shape.of(rates.length)), rates));
        TensorType table = new TensorType(dtype, Shape.of(length, Dim.of(rates.length)));
        return PatternFunctions.iota(model, table, 0).times(rate);
    }

    private static int width(String function, Tensor x) {
        return Check.extent(function, x, x.rank() - 1);
    }
}
