package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What the convolutions of all dimensions share; images are {@code [N, C, axes…]}. */
final class Convolutions {
    private Convolutions() {}

    /** The windows of a convolution's kernel, which are the last axes of its weights. */
    static int[] kernel(String function, Tensor x, Tensor w, int axes) {
        Check.floats(function, x, w);
        Check.that(w.rank() == axes + 2, function, "expected weights of " + (axes + 2) + " axes, found " + w.rank(),
                x, w);
        return IntStream.range(2, w.rank()).map(a -> Check.extent(function, w, a)).toArray();
    }

    /**
     * {@code y[n, o, p…] = Σ_{c, k…} w[o, c, k…]·x[n, c + C/groups·group(o), p·stride + k·dilation − before …]}: a
     * product of the weights, as a matrix, with the windows as columns; with one channel a group, a sum over
     * the windows in place.
     */
    static Tensor convolve(Tensor x, Tensor w, Windows windows, int groups) {
        String function = windows.function();
        return Windows.batched(function, x, w.rank(), batch -> {
            requireGroups(function, batch, w, groups);
            return w.shape().dim(1).isConstant(1) && batch.shape().dim(1).isConstant(groups)
                    ? depthwise(batch, w, windows) : product(batch, w, windows, groups);
        });
    }

    private static void requireGroups(String function, Tensor x, Tensor w, int groups) {
        Check.that(groups > 0, function, "groups are positive, found " + groups, x, w);
        Dim channels = w.shape().dim(1).times(groups);
        Check.that(x.shape().dim(1).equals(channels), function, "the weights are for " + channels + " channels"
                + (groups == 1 ? "" : " in " + groups + " groups") + ", found " + x.shape().dim(1), x, w);
        Check.that(w.shape().dim(0).dividedBy(Dim.of(groups)).isPresent(), function, w.shape().dim(0)
                + " output channels have no " + groups + " equal groups", x, w);
    }

    private static Tensor product(Tensor x, Tensor w, Windows windows, int groups) {
        Shape places = places(x, windows);
        Dim outputs = w.shape().dim(0).dividedBy(Dim.of(groups)).orElseThrow();
        Dim depth = w.shape().slice(1, w.rank()).size();
        Shape group = groups == 1 ? Shape.SCALAR : Shape.of(Dim.of(groups));
        Tensor columns = Broadcasting.reshape(channelsFirst(x, windows),
                Shape.of(x.shape().dim(0)).concat(group).concat(Shape.of(depth, places.size())));
        Tensor matrix = Broadcasting.reshape(w, group.concat(Shape.of(outputs, depth)));
        return Broadcasting.reshape(LinearAlgebra.matmul(matrix, columns),
                Shape.of(x.shape().dim(0), w.shape().dim(0)).concat(places));
    }

    /** {@code [N, C, kernel…, places…]}. */
    private static Tensor channelsFirst(Tensor x, Windows windows) {
        if (windows.areElements()) {
            return x;
        }
        return ShapeFunctions.transpose(windows.unfolded(x, 0), exchanged(windows.kernel().length));
    }

    /** The order of axes with two groups of so many, from the third on, exchanged. */
    private static int[] exchanged(int axes) {
        return IntStream.range(0, 2 + 2 * axes)
                .map(a -> a < 2 ? a : a < 2 + axes ? a + axes : a - axes).toArray();
    }

    private static Shape places(Tensor x, Windows windows) {
        return windows.unfolded(x, 0).shape().slice(2, x.rank());
    }

    /** {@code y[n, c·m + j, p…] = Σₖ w[c·m + j, 0, k…]·window(x)[n, c, p…, k…]}. */
    private static Tensor depthwise(Tensor x, Tensor w, Windows windows) {
        int axes = windows.kernel().length;
        Dim channels = x.shape().dim(1);
        Dim multiple = w.shape().dim(0).dividedBy(channels).orElseThrow();
        Tensor seen = windows.kernelFirst(x, 0);
        Shape shape = seen.shape();
        Shape split = shape.slice(0, axes + 2).concat(Shape.of(Dim.ONE)).concat(shape.slice(axes + 2, shape.rank()));
        Shape kernel = w.shape().slice(2, w.rank());
        int[] last = IntStream.range(0, axes + 1).map(a -> a < axes ? a + 1 : 0).toArray();
        Tensor weights = ShapeFunctions.transpose(
                Broadcasting.reshape(w, Shape.of(w.shape().dim(0)).concat(kernel)), last);
        Tensor aligned = Broadcasting.reshape(weights, kernel.concat(Shape.of(Dim.ONE, channels, multiple))
                .concat(Broadcasting.ones(axes)));
        Tensor sum = Broadcasting.reshape(seen, split).times(aligned).sum(windows.kernelAxes());
        return Broadcasting.reshape(sum, Shape.of(x.shape().dim(0), w.shape().dim(0))
                .concat(shape.slice(axes + 2, shape.rank())));
    }

