package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Muon: the momentum of a matrix, made close to orthogonal.
 *
 * <pre>
 *   u ← μ·u + g                     x = g + μ·u
 *   x ← x / (‖x‖ + 1e−7)
 *   five times:  A = x·xᵀ,  x ← a·x + (b·A + c·A²)·x         a, b, c = 3.4445, −4.7750, 2.0315
 *   w ← w − η·√max(1, outputs / inputs)·x
 * </pre>
 *
 * Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024. A parameter of two axes is
 * inputs by outputs; one of more axes, such as a convolution's, is its first, the outputs, by all the others.
 * Vectors and scalars take Adam's steps, at 0.015·η with β = (0.9, 0.95), ε = 1e−10, as in the published runs.
 * The slot of a matrix {@code w} is {@code w.muon_momentum}.
 *
 * @param learningRate η, a scalar
 */
public record Muon(Node learningRate, double momentum) implements Optimizer {
    private static final int ITERATIONS = 5;
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final double EPSILON = 1e-7;
    private static final double ADAM_RATE = 0.015;

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        Map<Node, Node> others = new LinkedHashMap<>();
        gradients.forEach((w, g) -> {
            if (w.type().rank() < 2) {
                others.put(w, g);
            } else {
                step.update(w, x.sub(w, step.scaled(learningRate, direction(step, w, g))));
            }
        });
        if (!others.isEmpty()) {
            step.include(new Adam(x.mul(learningRate, ADAM_RATE), 0.9, 0.95, 1e-10).updates(builder, others));
        }
        return step.build();
    }

    private Node direction(UpdateBuilder step, Node w, Node g) {
        Arithmetic x = step.arithmetic();
        Node old = step.slot(w, "muon_momentum");
        Node velocity = x.add(x.mul(old, momentum), g);
        step.update(old, velocity);
        Dim rows = w.shape().dim(0);
        Dim columns = w.shape().slice(1, w.shape().rank()).size();
        Node matrix = x.reshape(x.add(g, x.mul(velocity, momentum)), Shape.of(rows, columns));
        double tallness = (double) rows.constant() / columns.constant();
        double outputsPerInput = w.type().rank() == 2 ? 1 / tallness : tallness;
        Node orthogonal = orthogonal(step, matrix, tallness > 1);
        return x.reshape(x.mul(orthogonal, Math.sqrt(Math.max(1, outputsPerInput))), w.shape());
    }

    /** Newton and Schulz's iteration, on the shorter side of a matrix. */
    private static Node orthogonal(UpdateBuilder step, Node matrix, boolean tall) {
        Arithmetic x = step.arithmetic();
        Node current = x.div(matrix, x.spread(x.add(step.norm(matrix), EPSILON), matrix));
        for (int i = 0; i < ITERATIONS; i++) {
            Node square = x.matMul(current, current, tall, !tall);
            Node polynomial = x.add(x.mul(square, B), x.mul(x.matMul(square, square, false, false), C));
            Node higher = tall ? x.matMul(current, polynomial, false, false)
                    : x.matMul(polynomial, current, false, false);
            current = x.add(x.mul(current, A), higher);
        }
        return current;
    }
}
