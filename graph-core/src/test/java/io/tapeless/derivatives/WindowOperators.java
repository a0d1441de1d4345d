package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;
import java.util.Arrays;
import java.util.List;

/** Convolutions, pools and windows. */
final class WindowOperators {
    private interface Pool {
        Tensor of(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation, boolean roundUp);
    }

    private interface Mean {
        Tensor of(Tensor x, int[] kernel, int[] stride, int[] padding, boolean roundUp, boolean countPadding);
    }

    private WindowOperators() {}

    static void addTo(OperatorTable table) {
        convolutions(table);
        maxima(table, "nn.functional.max_pool1d", Tensor::maxPool1d);
        maxima(table, "nn.functional.max_pool2d", Tensor::maxPool2d);
        means(table, "nn.functional.avg_pool1d", 1, Tensor::avgPool1d);
        means(table, "nn.functional.avg_pool2d", 2, Tensor::avgPool2d);
        means(table, "nn.functional.avg_pool3d", 3, Tensor::avgPool3d);
        table.row("nn.functional.adaptive_avg_pool2d", c -> {
            Tensor x = c.tensor(0);
            int[] sizes = c.integers(1, "output_size", 0);
            for (int i = 0; i < 2; i++) {
                sizes[i] = sizes[i] > 0 ? sizes[i] : (int) x.shape().dim(x.rank() - 2 + i).constant();
            }
            return x.adaptiveAvgPool2d(sizes);
        });
        table.row("nn.functional.unfold", c -> c.tensor(0).unfold(c.integers(1, "kernel_size", 0),
                c.integers(4, "stride", 0, 1), c.integers(3, "padding", 0, 0), c.integers(2, "dilation", 0, 1)));
        table.row("unfold", c -> {
            Tensor windows = Scalars.vector(c.tensor(0)).unfold(c.integer(1, "dimension", 0), c.integer(2, "size", 1),
                    c.integer(3, "step", 1));
            return c.tensor(0).rank() > 0 ? windows : windows.reshape(-1);
        });
    }

    private static void convolutions(OperatorTable table) {
        table.row("nn.functional.conv1d", c -> biased(c, c.isText(-1, "padding")
                ? c.tensor(0).conv1d(c.tensor(1), stride(c), c.text(-1, "padding", ""), dilation(c), groups(c))
                : c.tensor(0).conv1d(c.tensor(1), stride(c), padding(c), dilation(c), groups(c))));
        table.row("nn.functional.conv2d", c -> biased(c, c.isText(-1, "padding")
                ? c.tensor(0).conv2d(c.tensor(1), stride(c), c.text(-1, "padding", ""), dilation(c), groups(c))
                : c.tensor(0).conv2d(c.tensor(1), stride(c), padding(c), dilation(c), groups(c))));
        table.row("nn.functional.conv_transpose1d", c -> biased(c, c.tensor(0).convTranspose1d(c.tensor(1),
                stride(c), padding(c), c.integers(-1, "output_padding", 0, 0), groups(c), dilation(c))));
        table.row("nn.functional.conv_transpose2d", c -> biased(c, c.tensor(0).convTranspose2d(c.tensor(1),
                stride(c), padding(c), c.integers(-1, "output_padding", 0, 0), groups(c), dilation(c))));
    }

    private static int[] stride(OperatorCall c) {
        return c.integers(-1, "stride", 0, 1);
    }

    private static int[] padding(OperatorCall c) {
        return c.integers(-1, "padding", 0, 0);
    }

    private static int[] dilation(OperatorCall c) {
        return c.integers(-1, "dilation", 0, 1);
    }

    private static int groups(OperatorCall c) {
        return c.integer(-1, "groups", 1);
    }

    private static Tensor biased(OperatorCall c, Tensor y) {
        if (!c.has(2, "bias")) {
            return y;
        }
        int[] shape = new int[c.tensor(1).rank() - 1];
        Arrays.fill(shape, 1);
        shape[0] = -1;
        return y.plus(c.tensor(2, "bias").reshape(shape));
    }

    /** The places of the maxima, a second result, have no counterpart. */
    private static void maxima(OperatorTable table, String operator, Pool pool) {
        table.rowOfSeveral(operator, c -> {
            c.flag(-1, "return_indices", false);
            int[] kernel = c.integers(-1, "kernel_size", 0);
            return List.of(pool.of(c.tensor(0), kernel, c.integers(-1, "stride", 0, kernel), padding(c), dilation(c),
                    c.flag(-1, "ceil_mode", false)));
        });
    }

    private static void means(OperatorTable table, String operator, int axes, Mean mean) {
        table.row(operator, c -> {
            int[] kernel = c.integers(1, "kernel_size", 0);
            double size = kernel.length == 1 ? Math.pow(kernel[0], axes) : 1;
            for (int i = 0; i < kernel.length && kernel.length > 1; i++) {
                size *= kernel[i];
            }
            double divisor = c.real(6, "divisor_override", 0);
            boolean countPadding = c.flag(5, "count_include_pad", true);
            Tensor y = mean.of(c.tensor(0), kernel, c.integers(2, "stride", 0, kernel),
                    c.integers(3, "padding", 0, 0), c.flag(4, "ceil_mode", false), divisor > 0 || countPadding);
            return divisor > 0 ? y.times(size / divisor) : y;
        });
    }
}
