package io.tapeless.derivatives;

import io.tapeless.frontend.Operators;
import io.tapeless.frontend.ShapeFunctions;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;

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
        table.row("scatter", c -> {
            int axis = Math.floorMod(c.integer(1, "dim", 0), 2);
            return put(c.tensor(0), c.tensor(2), c.tensor(3), axis);
        });
        table.row("index_put", c -> {
            Tensor x = c.tensor(0);
            Tensor rows = c.tensors(1).get(0);
            Tensor updates = c.tensor(2);
            boolean adds = c.flag(-1, "accumulate", false);
            if (rows.dtype() == DType.BOOL) {
                return x.plus(Operators.where(rows.expandDims(1), updates, 0));
            }
            return adds ? x.scatterAdd(rows, updates, 0)
                    : x.putAlongAxis(repeated(rows.expandDims(1), updates, 0), updates, 0);
        });
        table.row("index_add", c -> c.tensor(0).scatterAdd(c.tensor(2),
                c.tensor(3).times(c.real(-1, "alpha", 1)), c.integer(1, "dim", 0)));
    }

    /** Of a matrix whose rows (or columns) are more than the indices have; the others are kept. */
    private static Tensor put(Tensor x, Tensor indices, Tensor updates, int axis) {
        int other = 1 - axis;
        int touched = (int) indices.shape().dim(other).constant();
        int all = (int) x.shape().dim(other).constant();
        Tensor changed = x.narrow(other, 0, touched).putAlongAxis(indices, updates, axis);
        return ShapeFunctions.concat(other, List.of(changed, x.narrow(other, touched, all - touched)));
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
