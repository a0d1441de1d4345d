package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;

import io.tapeless.cli.LineChart;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import io.tapeless.frontend.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Example 4's experiment: how large the gradient is at each layer for weights of several variances. All curves see the
 * same draws of the weights, scaled to their variance, and the same examples.
 */
public final class DepthExperiment {
    private static final int DRAWS = 12;
    private static final int EXAMPLES = 8;
    private static final int LAST = Depth.LAYERS - 1;

    private final List<Curve> curves;

    private DepthExperiment() {
        Network relu = new Network(Tensor::relu, 0.5);
        Network tanh = new Network(Tensor::tanh, 1);
        curves = List.of(new Curve("0.1", relu, 0.1), new Curve("0.5", relu, 0.5), new Curve("1 (He)", relu, 1),
                new Curve("2", relu, 2), new Curve("10", relu, 10), new Curve("0.5 tanh (Glorot)", tanh, 0.5));
        Random random = new Random(3);
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] weights = normal(random, Depth.LAYERS * Depth.WIDTH * Depth.WIDTH);
            double[] x = normal(random, EXAMPLES * Depth.WIDTH);
            double[] v = normal(random, EXAMPLES * Depth.WIDTH);
            curves.forEach(curve -> curve.add(weights, x, v));
        }
    }

    private static double[] normal(Random random, int size) {
        return DoubleStream.generate(random::nextGaussian).limit(size).toArray();
    }

    /** Runs the experiment. */
    static List<Curve> curves() {
        return new DepthExperiment().curves;
    }

    /** One compiled model and memory for its weights. */
    private static final class Network {
        private final Parameters parameters;
        private final Predictor predictor;
        private final double slope;

        /** @param slope the mean square of the activation's derivative: ½ for ReLU, 1 for tanh near 0 */
        Network(UnaryOperator<Tensor> activation, double slope) {
            this.slope = slope;
            CompiledModel compiled = ModelCompiler.compile(Depth.model(activation));
            parameters = new Parameters(compiled.variables());
            predictor = compiled.predictor(parameters);
            predictor.batch(EXAMPLES);
        }

        /** The squared norms of ∂L/∂f, a row a layer, for weights that are multiples of standard normal numbers. */
        TensorView squares(double[] weights, double std, double[] x, double[] v) {
            int size = Depth.WIDTH * Depth.WIDTH;
            for (int layer = 0; layer < Depth.LAYERS; layer++) {
                parameters.get("layers." + layer + ".w").set(Arrays.stream(weights, layer * size, (layer + 1) * size)
                        .map(w -> std * w).toArray());
            }
            predictor.input("x").set(x);
            predictor.input("v").set(v);
            predictor.run();
            return predictor.output("squares");
        }
    }

    /** What is measured for weights of one variance, given as a multiple of He's. */
    static final class Curve {
        private final String label;
        private final Network network;
        private final double variance;
        private final double[] sums = new double[Depth.LAYERS];
        private final List<Double> decades = new ArrayList<>();

        Curve(String label, Network network, double variance) {
            this.label = label;
            this.network = network;
            this.variance = variance;
        }

        private void add(double[] weights, double[] x, double[] v) {
            TensorView squares = network.squares(weights, Math.sqrt(2 * variance / Depth.WIDTH), x, v);
            for (int i = 0; i < squares.size(); i++) {
                sums[i / EXAMPLES] += squares.get(i);
            }
            for (int i = 0; i < EXAMPLES; i++) {
                decades.add(Math.log10(squares.get(i) / squares.get(LAST * EXAMPLES + i)) / 2);
            }
        }

        String label() {
            return label;
        }

        /** log₁₀ of the root mean square of ‖∂L/∂f‖ at a layer, over that at the last one. */
        double measured(int layer) {
            return Math.log10(sums[layer] / sums[LAST]) / 2;
        }

        /** What the expectation says: with each layer back the square grows by n·σ²·slope, σ² = 2·variance/n. */
        double predicted(int layer) {
            return (LAST - layer) * Math.log10(2 * variance * network.slope) / 2;
        }

        /** The standard deviation of log₁₀ of the norm's ratio, first layer to last, over draws and examples. */
        double spread() {
            double mean = decades.stream().mapToDouble(d -> d).average().orElseThrow();
            return Math.sqrt(decades.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum() / (decades.size() - 1));
        }
    }

    /** The curves as a drawing in SVG. */
    static String plot(List<Curve> curves) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        curves.forEach(curve -> values.put(curve.label, IntStream.range(0, Depth.LAYERS)
                .mapToObj(curve::measured).toList()));
        return LineChart.of("log₁₀ of the gradient's norm over that at the last layer", "layer",
                IntStream.rangeClosed(1, Depth.LAYERS).boxed().toList(), values);
    }

    /** The first layer's size by variance: measured, predicted, and the standard deviation of single examples. */
    static String table(List<Curve> curves) {
        StringBuilder table = new StringBuilder(
                String.format("%-18s%10s%10s%10s\n", "times He's", "measured", "predicted", "spread"));
        curves.forEach(curve -> table.append(String.format(Locale.ROOT, "%-18s%10.2f%10.2f%10.2f\n", curve.label,
                curve.measured(0), curve.predicted(0), curve.spread())));
        return table.toString();
    }

    /**
     * Prints the table.
     *
     * @param args the file for the plot, if it is wanted
     */
    public static void main(String[] args) throws IOException {
        List<Curve> curves = curves();
        System.out.print(table(curves));
        if (args.length > 0) {
            Files.writeString(Path.of(args[0]), plot(curves));
        }
    }
}
