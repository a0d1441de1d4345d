package io.tapeless.frontend;

import java.util.List;

/** {@link Derivatives} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface DerivativeMethods permits Tensor {

    /** {@link Derivatives#grad(Tensor, Tensor, Tensor...)}. */
    default Tensor grad(Tensor x, Tensor... constants) {
        return Derivatives.grad((Tensor) this, x, constants);
    }

    /** {@link Derivatives#grad(Tensor, List, Tensor...)}. */
    default List<Tensor> grad(List<Tensor> xs, Tensor... constants) {
        return Derivatives.grad((Tensor) this, xs, constants);
    }

    /** {@link Derivatives#grad(Tensor, List, String, Tensor...)}. */
    default List<Tensor> grad(List<Tensor> xs, String disconnected, Tensor... constants) {
        return Derivatives.grad((Tensor) this, xs, disconnected, constants);
    }

    /** {@link Derivatives#jvp(Tensor, Tensor, Tensor)}. */
    default Tensor jvp(Tensor x, Tensor v) {
        return Derivatives.jvp((Tensor) this, x, v);
    }

    /** {@link Derivatives#vjp(Tensor, Tensor, Tensor)}. */
    default Tensor vjp(Tensor x, Tensor v) {
        return Derivatives.vjp((Tensor) this, x, v);
    }

    /** {@link Derivatives#jacobian(Tensor, Tensor)}. */
    default Tensor jacobian(Tensor x) {
        return Derivatives.jacobian((Tensor) this, x);
    }

    /** {@link Derivatives#hessian(Tensor, Tensor)}. */
    default Tensor hessian(Tensor x) {
        return Derivatives.hessian((Tensor) this, x);
    }

    /** {@link Derivatives#hvp(Tensor, Tensor, Tensor)}. */
    default Tensor hvp(Tensor x, Tensor v) {
        return Derivatives.hvp((Tensor) this, x, v);
    }

    /** {@link Derivatives#stopGradient(Tensor)}. */
    default Tensor stopGradient() {
        return Derivatives.stopGradient((Tensor) this);
    }
}
