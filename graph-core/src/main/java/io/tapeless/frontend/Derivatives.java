package io.tapeless.frontend;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Derivatives as tensors like any other: they can be returned, combined and differentiated again. Every
 * function throws {@link io.tapeless.ir.IrException} if a tensor is not of floats, shapes do not fit, or
 * y does not depend on x, naming where the path ends.
 */
public final class Derivatives {
    private Derivatives() {}

    /** The gradient of a scalar y with respect to x, of x's type; no derivative passes constants. */
    public static Tensor grad(Tensor y, Tensor x, Tensor... constants) {
        return grad(y, List.of(x), constants).get(0);
    }

    /** The gradients of a scalar y with respect to each x, in order; no derivative passes constants. */
    public static List<Tensor> grad(Tensor y, List<Tensor> xs, Tensor... constants) {
        return grad(y, xs, "raise", constants);
    }

    /**
     * As above. Where y does not depend on x, {@code disconnected} says what its gradient is: {@code "raise"}, an
     * error; {@code "zero"}, zeros; {@code "ignore"}, left out of the list.
     */
    public static List<Tensor> grad(Tensor y, List<Tensor> xs, String disconnected, Tensor... constants) {
        return ordered(y.owner(), xs, differentiator(y.owner()).gradients(y.node(), Check.nodes("grad", y.owner(), xs),
                options("grad", y.owner(), disconnected, constants)));
    }

    /** Forward mode: {@code ∂y/∂x·v}, of y's type, for a v of x's type. */
    public static Tensor jvp(Tensor y, Tensor x, Tensor v) {
        return derive(y, d -> d.jvp(y.node(), x.node(), v.node()));
    }

    /** Forward mode from several xs to several ys: {@code Σᵢ ∂y/∂xᵢ·vᵢ} for each y, with vᵢ of the type of xᵢ. */
    public static List<Tensor> jvp(List<Tensor> ys, List<Tensor> xs, List<Tensor> vs) {
        ModelBuilder model = owner("jvp", ys, xs);
        List<Node> tangents = differentiator(model).jvp(Check.nodes("jvp", model, ys),
                Check.nodes("jvp", model, xs), Check.nodes("jvp", model, vs));
        return tangents.stream().map(node -> new Tensor(model, node)).toList();
    }

    /** Reverse mode: {@code vᵀ·∂y/∂x}, of x's type, for a v of y's type. */
    public static Tensor vjp(Tensor y, Tensor x, Tensor v) {
        return derive(y, d -> d.vjp(y.node(), x.node(), v.node()));
    }

    /**
     * Reverse mode from several ys, whose adjoints are known, to several xs: {@code Σᵢ vᵢᵀ·∂yᵢ/∂x} for each x, with
     * vᵢ of the type of yᵢ.
     */
    public static List<Tensor> vjp(List<Tensor> ys, List<Tensor> xs, List<Tensor> vs) {
        return vjp(ys, xs, vs, "raise");
    }

    /** As above, with constants and disconnected xs as in {@code grad}; x is connected if it leads to one y. */
    public static List<Tensor> vjp(List<Tensor> ys, List<Tensor> xs, List<Tensor> vs, String disconnected,
            Tensor... constants) {
        ModelBuilder model = owner("vjp", ys, xs);
        return ordered(model, xs, differentiator(model).vjp(Check.nodes("vjp", model, ys),
                Check.nodes("vjp", model, vs), Check.nodes("vjp", model, xs),
                options("vjp", model, disconnected, constants)));
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
        return new Tensor(y.owner(), derivative.apply(differentiator(y.owner())));
    }

    private static Differentiator differentiator(ModelBuilder model) {
        model.graph().setOrigin(model.origin());
        return new Differentiator(model.graph());
    }

    private static ModelBuilder owner(String function, List<Tensor> ys, List<Tensor> xs) {
        if (ys.isEmpty() || xs.isEmpty()) {
            throw new IrException(function + ": expected results and what to differentiate with respect to");
        }
        return ys.get(0).owner();
    }

    private static GradientOptions options(String function, ModelBuilder model, String disconnected,
            Tensor... constants) {
        for (Disconnected choice : Disconnected.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(disconnected)) {
                return new GradientOptions(Set.copyOf(Check.nodes(function, model, List.of(constants))), choice);
            }
        }
        throw model.error(function + ": expected raise, zero or ignore for what is disconnected, found "
                + disconnected);
    }

    private static List<Tensor> ordered(ModelBuilder model, List<Tensor> xs, Map<Node, Node> gradients) {
        return xs.stream().map(x -> gradients.get(x.node())).filter(Objects::nonNull)
                .map(node -> new Tensor(model, node)).toList();
    }
}
