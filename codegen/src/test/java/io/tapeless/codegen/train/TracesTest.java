package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.data.format.IdxFile;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses and gradient norms of each step, f64, against PyTorch's; see the README beside the data. */
class TracesTest {
    private static final double TOLERANCE = 1e-9;
    private static final int BATCH = 64;
    private static final int BATCHES = 64;
    private static final int PIXELS = 784;

    private static Path file(String name) {
        try {
            return Path.of(TracesTest.class.getResource("/traces/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The loss, and the norm of its gradient as a metric. */
    private static void scores(ModelBuilder model, Tensor loss, List<Tensor> parameters) {
        model.loss("loss", loss);
        model.metric("norm", Derivatives.grad(loss, parameters).stream().map(g -> g.square().sum())
                .reduce(Tensor::plus).orElseThrow().sqrt());
    }

    private static Trainer trainer(Model model, String settings) {
        Map<String, Object> values = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] pair = setting.split("=");
            values.put(pair[0], pair[0].equals("optimizer") ? pair[1] : Double.valueOf(pair[1]));
        }
        CompileOptions options = CompileOptions.defaults().withSettings(TrainSettings.of(values));
        return ModelCompiler.compile(model, options).trainer(1);
    }

    private static void replay(Trainer trainer, String trace, String run, IntConsumer feed) {
        int steps = 0;
        for (String line : lines(trace)) {
            String[] parts = line.split(" ");
            if (parts[0].equals(run)) {
                feed.accept(steps);
                assertRelative(Double.parseDouble(parts[2]), trainer.step(), "loss of step " + steps);
                assertRelative(Double.parseDouble(parts[3]), trainer.metric("norm"), "norm in step " + steps);
                steps++;
            }
        }
        assertEquals(trace.startsWith("mlp") ? 128 : 200, steps);
    }

    private static void assertRelative(double expected, double found, String what) {
        assertEquals(expected, found, TOLERANCE * Math.abs(expected), what);
    }

    @ParameterizedTest
    @CsvSource({"sgd, optimizer=sgd learningRate=0.1", "adam, optimizer=adam learningRate=0.002"})
    void mnist(String run, String settings) {
        Model model = Model.define("Mlp", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", DType.F64, batch, Dim.of(PIXELS));
            Tensor y = m.input("y", DType.I32, batch);
            Tensor w1 = m.param("w1", Initializer.zeros(), DType.F64, PIXELS, 64);
            Tensor b1 = m.param("b1", Initializer.zeros(), DType.F64, 64);
            Tensor w2 = m.param("w2", Initializer.zeros(), DType.F64, 64, 32);
            Tensor b2 = m.param("b2", Initializer.zeros(), DType.F64, 32);
            Tensor w3 = m.param("w3", Initializer.zeros(), DType.F64, 32, 10);
            Tensor b3 = m.param("b3", Initializer.zeros(), DType.F64, 10);
            Tensor h = x.matmul(w1).plus(b1).relu().matmul(w2).plus(b2).relu();
            scores(m, Losses.crossEntropy(h.matmul(w3).plus(b3), y).mean(), List.of(w1, b1, w2, b2, w3, b3));
        });
        Trainer trainer = trainer(model, settings);
        trainer.batch(BATCH);
        trainer.parameters().get("w1").set(pseudoRandom(1, PIXELS * 64, 1.0 / 28));
        trainer.parameters().get("w2").set(pseudoRandom(2, 64 * 32, 1.0 / 8));
        trainer.parameters().get("w3").set(pseudoRandom(3, 32 * 10, 1 / Math.sqrt(32)));
        double[] pixels = IdxFile.read(file("mnist-images-idx3-ubyte.gz")).as(DType.F64).asDoubles();
        int[] labels = IdxFile.read(file("mnist-labels-idx1-ubyte.gz")).as(DType.I32).asInts();
        replay(trainer, "mlp_mnist.txt", run, step -> {
            int row = BATCH * (step % BATCHES);
            trainer.input("x").set(Arrays.stream(pixels, row * PIXELS, (row + BATCH) * PIXELS).map(p -> p / 255)
                    .toArray());
            trainer.input("y").set(Arrays.copyOfRange(labels, row, row + BATCH));
        });
    }

    @ParameterizedTest
    @CsvSource({"sgd, optimizer=sgd learningRate=0.1", "nesterov, optimizer=nesterov learningRate=0.05 momentum=0.9",
        "adam, optimizer=adam learningRate=0.002"})
    void breastCancer(String run, String settings) {
        int features = 30;
        Model model = Model.define("LogisticRegression", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", DType.F64, batch, Dim.of(features));
            Tensor y = m.input("y", DType.F64, batch);
            Tensor w = m.param("w", Initializer.zeros(), DType.F64, features);
            Tensor b = m.param("b", Initializer.zeros(), DType.F64);
            scores(m, Losses.binaryCrossEntropyWithLogits(x.matmul(w).plus(b), y).mean(), List.of(w, b));
        });
        List<double[]> rows = lines("breast_cancer.csv").stream().skip(1)
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toList();
        Trainer trainer = trainer(model, settings);
        trainer.batch(rows.size());
        trainer.input("x").set(standardised(rows, features));
        trainer.input("y").set(rows.stream().mapToDouble(row -> row[features]).toArray());
        replay(trainer, "logreg_breast_cancer.txt", run, step -> { });
    }

    private static double[] standardised(List<double[]> rows, int features) {
        double[] values = new double[rows.size() * features];
        for (int j = 0; j < features; j++) {
            int column = j;
            double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
            double deviation = Math.sqrt(rows.stream().mapToDouble(row -> Math.pow(row[column] - mean, 2)).average()
                    .orElseThrow());
            for (int i = 0; i < rows.size(); i++) {
                values[i * features + j] = (rows.get(i)[j] - mean) / deviation;
            }
        }
        return values;
    }

    private static double[] pseudoRandom(long seed, int size, double scale) {
        double[] values = new double[size];
        long s = seed;
        for (int i = 0; i < size; i++) {
            s = (1103515245 * s + 12345) % (1L << 31);
            values[i] = (s / (double) (1L << 31) - 0.5) * 2 * scale;
        }
        return values;
    }
}
