package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.Map;

/**
 * Adafactor: squared gradients of a matrix are kept as the means of its rows and of its columns only, and
 * steps are relative to the parameter's size.
 *
 * <pre>
 *   β = 1 − t^(−0.8)               ρ = min(η, 1 / √t)
 *   matrix     r ← β·r + (1 − β)·rowMean(g² + ε₁)
 *              c ← β·c + (1 − β)·columnMean(g² + ε₁)      v = r·cᵀ / mean(r)
 *   else       v ← β·v + (1 − β)·(g² + ε₁)
 *   u = g / √v
 *   w ← w − ρ·max(ε₂, RMS(w))·u / max(1, RMS(u) / d)
 * </pre>
 *
 * Shazeer and Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018, algorithms 4 and 5
 * with relative steps. Matrices are the last two axes of a parameter. Its slots are
 * {@code w.adafactor_row} and {@code w.adafactor_column}, or {@code w.adafactor_v}; the scalar slot holds t.
 *
 * @param learningRate η, a scalar: the largest step relative to the parameter
 * @param epsilon1 ε₁
 * @param epsilon2 ε₂
 * @param clip d
 */
public record Adafactor(Node learningRate, double epsilon1, double epsilon2, double clip) implements Optimizer {
    private static final double DECAY_POWER = -0.8;

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        TensorType scalar = UpdateBuilder.scalar(gradients.keySet());
        Node t = step.count("adafactor.t", scalar);
        Node fresh = x.map(ScalarOp.POW, t, x.constant(t, DECAY_POWER));
        Node rate = x.map(ScalarOp.MIN, step.converted(learningRate, scalar.dtype()), x.div(1, x.sqrt(t)));
        gradients.forEach((w, g) -> {
            Node squares = x.add(x.mul(g, g), epsilon1);
            Node v = w.type().rank() < 2 ? average(step, step.slot(w, "adafactor_v"), squares, fresh)
                    : factored(step, w, squares, fresh);
            Node u = x.div(g, x.sqrt(v));
            Node size = x.map(ScalarOp.MAX, rms(x, w), x.constant(rms(x, w), epsilon2));
            Node tooLarge = x.map(ScalarOp.MAX, x.mul(rms(x, u), 1 / clip), x.constant(rms(x, u), 1));
            Node length = x.div(x.mul(step.converted(rate, w.dtype()), size), tooLarge);
            step.update(w, x.sub(w, step.scaled(length, u)));
        });
        return step.build();
    }

    /** {@code a ← (1 − fresh)·a + fresh·term}, the new value. */
    private static Node average(UpdateBuilder step, Node slot, Node term, Node fresh) {
        Arithmetic x = step.arithmetic();
        Node average = x.add(slot, step.scaled(fresh, x.sub(term, slot)));
        step.update(slot, average);
        return average;
    }

    private static Node factored(UpdateBuilder step, Node w, Node squares, Node fresh) {
        Arithmetic x = step.arithmetic();
        Shape shape = w.shape();
        int last = shape.rank() - 1;
        Node row = average(step, slot(step, w, "adafactor_row", last), mean(x, squares, last), fresh);
        Node column = average(step, slot(step, w, "adafactor_column", last - 1), mean(x, squares, last - 1), fresh);
        Node relative = x.div(row, x.broadcast(mean(x, row, last - 1), row.shape(), List.of(last - 1)));
        return x.mul(x.broadcast(relative, shape, List.of(last)), x.broadcast(column, shape, List.of(last - 1)));
    }

    private static Node slot(UpdateBuilder step, Node w, String suffix, int without) {
        return step.slot(UpdateBuilder.name(w) + "." + suffix, w.type().with(w.shape().without(List.of(without))));
    }

    private static Node mean(Arithmetic x, Node a, int axis) {
        return x.mul(x.sum(a, List.of(axis)), 1.0 / a.shape().dim(axis).constant());
    }

    private static Node rms(Arithmetic x, Node a) {
        return x.sqrt(x.mul(x.sum(x.mul(a, a)), 1.0 / a.shape().size().constant()));
    }
}
