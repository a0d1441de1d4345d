package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;
import java.util.List;
import java.util.function.Function;

/** Sorting and what is made of it. */
final class OrderOperators {
    private OrderOperators() {}

    static void addTo(OperatorTable table) {
        table.rowOfSeveral("sort", c -> {
            int axis = c.integer(1, "dim", -1);
            boolean descending = c.flag(2, "descending", false);
            c.flag(-1, "stable", true);
            return like(c.tensor(0), x -> List.of(x.sort(axis, descending), x.argsort(axis, descending)));
        });
        table.rowOfSeveral("topk", c -> {
            int k = c.integer(1, "k", 1);
            int axis = c.integer(2, "dim", -1);
            boolean largest = c.flag(3, "largest", true);
            c.flag(4, "sorted", true);
            Tensor from = c.tensor(0);
            return like(from, x -> largest ? x.topK(k, axis)
                    : List.of(x.sort(axis).narrow(axis, 0, k), x.argsort(axis).narrow(axis, 0, k)));
        });
        table.rowOfSeveral("kthvalue", c -> {
            int k = c.integer(1, "k", 1);
            int axis = c.integer(2, "dim", -1);
            boolean keep = c.flag(3, "keepdim", false);
            return like(c.tensor(0), x -> {
                Tensor value = x.sort(axis).narrow(axis, k - 1, 1);
                Tensor index = x.argsort(axis).narrow(axis, k - 1, 1);
                return keep || x.rank() == 1 && c.tensor(0).rank() == 0 ? List.of(value, index)
                        : List.of(value.squeeze(axis), index.squeeze(axis));
            });
        });
        // the lower of two in the middle
        table.row("median", c -> {
            Tensor x = c.tensor(0).flatten();
            return x.sort().narrow(0, (int) (x.shape().dim(0).constant() - 1) / 2, 1).sum();
        });
    }

    /** Of a scalar as of a vector of one, turned back. */
    private static List<Tensor> like(Tensor x, Function<Tensor, List<Tensor>> function) {
        List<Tensor> results = function.apply(Scalars.vector(x));
        return x.rank() > 0 ? results : results.stream().map(y -> y.reshape(new int[0])).toList();
    }
}
