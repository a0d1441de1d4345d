package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;

/** Convolutions and their adjoints. */
final class ConvolutionModels {
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
            return Models.function(model, List.of(output), Map.of());
        }
    }
}
