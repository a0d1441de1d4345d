package io.tapeless.interp;

import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.List;

/**
 * What factors multiply to on the way to their product, whatever the order. The farthest that it gets is
 * {@code Π max(1, |xᵢ|)}, the nearest to 0 {@code Π min(1, |xᵢ|)} of those that are not 0. Where the first is beyond the
 * largest number of the dtype, one order gives infinity, another {@code ∞·0} and a third what is right. Where the second
 * is below the normal numbers, digits are lost, which tell if the product is larger again.
 */
final class RunningProducts {
    private RunningProducts() {}

    /** The factors; NaN in place of those whose running products may leave the range of their dtype. */
    static Value inRange(Value factors, List<Integer> axes) {
        int[] shape = factors.shape();
        int[] product = new int[factors.size()];
        double[] farthest = new double[factors.size()];
        double[] nearest = new double[factors.size()];
        Arrays.fill(farthest, 1);
        Arrays.fill(nearest, 1);
        int[] kept = MovementEvaluation.without(shape, axes);
        for (int i = 0; i < product.length; i++) {
            product[i] = Index.flat(MovementEvaluation.without(Index.coordinates(i, shape), axes), kept);
            double magnitude = Math.abs(factors.real(i));
            farthest[product[i]] *= Math.max(1, magnitude);
            nearest[product[i]] *= magnitude == 0 ? 1 : Math.min(1, magnitude);
        }
        boolean single = factors.dtype() == DType.F32;
        double largest = single ? Float.MAX_VALUE : Double.MAX_VALUE;
        double smallest = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double[] elements = factors.toDoubles();
        for (int i = 0; i < product.length; i++) {
            double far = farthest[product[i]];
            if (far > largest || far > 1 && nearest[product[i]] < smallest) {
                elements[i] = Double.NaN;
            }
        }
        return Value.of(factors.dtype(), shape, elements);
    }
}
