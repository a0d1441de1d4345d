package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.EquationBuilder;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Both modes of the solution of an equation, {@link OwnDerivative.FixedPoint} or {@link OwnDerivative.Root}, by the
 * theorem on implicit functions: a linear equation at the solution, of which nothing tells how the solution was found.
 */
final class ImplicitDerivatives {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node y;
    private final Graph body;
    /** The solutions of adjoint equations, by their right side. */
    private final Map<Node, Node> solved = new HashMap<>();

    ImplicitDerivatives(Calculus calculus, Node y) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.y = y;
        this.body = ((OwnDerivative) y.op()).bodies().get(0);
    }

    /** For the captured operands, from the adjoint of the solution: {@code (∂f/∂c)ᵀ·λ}. */
    List<LinearMap> pullbacks() {
        BodyPullback pullback = calculus.pullback(body);
        List<LinearMap> maps = new ArrayList<>(List.of(LinearMap.NONE));
        for (int i = 1; i < y.operands().size(); i++) {
            String name = Control.CAPTURED + (i - 1);
            maps.add(pullback.reaches(name) ? g -> adjoints(pullback, solved(pullback, g)).get(name)
                    : pullback.isZero(name) ? LinearMap.ZERO : LinearMap.NONE);
        }
        return maps;
    }

    private Node solved(BodyPullback pullback, Node g) {
        Node known = solved.get(g);
        if (known == null) {
            known = y.op() instanceof OwnDerivative.FixedPoint point
                    ? iterated(g, point.atMost(),
                            u -> Optional.ofNullable(adjoints(pullback, u).get(OwnDerivative.VALUE)))
                    : x.neg(linearSolution(g, true));
            solved.put(g, known);
        }
        return known;
    }

    /** The adjoints of the body's inputs at this solution, by name. */
    private Map<String, Node> adjoints(BodyPullback pullback, Node adjoint) {
        Map<String, Node> inputs = inputs();
        inputs.put(OwnDerivative.ADJOINT, adjoint);
        Map<Node, Node> made = builder.inline(pullback.graph(), inputs, o -> o.derivedFrom(y, "implicit vjp"));
        Map<String, Node> adjoints = new HashMap<>();
        pullback.graph().outputs().forEach((name, node) -> adjoints.put(name, made.get(node)));
        return adjoints;
    }

    private Map<String, Node> inputs() {
        Map<String, Node> inputs = new HashMap<>(Map.of(OwnDerivative.VALUE, y));
        for (int i = 1; i < y.operands().size(); i++) {
            inputs.put(Control.CAPTURED + (i - 1), y.operand(i));
        }
        return inputs;
    }

    /** From the tangents of the operands: {@code ẋ = ∂f/∂x·ẋ + ∂f/∂c·ċ}, or {@code −(∂f/∂x)⁻¹·∂f/∂c·ċ}. */
    Optional<Node> tangent(List<Optional<Node>> tangents) {
        Node value = builder.inline(body, inputs()).get(body.output(Control.OUT + 0));
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int i = 1; i < y.operands().size(); i++) {
            Node operand = y.operand(i);
            tangents.get(i).ifPresent(t -> seeds.put(operand, t));
        }
        Optional<Node> moved = tangent(value, seeds);
        return moved.map(m -> y.op() instanceof OwnDerivative.FixedPoint point
                ? iterated(m, point.atMost(), u -> tangent(value, Map.of(y, u))) : x.neg(linearSolution(m, false)));
    }

    /** The tangent of f(y) if its operands alone move, whatever they are computed from. */
    private Optional<Node> tangent(Node value, Map<Node, Node> seeds) {
        Set<Node> leaves = new HashSet<>(y.operands());
        leaves.add(y);
        Paths paths = new Paths(calculus, List.of(value), seeds.keySet(), leaves);
        return Optional.ofNullable(new ForwardSweep(calculus, paths).tangents(seeds).get(value));
    }

    private interface Step {
        Optional<Node> apply(Node unknown);
    }

    /** The u with {@code u = step(u) + constant}, step being linear: the constant itself if nothing reaches u. */
    private Node iterated(Node constant, Dim atMost, Step step) {
        EquationBuilder equation = new EquationBuilder(builder, y.type());
        Optional<Node> image = step.apply(equation.unknown());
        if (image.isEmpty()) {
            return constant;
        }
        equation.finish(x.add(image.get(), constant));
        double rounding = 4 * (y.dtype() == DType.F32 ? Math.ulp(1f) : Math.ulp(1d));
        return equation.fixedPoint(
                equation.iterate(constant, equation.largest(constant), rounding, atMost), atMost);
    }

    /** The u with {@code ∂f/∂x·u = right}, or of the transposed matrix. */
    private Node linearSolution(Node right, boolean transposed) {
        Node value = builder.inline(body, inputs()).get(body.output(Control.OUT + 0));
        Dim n = y.shape().size();
        Node jacobian = x.reshape(Jacobian.forward(builder, value, y,
                v -> tangent(value, Map.of(y, v)).orElseGet(() -> x.zeros(y))), Shape.of(n, n));
        Node factors = builder.add(new Decomposition.Lu(), jacobian);
        Node solution = builder.add(new Decomposition.LuSolve(transposed), jacobian, factors,
                x.reshape(right, Shape.of(n, Dim.ONE)));
        return x.reshape(solution, y.shape());
    }
}
