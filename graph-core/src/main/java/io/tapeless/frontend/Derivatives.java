package io.tapeless.frontend;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Derivatives as tensors like any other: they can be returned, combined and differentiated again. Every
 * function throws {@link io.tapeless.ir.IrException} if a tensor is not of floats, shapes do not fit, or
 * y does not depend on x, naming where the path ends.
 */
public final class Derivatives {
    private Derivatives() {}

    /** The gradient of a scalar y with respect to x, of x's type. */
    public static Tensor grad(Tensor y, Tensor x) {
        return derive(y, d -> d.gradient(y.node(), x.node()));
    }

    /** The gradients of a scalar y with respect to each x, in order. */
    public static List<Tensor> grad(Tensor y, List<Tensor> xs) {
        Map<Node, Node> gradients = differentiator(y).gradients(y.node(), xs.stream().map(Tensor::node).toList());
        return xs.stream().map(x -> new Tensor(y.owner(), gradients.get(x.node()))).toList();
    }

    /** Forward mode: {@code ∂y/∂x·v}, of y's type, for a v of x's type. */
    public static Tensor jvp(Tensor y, Tensor x, Tensor v) {
        return derive(y, d -> d.jvp(y.node(), x.node(), v.node()));
    }

    /** Reverse mode: {@code vᵀ·∂y/∂x}, of x's type, for a v of y's type. */
    public static Tensor vjp(Tensor y, Tensor x, Tensor v) {
        return derive(y, d -> d.vjp(y.node(), x.node(), v.node()));
    }

    /** All partial derivatives {@code J[i…, j…] = ∂y[i…]/∂x[j…]}: y's shape, then x's. */
    public static Tensor jacobian(Tensor y, Tensor x) {
        return derive(y, d -> d.jacobian(y.node(), x.node()));
    }

    /** The second derivatives of a scalar y: x's shape twice. */
    public static Tensor hessian(Tensor y, Tensor x) {
        return derive(y, d -> d.hessian(y.node(), x.node()));
    }

    /** The Hessian of a scalar y times v, of x's type. */
    public static Tensor hvp(Tensor y, Tensor x, Tensor v) {
        return derive(y, d -> d.hvp(y.node(), x.node(), v.node()));
    }

    /** x, through which no derivative passes. */
    public static Tensor stopGradient(Tensor x) {
        return x.owner().apply(new Elementwise.StopGradient(), x);
    }

    private static Tensor derive(Tensor y, Function<Differentiator, Node> derivative) {
        return new Tensor(y.owner(), derivative.apply(differentiator(y)));
    }

    private static Differentiator differentiator(Tensor y) {
        ModelBuilder model = y.owner();
        model.graph().setOrigin(model.origin());
        return new Differentiator(model.graph());
    }
}
