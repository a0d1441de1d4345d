package io.tapeless.codegen.text;

import io.tapeless.ir.IrException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/**
 * How one of several numbers is drawn by their logits: with probability proportional to {@code exp(logit /
 * temperature)}, among those with the largest logits. Temperature 0 takes the largest. Of equal logits the first counts
 * as larger.
 *
 * @param temperature 1 draws as the model was trained; less makes likely numbers likelier
 * @param most how many numbers are drawn from
 */
public record Sampling(double temperature, int most) {
    /** As the model was trained. */
    public static final Sampling PLAIN = new Sampling(1, Integer.MAX_VALUE);

    /** @throws IrException if the temperature is negative or not finite, or nothing can be drawn */
    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IrException("temperature is " + temperature + "; expected a finite number from 0 on");
        }
        if (most < 1) {
            throw new IrException("expected to draw from at least 1 number, found " + most);
        }
    }

    /**
     * Draws a number.
     *
     * @throws IrException if a logit is NaN or none is larger than −∞
     */
    int draw(double[] logits, Random random) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -logits[i]));
        double largest = logits[order[0]];
        if (!Double.isFinite(largest) || Arrays.stream(logits).anyMatch(Double::isNaN)) {
            throw new IrException("can't draw by logits that are not numbers; are the weights those of this model?");
        }
        double uniform = random.nextDouble();
        if (temperature == 0) {
            return order[0];
        }
        int count = Math.min(most, logits.length);
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = StrictMath.exp((logits[order[i]] - largest) / temperature);
            sum += weights[i];
        }
        double left = uniform * sum;
        for (int i = 0; i < count; i++) {
            left -= weights[i];
            if (left < 0) {
                return order[i];
            }
        }
        return order[0];
    }
}