    /**
     * The adjoint of a convolution with the same weights, {@code [C, out/groups, kernel…]}: the windows that each
     * element makes are laid over one another; of the whole {@code (extent − 1)·stride + span + more} the padding
     * is cut off.
     *
     * @param more added to the result's extents at the end
     */
    static Tensor transposed(Tensor x, Tensor w, Windows windows, int[] more, int groups) {
        String function = windows.function();
        return Windows.batched(function, x, w.rank(), batch -> {
            requireTransposedGroups(function, batch, w, groups);
            return spread(batch, w, windows, more, groups);
        });
    }

    private static void requireTransposedGroups(String function, Tensor x, Tensor w, int groups) {
        Check.that(groups > 0, function, "groups are positive, found " + groups, x, w);
        Check.that(x.shape().dim(1).equals(w.shape().dim(0)), function, "the weights are for " + w.shape().dim(0)
                + " channels, found " + x.shape().dim(1), x, w);
        Check.that(w.shape().dim(0).dividedBy(Dim.of(groups)).isPresent(), function, w.shape().dim(0)
                + " channels have no " + groups + " equal groups", x, w);
    }

    private static Tensor spread(Tensor x, Tensor w, Windows windows, int[] more, int groups) {
        Dim batch = x.shape().dim(0);
        Dim inputs = w.shape().dim(0).dividedBy(Dim.of(groups)).orElseThrow();
        Shape places = x.shape().slice(2, x.rank());
        Shape group = groups == 1 ? Shape.SCALAR : Shape.of(Dim.of(groups));
        Tensor matrix = Broadcasting.reshape(w, group.concat(Shape.of(inputs, w.shape().slice(1, w.rank()).size())));
        Tensor pixels = Broadcasting.reshape(x, Shape.of(batch).concat(group).concat(Shape.of(inputs, places.size())));
        Tensor columns = LinearAlgebra.matmul(ShapeFunctions.swapAxes(matrix, -1, -2), pixels);
        Dim channels = w.shape().dim(1).times(groups);
        Tensor kernelThenPlaces = Broadcasting.reshape(columns,
                Shape.of(batch, channels).concat(w.shape().slice(2, w.rank())).concat(places));
        Tensor spread = ShapeFunctions.transpose(kernelThenPlaces, exchanged(more.length));
        return cut(spread, x, windows, more);
    }

    private static Tensor cut(Tensor spread, Tensor x, Windows windows, int[] more) {
        List<Dim> extents = new ArrayList<>();
        List<Dim> starts = new ArrayList<>(List.of(Dim.ZERO, Dim.ZERO));
        Shape to = spread.shape().slice(0, x.rank());
        for (int i = 0; i < more.length; i++) {
            Check.that(more[i] >= 0, windows.function(), "output paddings are not negative, found " + more[i], x);
            Dim reach = windows.windows(x.rank()).get(i).reach(x.shape().dim(2 + i));
            Dim end = reach.minus(windows.after()[i]).plus(more[i]);
            Dim kept = end.minus(windows.before()[i]);
            Check.that(!kept.isConstant() || kept.constant() > 0, windows.function(), "a padding of "
                    + windows.before()[i] + " leaves nothing of axis " + (2 + i), x);
            extents.add(reach.plus(Math.max(more[i] - windows.after()[i], 0)));
            starts.add(Dim.of(windows.before()[i]));
            to = to.with(2 + i, kept);
        }
        Tensor whole = x.owner().apply(new Movement.Fold(windows.windows(x.rank()), extents), spread);
        return ShapeFunctions.slice(whole, starts, to, Collections.nCopies(x.rank(), 1));
    }
}
