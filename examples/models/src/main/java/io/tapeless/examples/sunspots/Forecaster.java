package io.tapeless.examples.sunspots;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.train.Lbfgs;
import io.tapeless.codegen.train.LossFunction;
import java.util.Map;

/** A model of a series, fitted to its first part. */
final class Forecaster {
    private static final int MEMORY = 20;
    private static final int MAX_STEPS = 2_000;
    private static final double FLAT = 1e-8;

    private final Predictor predictor;

    private Forecaster(Predictor predictor) {
        this.predictor = predictor;
    }

    /** Minimises the model's loss on a series, from the initial weights of a seed. */
    static Forecaster fit(CompiledModel model, double[] series, long seed) {
        Parameters parameters = model.initialize(seed);
        LossFunction loss = new LossFunction(model, parameters, Map.of("N", (long) series.length), seed);
        loss.input("numbers").set(series);
        Lbfgs lbfgs = new Lbfgs(loss, loss.point(), MEMORY);
        int steps = 0;
        while (steps < MAX_STEPS && lbfgs.gradientNorm() > FLAT && lbfgs.step()) {
            steps++;
        }
        loss.set(lbfgs.point());
        return new Forecaster(model.predictor(parameters));
    }

    /** Forecasts of the last numbers of a series, each from those before it. */
    double[] forecasts(double[] series) {
        predictor.batch(series.length);
        predictor.input("numbers").set(series);
        predictor.run();
        return predictor.output("forecast").toArray().asDoubles();
    }
}
