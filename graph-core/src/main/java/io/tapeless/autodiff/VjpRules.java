package io.tapeless.autodiff;

import static io.tapeless.autodiff.LinearMap.NONE;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Reverse mode, one row an operation: for each operand of {@code y} the map from the adjoint g of y to
 * the operand's adjoint, {@code g ↦ gᵀ·∂y/∂operand}. Elementwise functions have their own page,
 * {@link ScalarPartials}.
 */
final class VjpRules implements Op.Visitor<List<LinearMap>> {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node y;

    VjpRules(Calculus calculus, Node y) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.y = y;
    }

    private Node operand(int index) {
        return y.operand(index);
    }

    @Override
    public List<LinearMap> input(Leaf.Input op) {
        return List.of();
    }

    @Override
    public List<LinearMap> variable(Leaf.Variable op) {
        return List.of();
    }

    @Override
    public List<LinearMap> constant(Leaf.Constant op) {
        return List.of();
    }

    @Override
    public List<LinearMap> iota(Leaf.Iota op) {
        return List.of();
    }

    @Override
    public List<LinearMap> random(Leaf.Random op) {
        return List.of(NONE);
    }

    @Override
    public List<LinearMap> map(Elementwise.Map op) {
        return calculus.partials().of(op.function(), y);
    }

    // y = ψ⁽ⁿ⁾(a): g·ψ⁽ⁿ⁺¹⁾(a)
    @Override
    public List<LinearMap> polygamma(Elementwise.Polygamma op) {
        return List.of(calculus.partials().ofPolygamma(op, operand(0)));
    }

    // y = (to) a: (from) g
    @Override
    public List<LinearMap> cast(Elementwise.Cast op) {
        return List.of(g -> x.cast(g, operand(0).dtype()));
    }

    @Override
    public List<LinearMap> stopGradient(Elementwise.StopGradient op) {
        return List.of(NONE);
    }

    @Override
    public List<LinearMap> reduce(Reduction.Reduce op) {
        Node a = operand(0);
        return List.of(switch (op.kind()) {
            // y = Σ a: g repeated
            case SUM -> g -> repeated(g, op);
            // y = Π a: g · product of the others
            case PROD -> g -> calculus.masks().times(repeated(g, op), calculus.products().allButOne(a, op.axes()));
            // y = max a: g, shared by all that are the largest
            case MAX, MIN -> g -> {
                Node chosen = calculus.extremes(y);
                Node count = x.sum(x.where(chosen, x.constant(a, 1)), op.axes());
                return x.where(chosen, repeated(x.div(g, count), op));
            };
        });
    }

    private Node repeated(Node g, Reduction.Reduce op) {
        return x.broadcast(g, operand(0).shape(), op.axes());
    }

    @Override
    public List<LinearMap> argReduce(Reduction.ArgReduce op) {
        return List.of(NONE);
    }

    // y = reshape(a): g in a's shape
    @Override
    public List<LinearMap> reshape(Movement.Reshape op) {
        return List.of(g -> x.reshape(g, operand(0).shape()));
    }

    // y = transpose(a, p): transpose(g, p⁻¹)
    @Override
    public List<LinearMap> transpose(Movement.Transpose op) {
        return List.of(g -> builder.add(op.inverse(), g));
    }

    // y = broadcast(a): Σ g over the new axes
    @Override
    public List<LinearMap> broadcast(Movement.Broadcast op) {
        return List.of(g -> x.sum(g, op.axes()));
    }

    // y = slice(a): g at its places, zeros around and between
    @Override
    public List<LinearMap> slice(Movement.Slice op) {
        List<Dim> high = new ArrayList<>();
        List<Integer> interior = new ArrayList<>();
        for (int axis = 0; axis < op.sizes().size(); axis++) {
            int step = op.steps().get(axis);
            Dim span = op.sizes().get(axis).minus(1).times(step).plus(1);
            high.add(operand(0).shape().dim(axis).minus(op.starts().get(axis)).minus(span));
            interior.add(step - 1);
        }
        return List.of(g -> builder.add(new Movement.Pad(op.starts(), high, interior), g, calculus.zero(g)));
    }

    // y = pad(a, v): g where a lies; Σ g where v does
    @Override
    public List<LinearMap> pad(Movement.Pad op) {
        List<Integer> steps = op.interior().stream().map(i -> i + 1).toList();
        return List.of(
                g -> builder.add(new Movement.Slice(op.low(), operand(0).shape().dims(), steps), g),
                g -> x.sum(x.where(x.not(calculus.unpadded(y)), g)));
    }

    // y = concat(a, b, …): the slice of g that came from each
    @Override
    public List<LinearMap> concat(Movement.Concat op) {
        List<LinearMap> maps = new ArrayList<>();
        Dim offset = Dim.ZERO;
        for (Node part : y.operands()) {
            Dim start = offset;
            Dim size = part.shape().dim(op.axis());
            maps.add(g -> x.slice(g, op.axis(), start, size));
            offset = offset.plus(size);
        }
        return maps;
    }

    // y = reverse(a): reverse(g)
    @Override
    public List<LinearMap> reverse(Movement.Reverse op) {
        return List.of(g -> builder.add(op, g));
    }

    // y = unfold(a): fold(g)
    @Override
    public List<LinearMap> unfold(Movement.Unfold op) {
        return List.of(g -> builder.add(new Movement.Fold(op.windows(), cut(operand(0), op.windows())), g));
    }

    // y = fold(a): unfold(g)
    @Override
    public List<LinearMap> fold(Movement.Fold op) {
        return List.of(g -> builder.add(new Movement.Unfold(op.windows(), cut(operand(0), op.windows())), g));
    }

    /** The extents of the axes that windows cut. */
    private static List<Dim> cut(Node a, List<Window> windows) {
        return windows.stream().map(w -> a.shape().dim(w.axis())).toList();
    }

    // y = A·B: g·Bᵀ, Aᵀ·g; of a transposed operand the transpose of that
    @Override
    public List<LinearMap> matMul(Contraction.MatMul op) {
        Node a = operand(0);
        Node b = operand(1);
        boolean ta = op.transposeA();
        boolean tb = op.transposeB();
        return List.of(
                g -> ta ? x.matMul(b, g, tb, true) : x.matMul(g, b, false, !tb),
                g -> tb ? x.matMul(g, a, true, ta) : x.matMul(a, g, !ta, false));
    }

    @Override
    public List<LinearMap> decomposition(Decomposition op) {
        return op.choose(new DecompositionPullbacks(x, y));
    }

    // y = gather(a, i): scatterAdd(0, i, g)
    @Override
    public List<LinearMap> gather(Indexing.Gather op) {
        return List.of(
                g -> builder.add(new Indexing.ScatterAdd(op.axis()), x.zeros(operand(0)), operand(1), g),
                NONE);
    }

    // y = scatterAdd(a, i, u): g, gather(g, i)
    @Override
    public List<LinearMap> scatterAdd(Indexing.ScatterAdd op) {
        return List.of(
                g -> g,
                NONE,
                g -> builder.add(new Indexing.Gather(op.axis()), g, operand(1)));
    }

    @Override
    public List<LinearMap> argSort(Indexing.ArgSort op) {
        return List.of(NONE);
    }

    @Override
    public List<LinearMap> scan(Control.Scan op) {
        return calculus.dependence().maps(y);
    }

    @Override
    public List<LinearMap> cond(Control.Cond op) {
        return calculus.dependence().maps(y);
    }

    @Override
    public List<LinearMap> ownDerivative(OwnDerivative op) {
        return op instanceof OwnDerivative.Custom custom ? new GivenDerivatives(calculus, y).pullbacks(custom)
                : new ImplicitDerivatives(calculus, y).pullbacks();
    }
}
