package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import java.util.function.UnaryOperator;

/** {@link Equations} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface EquationMethods permits Tensor {

    /** {@link Equations#fixedPoint(Tensor, UnaryOperator, double, Dim)}. */
    default Tensor fixedPoint(UnaryOperator<Tensor> f, double tolerance, Dim atMost) {
        return Equations.fixedPoint((Tensor) this, f, tolerance, atMost);
    }

    /** {@link Equations#root(Tensor, UnaryOperator, double, Dim)}. */
    default Tensor root(UnaryOperator<Tensor> f, double tolerance, Dim atMost) {
        return Equations.root((Tensor) this, f, tolerance, atMost);
    }
}
