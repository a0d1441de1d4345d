package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;

/** Picking and putting by index. */
final class IndexOperators {
    private IndexOperators() {}

    static void addTo(OperatorTable table) {
        table.row("index_select", c -> c.tensor(0).gather(c.tensor(2), c.integer(1, "dim", 0)));
        table.row("gather", c -> Scalars.vector(c.tensor(0)).takeAlongAxis(c.tensor(2), c.integer(1, "dim", 0)));
        table.row("take_along_dim", c -> {
            int axis = c.integer(2, "dim", 0);
            Tensor x = c.tensor(0);
            Tensor indices = c.tensor(1);
            return repeated(x, indices, axis).takeAlongAxis(repeated(indices, x, axis), axis);
        });
        table.row("index_add", c -> c.tensor(0).scatterAdd(c.tensor(2),
                c.tensor(3).times(c.real(-1, "alpha", 1)), c.integer(1, "dim", 0)));
    }

    /** x repeated along axes but one where the other tensor is longer. */
    private static Tensor repeated(Tensor x, Tensor other, int axis) {
        int[] dims = new int[x.rank()];
        for (int i = 0; i < dims.length; i++) {
            int own = (int) x.shape().dim(i).constant();
            dims[i] = i == axis ? own : Math.max(own, (int) other.shape().dim(i).constant());
        }
        return x.broadcastTo(dims);
    }
}
