package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forward mode, one row an operation: the tangent ẏ of {@code y} from the tangents ȧ, ḃ, … of its
 * operands, {@code ẏ = Σ ∂y/∂operand · tangent}. No tangent means zero. Elementwise functions have
 * their own page, {@link ScalarPartials}.
 */
final class JvpRules implements Op.Visitor<Optional<Node>> {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node y;
    private final List<Optional<Node>> tangents;

    JvpRules(Calculus calculus, Node y, List<Optional<Node>> tangents) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.y = y;
        this.tangents = tangents;
    }

    private Node operand(int index) {
        return y.operand(index);
    }

    private Optional<Node> tangent(int index) {
        return tangents.get(index);
    }

    private Node tangentOrZeros(int index) {
        return tangent(index).orElseGet(() -> x.zeros(operand(index)));
    }

    private Optional<Node> sum(Optional<Node> a, Optional<Node> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(x.add(a.get(), b.get())) : a.or(() -> b);
    }

    /** Operations that move elements, or add them up, do the same to the tangents. */
    private Optional<Node> moved(Op op) {
        return tangent(0).map(t -> builder.add(op, t));
    }

    @Override
    public Optional<Node> input(Leaf.Input op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> variable(Leaf.Variable op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> constant(Leaf.Constant op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> iota(Leaf.Iota op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> random(Leaf.Random op) {
        return Optional.empty();
    }

    // y = f(a, b, …): ∂f/∂a·ȧ + ∂f/∂b·ḃ + …
    @Override
    public Optional<Node> map(Elementwise.Map op) {
        List<LinearMap> partials = calculus.partials().of(op.function(), y);
        Optional<Node> total = Optional.empty();
        for (int i = 0; i < partials.size(); i++) {
            LinearMap partial = partials.get(i);
            if (partial != LinearMap.ZERO && partial != LinearMap.NONE) {
                total = sum(total, tangent(i).map(partial::apply));
            }
        }
        return total;
    }

    // y = ψ⁽ⁿ⁾(a): ψ⁽ⁿ⁺¹⁾(a)·ȧ
    @Override
    public Optional<Node> polygamma(Elementwise.Polygamma op) {
        return tangent(0).map(calculus.partials().ofPolygamma(op, operand(0))::apply);
    }

    // y = (to) a: (to) ȧ
    @Override
    public Optional<Node> cast(Elementwise.Cast op) {
        return moved(op);
    }

    @Override
    public Optional<Node> stopGradient(Elementwise.StopGradient op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> reduce(Reduction.Reduce op) {
        Node a = operand(0);
        return tangent(0).map(t -> switch (op.kind()) {
            // y = Σ a: Σ ȧ
            case SUM -> x.sum(t, op.axes());
            // y = Π a: Σ ȧ · product of the others
            case PROD -> x.sum(calculus.masks().times(t, calculus.products().allButOne(a, op.axes())), op.axes());
            // y = max a: the mean of ȧ over all that are the largest
            case MAX, MIN -> {
                Node chosen = calculus.extremes(y);
                Node count = x.sum(x.where(chosen, x.constant(a, 1)), op.axes());
                yield x.div(x.sum(x.where(chosen, t), op.axes()), count);
            }
        });
    }

    @Override
    public Optional<Node> argReduce(Reduction.ArgReduce op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> reshape(Movement.Reshape op) {
        return moved(op);
    }

    @Override
    public Optional<Node> transpose(Movement.Transpose op) {
        return moved(op);
    }

    @Override
    public Optional<Node> broadcast(Movement.Broadcast op) {
        return moved(op);
    }

    @Override
    public Optional<Node> slice(Movement.Slice op) {
        return moved(op);
    }

    // y = pad(a, v): pad(ȧ, 0) + v̇ where the padding lies
    @Override
    public Optional<Node> pad(Movement.Pad op) {
        return sum(tangent(0).map(t -> builder.add(op, t, calculus.zero(t))),
                tangent(1).map(t -> x.where(x.not(calculus.unpadded(y)), x.spread(t, y))));
    }

    // y = concat(a, b, …): concat(ȧ, ḃ, …)
    @Override
    public Optional<Node> concat(Movement.Concat op) {
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < tangents.size(); i++) {
            parts.add(tangentOrZeros(i));
        }
        return Optional.of(builder.add(op, parts));
    }

    @Override
    public Optional<Node> reverse(Movement.Reverse op) {
        return moved(op);
    }

    @Override
    public Optional<Node> unfold(Movement.Unfold op) {
        return moved(op);
    }

    @Override
    public Optional<Node> fold(Movement.Fold op) {
        return moved(op);
    }

    // y = A·B: Ȧ·B + A·Ḃ
    @Override
    public Optional<Node> matMul(Contraction.MatMul op) {
        return sum(tangent(0).map(t -> builder.add(op, t, operand(1))),
                tangent(1).map(t -> builder.add(op, operand(0), t)));
    }

    @Override
    public Optional<Node> decomposition(Decomposition op) {
        return op.choose(new DecompositionTangents(x, y, tangents));
    }

    // y = gather(a, i): gather(ȧ, i)
    @Override
    public Optional<Node> gather(Indexing.Gather op) {
        return tangent(0).map(t -> builder.add(op, t, operand(1)));
    }

    // y = scatterAdd(a, i, u): scatterAdd(ȧ, i, u̇)
    @Override
    public Optional<Node> scatterAdd(Indexing.ScatterAdd op) {
        return tangent(2).isEmpty() ? tangent(0)
                : Optional.of(builder.add(op, tangentOrZeros(0), operand(1), tangentOrZeros(2)));
    }

    @Override
    public Optional<Node> argSort(Indexing.ArgSort op) {
        return Optional.empty();
    }

    @Override
    public Optional<Node> scan(Control.Scan op) {
        return new ControlTangents(calculus, y, tangents).ofScan(op);
    }

    @Override
    public Optional<Node> cond(Control.Cond op) {
        return new ControlTangents(calculus, y, tangents).ofCond(op);
    }

    @Override
    public Optional<Node> ownDerivative(OwnDerivative op) {
        return op instanceof OwnDerivative.Custom custom ? new GivenDerivatives(calculus, y).tangent(custom, tangents)
                : new ImplicitDerivatives(calculus, y).tangent(tangents);
    }
}
