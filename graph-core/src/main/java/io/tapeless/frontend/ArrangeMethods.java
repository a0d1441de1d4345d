package io.tapeless.frontend;

/** {@link ArrangeFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ArrangeMethods permits Tensor {

    /** {@link ArrangeFunctions#pad(Tensor, int[], int[])}. */
    default Tensor pad(int[] before, int[] after) {
        return ArrangeFunctions.pad((Tensor) this, before, after);
    }

    /** {@link ArrangeFunctions#pad(Tensor, int[], int[], double)}. */
    default Tensor pad(int[] before, int[] after, double value) {
        return ArrangeFunctions.pad((Tensor) this, before, after, value);
    }

    /** {@link ArrangeFunctions#pad(Tensor, int[], int[], String)}. */
    default Tensor pad(int[] before, int[] after, String mode) {
        return ArrangeFunctions.pad((Tensor) this, before, after, mode);
    }

    /** {@link ArrangeFunctions#flip(Tensor, int...)}. */
    default Tensor flip(int... axes) {
        return ArrangeFunctions.flip((Tensor) this, axes);
    }

    /** {@link ArrangeFunctions#rot90(Tensor, int)}. */
    default Tensor rot90(int times) {
        return ArrangeFunctions.rot90((Tensor) this, times);
    }

    /** {@link ArrangeFunctions#rot90(Tensor, int, int, int)}. */
    default Tensor rot90(int times, int first, int second) {
        return ArrangeFunctions.rot90((Tensor) this, times, first, second);
    }

    /** {@link ArrangeFunctions#tile(Tensor, int...)}. */
    default Tensor tile(int... times) {
        return ArrangeFunctions.tile((Tensor) this, times);
    }

    /** {@link ArrangeFunctions#repeat(Tensor, int, int)}. */
    default Tensor repeat(int times, int axis) {
        return ArrangeFunctions.repeat((Tensor) this, times, axis);
    }

    /** {@link ArrangeFunctions#roll(Tensor, int, int)}. */
    default Tensor roll(int shift, int axis) {
        return ArrangeFunctions.roll((Tensor) this, shift, axis);
    }

    /** {@link ArrangeFunctions#roll(Tensor, int)}. */
    default Tensor roll(int shift) {
        return ArrangeFunctions.roll((Tensor) this, shift);
    }
}
