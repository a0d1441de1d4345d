package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import java.util.List;

/**
 * Connectionist temporal classification (Graves et al. 2006): the sum over all alignments, by the forward
 * recursion over the labels with blanks between them, in logarithms.
 *
 * <pre>
 * l′ = (blank, l₁, blank, l₂, …, blank)
 * αₜ(s) = log pₜ(l′ₛ) + logsumexp(αₜ₋₁(s), αₜ₋₁(s − 1), αₜ₋₁(s − 2) if l′ₛ is no blank and not l′ₛ₋₂)
 * loss = −logsumexp(α(2L), α(2L − 1)) at the end
 * </pre>
 */
final class Ctc {
    /** Stands for the logarithm of 0, of which there are differences. */
    private static final double NEVER = -1e30;

    private Ctc() {}

    /**
     * The loss of each example.
     *
     * @param logs of probabilities, {@code [T, B, C]}
     * @param steps of each sequence, and {@code lengths} of each row of labels
     */
    static Tensor loss(Tensor logs, Tensor labels, Tensor steps, Tensor lengths) {
        ModelBuilder model = logs.owner();
        Dim time = logs.shape().dim(0);
        Dim examples = labels.shape().dim(0);
        Dim twice = labels.shape().dim(1).times(2);
        Dim states = twice.plus(1);
        Tensor blank = labels.times(0);
        Tensor pairs = ShapeFunctions.reshape(ShapeFunctions.stack(2, labels, blank), examples, twice);
        Tensor extended = ShapeFunctions.concat(1, blank.narrow(1, Dim.ZERO, Dim.ONE), pairs);
        Tensor skips = extended.ne(0).and(extended.ne(moved(extended, 2, states, 0)));
        Tensor emitted = logs.takeAlongAxis(extended.expandDims(0).broadcastTo(time, examples, states), 2);

        Tensor number = PatternFunctions.iota(model, states);
        Tensor start = Operators.where(number.eq(0), model.constant(logs.dtype(), 0),
                model.constant(logs.dtype(), NEVER)).broadcastTo(examples, states);
        List<Tensor> inputs = List.of(emitted, PatternFunctions.iota(model, time));
        Tensor last = ControlFlow.scan(List.of(start), inputs, (carries, slices) -> {
            Tensor before = carries.get(0);
            Tensor skipped = Operators.where(skips, moved(before, 2, states, NEVER),
                    model.constant(logs.dtype(), NEVER));
            Tensor reached = before.logAddExp(moved(before, 1, states, NEVER)).logAddExp(skipped);
            Tensor runs = slices.get(1).lt(steps).expandDims(1);
            return List.of(Operators.where(runs, reached.plus(slices.get(0)), before));
        }).get(0);

        Tensor end = lengths.times(2).expandDims(1);
        Tensor onBlank = last.takeAlongAxis(end, 1).squeeze(1);
        Tensor onLabel = last.takeAlongAxis(end.minus(1).max(0.0), 1).squeeze(1);
        Tensor sum = Operators.where(lengths.gt(0), onBlank.logAddExp(onLabel), onBlank).negate();
        return Operators.where(sum.gt(-NEVER / 2), model.constant(logs.dtype(), Double.POSITIVE_INFINITY), sum);
    }

    /** Element s − by of each row in place of element s; {@code fill} where there is none. */
    private static Tensor moved(Tensor x, int by, Dim states, double fill) {
        return ArrangeFunctions.pad(x, new int[] {0, by}, new int[] {0, 0}, fill).narrow(1, Dim.ZERO, states);
    }
}
