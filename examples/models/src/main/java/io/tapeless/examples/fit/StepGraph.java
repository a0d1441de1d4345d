package io.tapeless.examples.fit;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of one step of Levenberg and Marquardt's method with the acceleration of Transtrum and Sethna (2012). With
 * residuals r, their Jacobian J, damping λ and the scale D (a diagonal matrix):
 *
 * <pre>
 *     velocity      v = argmin ‖J·v + r‖² + λ‖D·v‖²
 *     acceleration  a = argmin ‖J·a + k‖² + λ‖D·a‖²,   k = ∂²r(b + t·v)/∂t² at t = 0
 * </pre>
 *
 * <p>Both are solved with the QR factors of {@code [J·D⁻¹; √λ·I]}, as normal equations would cost half of the digits.
 */
final class StepGraph {
    static final String DAMPING = "damping";
    static final String SCALE = "scale";
    static final String VELOCITY = "velocity";
    static final String ACCELERATION = "acceleration";
    static final String PREDICTED = "predicted";

    private final GraphBuilder builder;
    private final Arithmetic x;
    private final Differentiator differentiator;
    private final Node residual;
    private final Map<Node, Dim> parameters = new LinkedHashMap<>();
    private final Dim count;
    private final Dim size;

    private StepGraph(GraphBuilder builder, Node residual, List<Node> parameters) {
        this.builder = builder;
        this.x = new Arithmetic(builder);
        this.differentiator = new Differentiator(builder);
        this.residual = residual;
        parameters.forEach(p -> this.parameters.put(p, p.shape().size()));
        this.count = residual.shape().size();
        this.size = this.parameters.values().stream().reduce(Dim.ZERO, Dim::plus);
    }

    /**
     * @param forward has the residuals as an output and the parameters as variables
     * @param parameters in the order that makes a vector of them
     */
    static Graph of(Graph forward, String residual, List<Node> parameters) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        StepGraph step = new StepGraph(builder, forward.output(residual), parameters);
        return builder.build(forward.name(), step.outputs());
    }

    private Map<String, Node> outputs() {
        Node jacobian = jacobian();
        Node damping = builder.add(new Leaf.Input(DAMPING, TensorType.scalar(DType.F64)));
        Node given = builder.add(new Leaf.Input(SCALE, vector(size)));
        Node scale = scale(jacobian, given);
        Node factors = factors(jacobian, scale, damping);
        Node velocity = solve(factors, flat(residual), scale);
        Node acceleration = solve(factors, flat(curvature(velocity)), scale);
        return Map.of(SCALE, scale, VELOCITY, velocity, ACCELERATION, acceleration,
                PREDICTED, predicted(jacobian, scale, damping, velocity));
    }

    private static TensorType vector(Dim extent) {
        return new TensorType(DType.F64, Shape.of(extent));
    }

    private Node flat(Node node) {
        return x.reshape(node, Shape.of(node.shape().size()));
    }

    private Node jacobian() {
        List<Node> columns = new ArrayList<>();
        parameters.forEach((parameter, extent) -> columns.add(
                x.reshape(differentiator.jacobian(residual, parameter), Shape.of(count, extent))));
        return columns.size() == 1 ? columns.get(0) : builder.add(new Movement.Concat(1), columns);
    }

    /** The given scale, or the norms of the Jacobian's columns where they are larger; 1 where both are 0. */
    private Node scale(Node jacobian, Node given) {
        Node norms = x.sqrt(x.sum(x.mul(jacobian, jacobian), List.of(0)));
        Node larger = x.map(ScalarOp.MAX, given, norms);
        return x.select(x.map(ScalarOp.EQ, larger, x.zeros(larger)), x.constant(larger, 1), larger);
    }

    /** Q above R of {@code [J·D⁻¹; √λ·I]}. */
    private Node factors(Node jacobian, Node scale, Node damping) {
        Node scaled = x.div(jacobian, x.broadcast(scale, jacobian.shape(), List.of(0)));
        TensorType square = new TensorType(DType.I32, Shape.of(size, size));
        Node diagonal = x.map(ScalarOp.EQ, builder.add(new Leaf.Iota(square, 0)),
                builder.add(new Leaf.Iota(square, 1)));
        Node root = x.broadcast(x.sqrt(damping), square.shape(), List.of(0, 1));
        Node below = x.where(diagonal, root);
        return builder.add(new Decomposition.Qr(), builder.add(new Movement.Concat(0), scaled, below));
    }

    /** {@code −D⁻¹·R⁻¹·Qᵀ·[rhs; 0]}. */
    private Node solve(Node factors, Node rhs, Node scale) {
        Node q = x.slice(factors, 0, Dim.ZERO, count);
        Node r = x.slice(factors, 0, count.plus(size), size);
        Node column = x.matMul(q, x.reshape(rhs, Shape.of(count, Dim.ONE)), true, false);
        Node solution = builder.add(new Decomposition.TriangularSolve(false, false, false), r, column);
        return x.neg(x.div(flat(solution), scale));
    }

    /** The second derivative of the residuals along a direction. */
    private Node curvature(Node direction) {
        Node fixed = builder.add(new Elementwise.StopGradient(), direction);
        List<Node> tangents = new ArrayList<>();
        Dim start = Dim.ZERO;
        for (Map.Entry<Node, Dim> parameter : parameters.entrySet()) {
            Node part = x.slice(fixed, 0, start, parameter.getValue());
            tangents.add(x.reshape(part, parameter.getKey().shape()));
            start = start.plus(parameter.getValue());
        }
        List<Node> points = List.copyOf(parameters.keySet());
        List<Node> first = differentiator.jvp(List.of(residual), points, tangents);
        return differentiator.jvp(first, points, tangents, Disconnected.ZERO).get(0);
    }

    /** How much the linear model of the residuals says the sum of squares falls: {@code ‖J·v‖² + 2λ‖D·v‖²}. */
    private Node predicted(Node jacobian, Node scale, Node damping, Node velocity) {
        Node moved = flat(x.matMul(jacobian, x.reshape(velocity, Shape.of(size, Dim.ONE)), false, false));
        Node length = x.mul(scale, velocity);
        return x.add(x.sum(x.mul(moved, moved)), x.mul(x.mul(damping, 2), x.sum(x.mul(length, length))));
    }
}
