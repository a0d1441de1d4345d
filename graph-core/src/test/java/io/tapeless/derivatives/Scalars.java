package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;
import java.util.function.UnaryOperator;

/** The other system lets axis 0 of a scalar be named, as if it were a vector of one element. */
final class Scalars {
    private Scalars() {}

    /** The function of a scalar as a vector of one, turned back into a scalar. */
    static Tensor asVectors(Tensor x, UnaryOperator<Tensor> function) {
        return x.rank() > 0 ? function.apply(x) : function.apply(x.reshape(1)).reshape(new int[0]);
    }

    /** A scalar as a vector of one; another tensor as it is. */
    static Tensor vector(Tensor x) {
        return x.rank() > 0 ? x : x.reshape(1);
    }
}
