package io.tapeless.ir;

/**
 * How an axis is cut into windows: element k of window o is element {@code o·stride + k·dilation} of the axis.
 *
 * @param axis the axis that is cut
 * @param size the number of elements of a window
 * @param stride from one window to the next
 * @param dilation from one element of a window to the next
 */
public record Window(int axis, int size, int stride, int dilation) {
    /** The extent that a number of windows needs: {@code (count − 1)·stride + (size − 1)·dilation + 1}. */
    public Dim reach(Dim count) {
        return count.minus(1).times(stride).plus((long) dilation * (size - 1) + 1);
    }

    /** The same window of another axis. */
    public Window on(int otherAxis) {
        return new Window(otherAxis, size, stride, dilation);
    }
}
