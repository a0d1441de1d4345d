package io.tapeless.frontend;

/** {@link AttentionFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface AttentionMethods permits Tensor {

    /** {@link AttentionFunctions#attention(Tensor, Tensor, Tensor)}. */
    default Tensor attention(Tensor k, Tensor v) {
        return AttentionFunctions.attention((Tensor) this, k, v);
    }

    /** {@link AttentionFunctions#attention(Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor attention(Tensor k, Tensor v, Tensor mask) {
        return AttentionFunctions.attention((Tensor) this, k, v, mask);
    }

    /** {@link AttentionFunctions#multiHeadAttention(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, int)}. */
    default Tensor multiHeadAttention(Tensor k, Tensor v, Tensor wq, Tensor wk, Tensor wv, Tensor wo, int heads) {
        return AttentionFunctions.multiHeadAttention((Tensor) this, k, v, wq, wk, wv, wo, heads);
    }

    /**
     * {@link AttentionFunctions#multiHeadAttention(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, int,
     * Tensor)}.
     */
    default Tensor multiHeadAttention(Tensor k, Tensor v, Tensor wq, Tensor wk, Tensor wv, Tensor wo, int heads,
            Tensor mask) {
        return AttentionFunctions.multiHeadAttention((Tensor) this, k, v, wq, wk, wv, wo, heads, mask);
    }

    /** {@link AttentionFunctions#positionalEncoding(Tensor)}. */
    default Tensor positionalEncoding() {
        return AttentionFunctions.positionalEncoding((Tensor) this);
    }

    /** {@link AttentionFunctions#rotaryEmbedding(Tensor)}. */
    default Tensor rotaryEmbedding() {
        return AttentionFunctions.rotaryEmbedding((Tensor) this);
    }
}
