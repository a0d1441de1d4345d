package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.MetricFunctions;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores over batches are the scores of all examples, whatever the batches. */
class EvaluatorTest {
    private static final int EXAMPLES = 53;

    private static final Model MODEL = Model.define("Scored", m -> {
        Dim batch = m.dim("B");
        Tensor x = m.input("x", DType.F64, batch);
        Tensor y = m.input("y", DType.F64, batch);
        Tensor w = m.param("w", Initializer.ones(), DType.F64);
        Tensor prediction = x.times(w);
        m.loss("loss", prediction.minus(y).square().mean());
        m.metric("rmse", MetricFunctions.rmse(prediction, y));
        m.metric("r2", MetricFunctions.r2(prediction, y));
        m.metric("mae", prediction.minus(y).abs().mean());
        m.metric("perplexity", MetricFunctions.perplexity(prediction.minus(y).abs()));
        m.metric("auc", MetricFunctions.auc(prediction, y.gt(0)));
    });

    @ParameterizedTest
    @ValueSource(ints = {53, 10, 1})
    void scoresAreThoseOfAllExamples(int batch) {
        Random random = new Random(5);
        double[] x = random.doubles(EXAMPLES, -1, 1).map(v -> Math.round(v * 8) / 8.0).toArray();
        double[] y = new double[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            y[i] = x[i] + random.nextGaussian();
        }
        ExampleInputs inputs = ExampleInputs.of(MODEL);
        Dataset data = Dataset.of(Map.of("x", NdArray.of(x, EXAMPLES), "y", NdArray.of(y, EXAMPLES)), inputs.types());
        CompiledModel compiled = ModelCompiler.compile(MODEL, CompileOptions.defaults().withForm(Form.SCALAR));
        Evaluator evaluator = new Evaluator(compiled, compiled.initialize(1), inputs, data, batch);
        for (int again = 0; again < 2; again++) {
            Map<String, Double> found = evaluator.score().metrics();
            assertEquals(expected(x, y).keySet(), found.keySet());
            expected(x, y).forEach((name, value) -> assertEquals(value, found.get(name), 1e-13, name));
        }
    }

    private static Map<String, Double> expected(double[] x, double[] y) {
        double squares = 0;
        double absolute = 0;
        double mean = 0;
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            squares += (x[i] - y[i]) * (x[i] - y[i]);
            absolute += Math.abs(x[i] - y[i]) / EXAMPLES;
            mean += y[i] / EXAMPLES;
            for (int j = 0; j < EXAMPLES; j++) {
                if (y[i] > 0 && y[j] <= 0) {
                    wins += x[i] > x[j] ? 1 : x[i] == x[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        double spread = 0;
        for (double value : y) {
            spread += (value - mean) * (value - mean);
        }
        return Map.of("rmse", Math.sqrt(squares / EXAMPLES), "r2", 1 - squares / spread, "mae", absolute,
                "perplexity", Math.exp(absolute), "auc", wins / pairs);
    }
}
