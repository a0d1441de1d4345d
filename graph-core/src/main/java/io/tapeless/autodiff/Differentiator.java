package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.rewrite.StableForm;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Appends derivatives to a graph that is being built, as nodes like any other: they can be named,
 * returned, and differentiated again, to any order. Nothing is evaluated. Every node made records the
 * forward node and the rule it came from.
 *
 * <p>What is differentiated is the {@linkplain StableForm stable form} of y, so that a derivative is finite where that of
 * y is, whatever y is written as.
 *
 * <p>Every method throws {@link IrException} if a type does not fit, as only floats are differentiated,
 * and, unless said otherwise, if no derivative leads from x to y; the message names both and where the
 * path stops. A derivative that exists and is zero, as that of {@code floor}, is zeros.
 */
public final class Differentiator {
    private static final BiConsumer<Node, Node> UNNAMED = (node, adjoint) -> {};

    private final GraphBuilder builder;
    private final Calculus calculus;
    private final Arithmetic arithmetic;

    public Differentiator(GraphBuilder builder) {
        this.builder = builder;
        this.calculus = new Calculus(builder);
        this.arithmetic = calculus.arithmetic();
    }

    /**
     * Reverse mode: the gradient of a scalar with respect to any nodes, each of its node's type. A node
     * that is computed from others is taken as its value. The adjoint of a node named {@code x} is named
     * {@code x_adj}.
     *
     * @throws IrException also if y is not a scalar
     */
    public Map<Node, Node> gradients(Node y, List<Node> wrt, GradientOptions options) {
        requireFloat(y);
        return adjoints(List.of(y), List.of(one(y)), wrt, options, new Names(builder)::nameAdjoint);
    }

    /** As {@link #gradients(Node, List, GradientOptions)} with {@link GradientOptions#DEFAULT}. */
    public Map<Node, Node> gradients(Node y, List<Node> wrt) {
        return gradients(y, wrt, GradientOptions.DEFAULT);
    }

    /** The gradient of a scalar with respect to one node. */
    public Node gradient(Node y, Node x) {
        return gradients(y, List.of(x)).get(x);
    }

    /** Reverse mode: {@code vᵀ·∂y/∂x}, of x's type, for a v of y's type. */
    public Node vjp(Node y, Node x, Node v) {
        return vjp(List.of(y), List.of(v), List.of(x), GradientOptions.DEFAULT).get(x);
    }

    /**
     * Reverse mode with known adjoints v of several results y: {@code Σᵢ vᵢᵀ·∂yᵢ/∂x}, of x's type, for each x.
     * An x that leads to one of the results is connected.
     *
     * @throws IrException also if there are not as many adjoints as results
     */
    public Map<Node, Node> vjp(List<Node> ys, List<Node> vs, List<Node> wrt, GradientOptions options) {
        return adjoints(ys, vs, wrt, options, new Names(builder)::nameAdjoint);
    }

    /** Forward mode: {@code ∂y/∂x·v}, of y's type, for a v of x's type. */
    public Node jvp(Node y, Node x, Node v) {
        return tangents(List.of(y), List.of(x), List.of(v), Disconnected.RAISE).get(0);
    }

    /**
     * Forward mode with known tangents v of several x: {@code Σᵢ ∂y/∂xᵢ·vᵢ}, of y's type, for each y.
     *
     * @throws IrException also if there are not as many tangents as x
     */
    public List<Node> jvp(List<Node> ys, List<Node> xs, List<Node> vs) {
        return jvp(ys, xs, vs, Disconnected.RAISE);
    }

    /**
     * As {@link #jvp(List, List, List)}.
     *
     * @param disconnected what the derivative of a y is to which none leads from any x: an error, or zeros
     */
    public List<Node> jvp(List<Node> ys, List<Node> xs, List<Node> vs, Disconnected disconnected) {
        return tangents(ys, xs, vs, disconnected);
    }

    /**
     * All partial derivatives {@code J[i…, j…] = ∂y[i…]/∂x[j…]}, of shape y's ++ x's: one sweep with all
     * unit vectors at once, backward, or forward if x is known to be no larger than y.
     */
    public Node jacobian(Node y, Node x) {
        return jacobian(y, x, Disconnected.RAISE);
    }

    /** The second derivatives of a scalar, of shape x's ++ x's; zeros if y is linear in x. */
    public Node hessian(Node y, Node x) {
        return jacobian(gradient(y, x), x, Disconnected.ZERO);
    }

    /** The Hessian of a scalar times a v of x's type, forward over reverse; zeros if y is linear in x. */
    public Node hvp(Node y, Node x, Node v) {
        return tangent(gradient(y, x), x, v);
    }

