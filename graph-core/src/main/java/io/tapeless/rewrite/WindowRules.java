package io.tapeless.rewrite;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The windows that a product makes, laid over one another, are a product with windows: the adjoint of a convolution
 * is a convolution with the weights turned around. With {@code o = p − k·dilation} and zeros around B,
 *
 * <pre>
 *   y[n, c, p] = Σₖ (A·B)[n, (c, k), o]
 *              = Σ_{d, k} A[n, (c, K − 1 − k), d] · B[n, d, p + k·dilation − span + 1]
 * </pre>
 *
 * so that the sums of the one, and nothing in between, are stored. Strides would be zeros between elements of B.
 */
final class WindowRules {
    /** Where a part of the result is taken: places that are left out need not be computed. */
    static final RuleSet CROPPED = RuleSet.EMPTY
            .on(Movement.Slice.class, "convolve-for-cropped-fold", WindowRules::convolveForCroppedFold);
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Movement.Fold.class, "convolve-for-fold", WindowRules::convolveForFold);

    /** How many times as many products, most of them with zeros at the border, are better than a sum of windows. */
    private static final int MOST = 4;

    private WindowRules() {}

    private static Optional<Node> convolveForFold(Node n, GraphBuilder g) {
        return Spread.of(n).flatMap(s -> s.convolved(Collections.nCopies(s.axes(), Dim.ZERO),
                n.shape().slice(2, n.type().rank()).dims(), g));
    }

    private static Optional<Node> convolveForCroppedFold(Node n, GraphBuilder g) {
        Movement.Slice slice = (Movement.Slice) n.op();
        Shape whole = n.operand(0).shape();
        boolean places = whole.rank() > 2 && n.shape().slice(0, 2).equals(whole.slice(0, 2))
                && slice.steps().stream().allMatch(step -> step == 1);
        return !places ? Optional.empty() : Spread.of(n.operand(0)).flatMap(s -> s.convolved(
                slice.starts().subList(2, whole.rank()), n.shape().slice(2, whole.rank()).dims(), g));
    }

    /** {@code fold(transpose(reshape(A·B)))} with one axis of windows for each of places. */
    private record Spread(Movement.Fold fold, Shape folded, Node product, Shape spread) {
        static Optional<Spread> of(Node n) {
            if (!(n.op() instanceof Movement.Fold fold) || n.operand(0).type().rank() != 2 + 2 * fold.windows().size()
                    || !(n.operand(0).op() instanceof Movement.Transpose order)
                    || !order.permutation().equals(exchanged(fold.windows().size()))) {
                return Optional.empty();
            }
            Node reshape = n.operand(0).operand(0);
            if (!(reshape.op() instanceof Movement.Reshape)
                    || !(reshape.operand(0).op() instanceof Contraction.MatMul)) {
                return Optional.empty();
            }
            Spread spread = new Spread(fold, n.shape(), reshape.operand(0), reshape.shape());
            return spread.fits() ? Optional.of(spread) : Optional.empty();
        }

        int axes() {
            return fold.windows().size();
        }

        private boolean fits() {
            boolean steps = IntStream.range(0, axes()).allMatch(i -> fold.windows().get(i).stride() == 1
                    && fold.windows().get(i).axis() == 2 + i);
            return steps && product.shape().equals(Shape.of(spread.dim(0),
                    spread.slice(1, 2 + axes()).size(), spread.slice(2 + axes(), spread.rank()).size()));
        }

        private Shape kernel() {
            return spread.slice(2, 2 + axes());
        }

        private Shape places() {
            return spread.slice(2 + axes(), spread.rank());
        }

        private Dim depth() {
            boolean transposed = ((Contraction.MatMul) product.op()).transposeA();
            return product.operand(0).shape().dim(transposed ? 1 : 2);
        }

        /** The places from starts on, of those extents; empty if they begin before any window does, or are too many. */
        Optional<Node> convolved(List<Dim> starts, List<Dim> extents, GraphBuilder g) {
            List<Dim> low = new ArrayList<>(List.of(Dim.ZERO, Dim.ZERO));
            List<Dim> high = new ArrayList<>(List.of(Dim.ZERO, Dim.ZERO));
            for (int i = 0; i < axes(); i++) {
                Window window = fold.windows().get(i);
                Dim reach = window.reach(places().dim(i));
                Dim around = reach.minus(places().dim(i));
                low.add(around.minus(starts.get(i)));
                high.add(around.minus(reach).plus(starts.get(i)).plus(extents.get(i)));
            }
            Dim more = new Shape(extents).size().minus(places().size().times(MOST));
            boolean padded = low.stream().allMatch(Spread::isCount) && high.stream().allMatch(Spread::isCount);
            return padded && !(more.isConstant() && more.constant() > 0)
                    ? Optional.of(convolved(low, high, new Shape(extents), g)) : Optional.empty();
        }

        private static boolean isCount(Dim dim) {
            return dim.isConstant() && dim.constant() >= 0;
        }

        private Node convolved(List<Dim> low, List<Dim> high, Shape extents, GraphBuilder g) {
            Node zero = g.constant(TensorType.scalar(product.dtype()), 0);
            Node padded = g.add(new Movement.Pad(low, high, Collections.nCopies(2 + axes(), 0)), pixels(g), zero);
            List<Window> windows = fold.windows().stream()
                    .map(w -> new Window(w.axis(), w.size(), 1, w.dilation())).toList();
            Node seen = g.add(new Movement.Transpose(exchanged(axes())),
                    g.add(new Movement.Unfold(windows, extents.dims()), padded));
            Dim batch = folded.dim(0);
            Dim depths = depth().times(kernel().size());
            Node columns = g.add(new Movement.Reshape(Shape.of(batch, depths, extents.size())), seen);
            Node sums = g.add(new Contraction.MatMul(false, false), weights(depths, g), columns);
            return g.add(new Movement.Reshape(Shape.of(batch, folded.dim(1)).concat(extents)), sums);
        }

        /** B as {@code [n, d, o…]}. */
        private Node pixels(GraphBuilder g) {
            boolean transposed = ((Contraction.MatMul) product.op()).transposeB();
            Node b = product.operand(1);
            return g.add(new Movement.Reshape(Shape.of(folded.dim(0), depth()).concat(places())),
                    transposed ? g.add(new Movement.Transpose(List.of(0, 2, 1)), b) : b);
        }

        /** A as {@code [n, c, (d, k…)]} with k turned around; if it is repeated along n it is arranged once. */
        private Node weights(Dim depths, GraphBuilder g) {
            boolean transposed = ((Contraction.MatMul) product.op()).transposeA();
            Node a = product.operand(0);
            boolean repeated = a.op() instanceof Movement.Broadcast broadcast && broadcast.axes().equals(List.of(0));
            Shape batch = repeated ? Shape.SCALAR : Shape.of(folded.dim(0));
            Shape lines = Shape.of(folded.dim(1)).concat(kernel());
            Shape depth = Shape.of(depth());
            Shape axes = batch.concat(transposed ? depth.concat(lines) : lines.concat(depth));
            Node split = g.add(new Movement.Reshape(axes), repeated ? a.operand(0) : a);
            int first = batch.rank();
            int kernelStart = first + (transposed ? 2 : 1);
            Node turned = g.add(new Movement.Reverse(
                    IntStream.range(kernelStart, kernelStart + axes()).boxed().toList()), split);
            List<Integer> order = new ArrayList<>(IntStream.range(0, first).boxed().toList());
            order.add(transposed ? first + 1 : first);
            order.add(transposed ? first : first + 1 + axes());
            IntStream.range(kernelStart, kernelStart + axes()).forEach(order::add);
            Shape matrix = Shape.of(folded.dim(1), depths);
            Node arranged = g.add(new Movement.Reshape(batch.concat(matrix)),
                    g.add(new Movement.Transpose(order), turned));
            Shape all = Shape.of(folded.dim(0)).concat(matrix);
            return repeated ? g.add(new Movement.Broadcast(all, List.of(0)), arranged) : arranged;
        }

        /** The order of axes with two groups of so many, from the third on, exchanged. */
        private static List<Integer> exchanged(int axes) {
            return IntStream.range(0, 2 + 2 * axes).map(a -> a < 2 ? a : a < 2 + axes ? a + axes : a - axes)
                    .boxed().toList();
        }
    }
}
