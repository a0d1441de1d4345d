package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.Trainer;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.List;
import java.util.Random;

/** Convolutions and networks of them. */
final class ConvolutionModels {
    private static final int CLASSES = 10;

    private ConvolutionModels() {}

    /**
     * A convolution that keeps the extents, and its adjoints.
     *
     * @param groups 1, or as many as channels
     */
    record Convolution(int batch, int channels, int outputs, int extent, int kernel, int groups) {
        static final String FORWARD = "y";
        static final String DATA = "dx";
        static final String FILTER = "dw";

        /** Floating-point operations of each of the three, products with padding included. */
        long flops() {
            return 2L * batch * outputs * channels / groups * kernel * kernel * extent * extent;
        }

        /** One of the three, on random numbers. */
        BoundFunction function(String output) {
            Model model = Model.define("Convolution", builder -> {
                Tensor x = builder.input("x", DType.F32, batch, channels, extent, extent);
                Tensor w = builder.input("w", DType.F32, outputs, channels / groups, kernel, kernel);
                Tensor y = groups == 1 ? x.conv2d(w, 1, "same") : x.depthwiseConv2d(w, 1, "same");
                builder.output(FORWARD, y);
                if (!output.equals(FORWARD)) {
                    Tensor g = builder.input("g", DType.F32, batch, outputs, extent, extent);
                    builder.output(output, Derivatives.grad(y.times(g).sum(), output.equals(DATA) ? x : w));
                }
            });
            return Models.function(model, List.of(output));
        }
    }

    /** LeNet-5 on 28 × 28 pixels, with ReLU and maxima. LeCun et al. 1998. */
    static Model lenet() {
        return Model.define("LeNet", model -> {
            Dim batch = model.dim("B");
            Tensor x = model.input("x", DType.F32, batch, Dim.of(1), Dim.of(28), Dim.of(28));
            Tensor labels = model.input("y", DType.I32, batch);
            Tensor first = convolution(model, x, "first", 6, 5, "same").relu().maxPool2d(2);
            Tensor second = convolution(model, first, "second", 16, 5, "valid").relu().maxPool2d(2);
            Tensor h = second.reshape(batch, Dim.of(400));
            int[] widths = {400, 120, 84, CLASSES};
            for (int layer = 1; layer < widths.length; layer++) {
                h = layer == 1 ? h : h.relu();
                h = Models.dense(model, h, layer, widths);
            }
            model.loss("loss", Losses.crossEntropy(h, labels).mean());
        });
    }

    /** Two residual blocks of 32 channels with batch statistics on 3 × 32 × 32 pixels. After He et al. 2016. */
    static Model residual() {
        return Model.define("Residual", model -> {
            Dim batch = model.dim("B");
            Tensor x = model.input("x", DType.F32, batch, Dim.of(3), Dim.of(32), Dim.of(32));
            Tensor labels = model.input("y", DType.I32, batch);
            Tensor h = convolution(model, x, "stem", 32, 3, "same").relu();
            for (String block : List.of("a", "b")) {
                Tensor inner = normalized(model, h, block + "1").relu();
                h = normalized(model, inner, block + "2").plus(h).relu();
            }
            model.loss("loss", Losses.crossEntropy(Models.dense(model, h.globalAvgPool().reshape(batch, Dim.of(32)), 1,
                    32, CLASSES), labels).mean());
        });
    }

    private static Tensor convolution(ModelBuilder model, Tensor x, String name, int outputs, int kernel,
            String padding) {
        Tensor w = model.param(name + "_w", Initializer.heNormal(), DType.F32, outputs,
                x.shape().dim(1).constant(), kernel, kernel);
        Tensor b = model.param(name + "_b", Initializer.zeros(), DType.F32, outputs, 1, 1);
        return x.conv2d(w, 1, padding).plus(b);
    }

    /** A convolution of as many channels as there are, with statistics of the batch. */
    private static Tensor normalized(ModelBuilder model, Tensor x, String name) {
        long channels = x.shape().dim(1).constant();
        return convolution(model, x, name, (int) channels, 3, "same").batchNorm(model.param(name + "_scale", Initializer.ones(), DType.F32, channels),
                model.param(name + "_shift", Initializer.zeros(), DType.F32, channels),
                model.state(name + "_mean", Initializer.zeros(), DType.F32, channels),
                model.state(name + "_var", Initializer.ones(), DType.F32, channels));
    }

    /** Floating-point operations of the contractions of a step of {@link #lenet}, one example. */
    static long lenetFlops() {
        long first = 2L * 6 * 25 * 784;
        long second = 2L * 16 * 150 * 100;
        return 2 * first + 3 * second + 2L * 3 * (400 * 120 + 120 * 84 + 84 * CLASSES);
    }

    /** The same of {@link #residual}. */
    static long residualFlops() {
        return 2 * (2L * 32 * 27 * 1024) + 3 * 4 * (2L * 32 * 288 * 1024) + 2L * 3 * 32 * CLASSES;
    }

    /** A trainer of one of the networks on random numbers, bound to a batch size. */
    static Trainer trainer(Model model, String optimizer, int batch, int pixels) {
        Trainer trainer = Models.trainer(model, optimizer, batch);
        trainer.input("x").set(Models.uniform(1, batch * pixels));
        trainer.input("y").set(new Random(2).ints(batch, 0, CLASSES).toArray());
        return trainer;
    }
}