    private Map<Node, Node> adjoints(List<Node> ys, List<Node> vs, List<Node> wrt, GradientOptions options,
            BiConsumer<Node, Node> observer) {
        ys.forEach(this::requireFloat);
        wrt.forEach(this::requireFloat);
        requireTypes("an adjoint", vs, ys);
        Set<Node> given = new LinkedHashSet<>(wrt);
        given.addAll(options.constants());
        StableForm form = new StableForm(builder, ys, given);
        List<Node> forms = ys.stream().map(form::of).toList();
        ReverseSweep sweep = new ReverseSweep(calculus, new Paths(calculus, forms, wrt, options.constants()));
        for (int i = 0; i < ys.size(); i++) {
            sweep.seed(forms.get(i), vs.get(i));
        }
        Map<Node, Node> reached = sweep.adjoints(Set.copyOf(wrt),
                (node, adjoint) -> observer.accept(form.original(node), adjoint));
        Map<Node, Node> gradients = new LinkedHashMap<>();
        for (Node x : wrt) {
            Optional.ofNullable(reached.get(x))
                    .or(() -> withoutPath(new Paths(calculus, ys, wrt, options.constants()), x, x,
                            options.disconnected()))
                    .ifPresent(gradient -> gradients.put(x, gradient));
        }
        return gradients;
    }

    private Node one(Node y) {
        if (y.type().rank() > 0) {
            throw error("a gradient is of a scalar, found " + new Names(builder).describe(y)
                    + "; sum it, or take a vjp");
        }
        return builder.with(y.origin().derivedFrom(y, "seed"), () -> arithmetic.constant(y, 1));
    }

    private Node tangent(Node y, Node x, Node v) {
        return tangents(List.of(y), List.of(x), List.of(v), Disconnected.ZERO).get(0);
    }

    private List<Node> tangents(List<Node> ys, List<Node> xs, List<Node> vs, Disconnected disconnected) {
        ys.forEach(this::requireFloat);
        xs.forEach(this::requireFloat);
        requireTypes("a tangent", vs, xs);
        StableForm form = new StableForm(builder, ys, xs);
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int i = 0; i < xs.size(); i++) {
            seeds.merge(xs.get(i), vs.get(i), arithmetic::add);
        }
        List<Node> forms = ys.stream().map(form::of).toList();
        Map<Node, Node> found =
                new ForwardSweep(calculus, new Paths(calculus, forms, xs, Set.of())).tangents(seeds);
        return ys.stream().map(y -> Optional.ofNullable(found.get(form.of(y)))
                .or(() -> withoutPath(new Paths(calculus, List.of(y), xs, Set.of()), xs.get(0), y, disconnected))
                .orElseThrow()).toList();
    }

    private Node jacobian(Node y, Node x, Disconnected disconnected) {
        GradientOptions options = GradientOptions.DEFAULT.withDisconnected(disconnected);
        if (y.type().rank() == 0) {
            return adjoints(List.of(y), List.of(one(y)), List.of(x), options, UNNAMED).get(x);
        }
        return Jacobian.isForwardCheaper(y, x)
                ? Jacobian.forward(builder, y, x,
                        v -> tangents(List.of(y), List.of(x), List.of(v), disconnected).get(0))
                : Jacobian.reverse(builder, y, x,
                        v -> adjoints(List.of(y), List.of(v), List.of(x), options, UNNAMED).get(x));
    }

    /** What the derivative is, of a type like another node's, if none reaches y from x. */
    private Optional<Node> withoutPath(Paths paths, Node x, Node like, Disconnected disconnected) {
        if (disconnected == Disconnected.ZERO || paths.isZero(x)) {
            return Optional.of(builder.with(x.origin().derivedFrom(x, "zero"), () -> arithmetic.zeros(like)));
        }
        if (disconnected == Disconnected.RAISE) {
            throw error(paths.whyDisconnected(x, new Names(builder)));
        }
        return Optional.empty();
    }

    private void requireFloat(Node node) {
        if (!node.dtype().isFloat()) {
            throw error("only f32 and f64 are differentiated, found " + new Names(builder).describe(node));
        }
    }

    private void requireTypes(String what, List<Node> nodes, List<Node> likes) {
        if (nodes.size() != likes.size()) {
            throw error("expected " + what + " for each of " + likes.size() + " nodes, found " + nodes.size());
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (!nodes.get(i).type().equals(likes.get(i).type())) {
                throw error("expected " + what + " of type " + likes.get(i).type() + ", found " + nodes.get(i));
            }
        }
    }

    /** An error where the derivative is asked for. */
    private IrException error(String message) {
        return new IrException(message, builder.origin().site());
    }
}
