package io.tapeless.frontend;

import io.tapeless.ir.CustomDerivativeBuilder;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Values whose derivative is not that of what computed them. A rule is called once, on symbolic tensors; it may
 * use any tensor around it, is itself differentiated for derivatives of higher order, and where it uses y, means
 * the result, whose derivative is this rule again. Every function throws {@link io.tapeless.ir.IrException} if a
 * tensor is not of floats.
 */
public final class GradientRules {
    private GradientRules() {}

    /**
     * y, with derivatives given: {@code vjp(g)} gives for the adjoint g of y the adjoint of x. A derivative
     * reaches y through x alone. Forward mode transposes the rule, which must then be linear in g.
     */
    public static Tensor customGradient(Tensor y, Tensor x, UnaryOperator<Tensor> vjp) {
        return customGradient(y, List.of(x), g -> List.of(vjp.apply(g)));
    }

    /** As above; forward mode takes {@code jvp(v)}, the tangent of y for the tangent v of x. */
    public static Tensor customGradient(Tensor y, Tensor x, UnaryOperator<Tensor> vjp, UnaryOperator<Tensor> jvp) {
        return customGradient(y, List.of(x), g -> List.of(vjp.apply(g)), vs -> jvp.apply(vs.get(0)));
    }

    /** As above with several xs: {@code vjp(g)} gives the adjoint of each, in order. */
    public static Tensor customGradient(Tensor y, List<Tensor> xs, Function<Tensor, List<Tensor>> vjp) {
        return custom(y, xs, vjp, Optional.empty());
    }

    /** As above; forward mode takes {@code jvp(vs)}, the tangent of y for the tangents of all xs. */
    public static Tensor customGradient(Tensor y, List<Tensor> xs, Function<Tensor, List<Tensor>> vjp,
            Function<List<Tensor>, Tensor> jvp) {
        return custom(y, xs, vjp, Optional.of(jvp));
    }

    /**
     * Several ys of one dtype, with derivatives given: {@code vjp(gs)} gives for the adjoints of all ys the adjoint of
     * each x, in order. They are differentiated together, as one vector: a y that nothing uses has the adjoint 0. A y
     * in the rule is the value as it was computed, not the result.
     */
    public static List<Tensor> customGradient(List<Tensor> ys, List<Tensor> xs, UnaryOperator<List<Tensor>> vjp) {
        Packed packed = new Packed("customGradient", ys);
        return packed.unpack(customGradient(packed.pack("customGradient", ys), xs,
                g -> vjp.apply(packed.unpack(g))));
    }

    /** As above; forward mode takes {@code jvp(vs)}, the tangent of each y for the tangents of all xs. */
    public static List<Tensor> customGradient(List<Tensor> ys, List<Tensor> xs, UnaryOperator<List<Tensor>> vjp,
            UnaryOperator<List<Tensor>> jvp) {
        Packed packed = new Packed("customGradient", ys);
        return packed.unpack(customGradient(packed.pack("customGradient", ys), xs,
                g -> vjp.apply(packed.unpack(g)), vs -> packed.pack("customGradient", jvp.apply(vs))));
    }

    /** x, whose adjoint is clipped to [lo, hi], element by element. Forward mode takes x as it is. */
    public static Tensor clipGradient(Tensor x, double lo, double hi) {
        Check.that(lo <= hi, "clipGradient", "expected bounds in order, found " + lo + " and " + hi, x);
        return customGradient(x, x, g -> g.clip(lo, hi), v -> v);
    }

    /** x, whose adjoint g becomes {@code g·min(1, max/‖g‖₂)}, over all elements. Forward mode takes x as it is. */
    public static Tensor clipGradientByNorm(Tensor x, double max) {
        Check.that(max > 0, "clipGradientByNorm", "expected a positive norm, found " + max, x);
        return customGradient(x, x, g -> g.times(MathFunctions.max(g.norm(2), g.owner().constant(g.dtype(), max))
                .reciprocal().times(max)), v -> v);
    }

    /** x, whose derivative is scaled. */
    public static Tensor scaleGradient(Tensor x, double scale) {
        return scaleGradient(x, x.owner().constant(x.dtype(), scale));
    }

    /** x, whose derivative is scaled by a scalar. */
    public static Tensor scaleGradient(Tensor x, Tensor scale) {
        Check.floats("scaleGradient", x, scale);
        Check.rank(0, "scaleGradient", scale);
        return customGradient(x, x, g -> g.times(scale));
    }

    /** x, whose derivative has the other sign: what is trained behind it works against what stands before. */
    public static Tensor reverseGradient(Tensor x) {
        return scaleGradient(x, -1);
    }

    /** {@code scaleGradient(x, -scale)}. */
    public static Tensor reverseGradient(Tensor x, double scale) {
        return scaleGradient(x, -scale);
    }

    private static Tensor custom(Tensor y, List<Tensor> xs, Function<Tensor, List<Tensor>> vjp,
            Optional<Function<List<Tensor>, Tensor>> jvp) {
        ModelBuilder model = y.owner();
        Check.floats("customGradient", y);
        Check.that(!xs.isEmpty(), "customGradient", "expected a tensor to differentiate with respect to", y);
        List<Node> sources = Check.nodes("customGradient", model, xs);
        xs.forEach(x -> Check.that(x.dtype().isFloat(), "customGradient", "expected f32 or f64, found " + x.type(), y));
        requireAllNamed(y, sources);
        Origin origin = model.origin();
        model.graph().setOrigin(origin);
        CustomDerivativeBuilder rule = new CustomDerivativeBuilder(model.graph(), y.node(), sources);
        List<Node> adjoints = Check.nodes("customGradient", model, vjp.apply(new Tensor(model, rule.adjoint())));
        Check.that(adjoints.size() == xs.size(), "customGradient", "expected the adjoints of " + xs.size()
                + " tensors, found " + adjoints.size(), y);
        for (int i = 0; i < xs.size(); i++) {
            requireType("the adjoint of " + sources.get(i).type(), adjoints.get(i), sources.get(i), y);
        }
        List<Tensor> tangents = rule.tangents().stream().map(t -> new Tensor(model, t)).toList();
        Optional<Node> tangent = jvp.map(f -> Check.nodes("customGradient", model, List.of(f.apply(tangents))).get(0));
        tangent.ifPresent(t -> requireType("the tangent of the value", t, y.node(), y));
        model.graph().setOrigin(origin);
        return new Tensor(model, rule.finish(adjoints, tangent));
    }

    private static void requireType(String what, Node found, Node like, Tensor y) {
        Check.that(found.type().equals(like.type()), "customGradient", "expected " + what + " to be of its type, found "
                + found.type(), y);
    }

    /** Fails if a parameter would lose its gradient without anyone having said so. */
    private static void requireAllNamed(Tensor y, List<Node> sources) {
        Deque<Node> pending = new ArrayDeque<>(List.of(y.node()));
        Set<Node> seen = new HashSet<>(sources);
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (seen.contains(node) || !node.dtype().isFloat() || node.op() instanceof Elementwise.StopGradient) {
                continue;
            }
            seen.add(node);
            Check.that(!(node.op() instanceof Leaf.Variable variable && variable.trainable()), "customGradient",
                    "the value is computed from " + node + " too, which would get no gradient; differentiate with "
                            + "respect to it as well, or use stopGradient of it", y);
            pending.addAll(node.operands());
        }
    }
}
