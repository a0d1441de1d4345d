package io.tapeless.frontend;

import io.tapeless.ir.ScalarOp;

/** Elementwise nonlinearities of neural networks. Operands are floats. */
public final class Activations {
    private Activations() {}

    /** {@code max(x, 0)}, with derivative 0 at 0. */
    public static Tensor relu(Tensor x) {
        return MathFunctions.floats("relu", ScalarOp.RELU, x);
    }
}
