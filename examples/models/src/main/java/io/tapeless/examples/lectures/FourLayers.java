package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.glorotUniform;
import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.ir.DType.F64;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Trainer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Dim;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Example 13: a chain of sigmoid layers, trained one example at a time, a few at a time, and all at once. */
public final class FourLayers {
    private static final int N = 3;
    private static final int H = 5;
    private static final int EXAMPLES = 12;
    private static final int EPOCHS = 200;

    private FourLayers() {}

    static Model model() {
        TrainSettings settings = TrainSettings.of(Map.of("optimizer", "sgd", "learningRate", 0.5));
        return Model.define("FourLayers", settings, m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(N));
            Tensor t = m.input("t", F64, batch);
            Tensor w1 = m.param("w1", glorotUniform(), F64, N, H);
            Tensor b1 = m.param("b1", zeros(), F64, H);
            Tensor w2 = m.param("w2", glorotUniform(), F64, H, H);
            Tensor b2 = m.param("b2", zeros(), F64, H);
            Tensor w3 = m.param("w3", normal(1), F64, H);
            Tensor b3 = m.param("b3", zeros(), F64);
            Tensor h1 = x.matmul(w1).plus(b1).sigmoid();
            Tensor h2 = h1.matmul(w2).plus(b2).sigmoid();
            Tensor y = h2.matmul(w3).plus(b3).sigmoid();
            m.output("y", y);
            m.loss("loss", y.minus(t).square().mean());
        });
    }

    /** Trains with each size of batch, and prints the mean loss of the first epoch and of the last. */
    public static void main(String[] args) {
        Random random = new Random(7);
        double[] x = DoubleStream.generate(random::nextGaussian).limit(EXAMPLES * N).toArray();
        CompiledModel compiled = ModelCompiler.compile(model());
        for (int batch : new int[] {1, 4, EXAMPLES}) {
            Trainer trainer = compiled.trainer(3);
            trainer.batch(batch);
            double first = epoch(trainer, x, batch);
            double last = first;
            for (int epoch = 1; epoch < EPOCHS; epoch++) {
                last = epoch(trainer, x, batch);
            }
            Evaluation.print("batches of " + batch, first, last);
        }
    }

    /** One pass; the target is 0.9 where the first feature is positive, else 0.1. */
    private static double epoch(Trainer trainer, double[] x, int batch) {
        double loss = 0;
        for (int from = 0; from < EXAMPLES; from += batch) {
            trainer.input("x").set(Arrays.copyOfRange(x, from * N, (from + batch) * N));
            trainer.input("t").set(IntStream.range(from, from + batch).mapToDouble(i -> x[N * i] > 0 ? 0.9 : 0.1)
                    .toArray());
            loss += trainer.step() * batch / EXAMPLES;
        }
        return loss;
    }
}
