package io.tapeless.derivatives;

import io.tapeless.frontend.LinearAlgebra;
import io.tapeless.frontend.Tensor;
import java.util.List;

/** Products of vectors and matrices. */
final class MatrixOperators {
    private MatrixOperators() {}

    static void addTo(OperatorTable table) {
        table.binary("dot", Tensor::dot);
        table.binary("matmul", Tensor::matmul);
        table.row("inner", c -> c.tensor(0).rank() == 0 || c.tensor(1).rank() == 0
                ? c.tensor(0).times(c.tensor(1)) : c.tensor(0).tensordot(c.tensor(1), new int[] {-1}, new int[] {-1}));
        table.row("linalg.multi_dot", c -> c.tensors(0).stream().reduce(Tensor::matmul).orElseThrow());
        table.row("einsum", c -> LinearAlgebra.einsum(c.text(1, "equation", ""), c.tensors(0)));
        table.row("tensordot", c -> c.isNumber(-1, "dims")
                ? c.tensor(0).tensordot(c.tensor(1), c.integer(-1, "dims", 2))
                : c.tensor(0).tensordot(c.tensor(1), c.pairOfLists("dims").get(0), c.pairOfLists("dims").get(1)));
        table.row("cross", c -> c.tensor(0).swapAxes(c.integer(-1, "dim", -1), -1)
                .cross(c.tensor(1).swapAxes(c.integer(-1, "dim", -1), -1)).swapAxes(c.integer(-1, "dim", -1), -1));
        table.row("cdist", c -> {
            c.text(3, "compute_mode", "");
            return c.tensor(0).cdist(c.tensor(1), c.real(2, "p", 2));
        });
        factors(table);
        sums(table);
        layers(table);
    }

    private static void factors(OperatorTable table) {
        table.row("linalg.cholesky", c -> c.flag(-1, "upper", false)
                ? c.tensor(0).cholesky().swapAxes(-1, -2) : c.tensor(0).cholesky());
        table.unary("linalg.det", Tensor::det);
        table.unary("linalg.det.singular", Tensor::det);
        table.unary("logdet", Tensor::logDet);
        table.rowOfSeveral("linalg.slogdet", c -> c.tensor(0).slogDet());
        table.unary("linalg.inv", Tensor::inverse);
        table.binary("linalg.solve", Tensor::solve);
        table.unary("matrix_exp", Tensor::matrixExp);
        table.rowOfSeveral("linalg.qr", c -> c.tensor(0).qr());
        table.rowOfSeveral("linalg.eigh", c -> {
            c.text(-1, "UPLO", "L");
            Tensor x = c.tensor(0);
            Tensor lower = x.tril().plus(x.tril(-1).swapAxes(-1, -2));
            // only the lower triangle is read there; its derivative is that of a symmetric matrix all the same
            List<Tensor> factors = x.plus(lower.minus(x).stopGradient()).eigh();
            // the samples take magnitudes, as the signs of vectors are anyone's choice
            return List.of(factors.get(0), factors.get(1).abs());
        });
        table.row("norm.nuc", c -> {
            c.text(1, "p", "nuc");
            c.integers(2, "dim", 0);
            return c.tensor(0).svd().get(1).sum(-1);
        });
    }

    /** {@code beta·a + alpha·product}. */
    private static void sums(OperatorTable table) {
        table.row("addmm", c -> sum(c, c.tensor(1).matmul(c.tensor(2))));
        table.row("addmv", c -> sum(c, c.tensor(1).matmul(c.tensor(2))));
        table.row("addr", c -> sum(c, c.tensor(1).outer(c.tensor(2))));
        table.row("baddbmm", c -> sum(c, c.tensor(1).matmul(c.tensor(2))));
        table.row("addbmm", c -> sum(c, c.tensor(1).matmul(c.tensor(2)).sum(0)));
    }

    private static Tensor sum(OperatorCall c, Tensor product) {
        return c.tensor(0).times(c.real(-1, "beta", 1)).plus(product.times(c.real(-1, "alpha", 1)));
    }

    private static void layers(OperatorTable table) {
        table.row("nn.functional.linear", c -> {
            Tensor y = c.tensor(0).matmul(c.tensor(1).transpose());
            return c.has(2, "bias") ? y.plus(c.tensor(2, "bias")) : y;
        });
        table.row("nn.functional.bilinear", c -> {
            Tensor y = c.tensor(0).bilinear(c.tensor(1), c.tensor(2));
            return c.has(3, "bias") ? y.plus(c.tensor(3, "bias")) : y;
        });
    }
}
