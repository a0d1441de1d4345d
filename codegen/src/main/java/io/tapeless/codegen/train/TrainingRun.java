package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.data.Batches;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Dataset;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.SafetensorsFile;
import io.tapeless.ir.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Epochs of steps over data. The examples of each epoch come in an order that seed and epoch determine;
 * the last, smaller batch is used. The weights after it are a function of model, data and options alone,
 * also if it was stopped and resumed.
 */
public final class TrainingRun {
    /** How a run ended. */
    public enum End { DONE, STOPPED }

    private final CompiledModel model;
    private final ExampleInputs inputs;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Trainer trainer;
    private final String loss;
    private final Batches batches;
    private final Optional<Evaluator> evaluator;
    private final Map<String, String> identity;
    private final List<EpochReport> reports = new ArrayList<>();
    private volatile boolean stopped;
    private int epoch;
    private int batch;
    private int bound = -1;
    private ScoreSums sums;

    /**
     * Prepares a run, and resumes it if the options say so.
     *
     * @param inputs what the data were read for
     * @param valid data scored after each epoch
     * @throws DataException if a label names no class, the checkpoint is missing or malformed, or there can
     *     be none
     * @throws TrainingException if the checkpoint is of another run
     */
    public TrainingRun(CompiledModel model, ExampleInputs inputs, Dataset train, Optional<Dataset> valid,
            TrainingOptions options, TrainingListener listener) {
        this.model = model;
        this.inputs = inputs;
        this.options = options;
        this.listener = listener;
        this.loss = model.model().loss().orElseThrow();
        options.checkpoint().ifPresent(Checkpoint::requirePossible);
        requireClasses(model.model().train(), train);
        valid.ifPresent(data -> requireClasses(model.model().train(), data));
        this.trainer = model.trainer(options.seed());
        this.batches = train.batches(options.batch());
        this.evaluator = valid.map(data -> new Evaluator(model, trainer.parameters(), inputs, data, options.batch()));
        this.identity = new TreeMap<>(Map.of("model", model.model().name(), "seed", Long.toString(options.seed()),
                "batch size", Integer.toString(options.batch()), "number of examples", Integer.toString(train.size())));
        this.sums = newSums();
        if (options.resume()) {
            resume(options.checkpoint().orElseThrow());
        }
    }

    private static void requireClasses(Graph graph, Dataset data) {
        for (InputType input : data.inputs()) {
            if (input.dtype().isInteger()) {
                OptionalLong classes = LabelRange.classes(graph, input.name());
                classes.ifPresent(count -> data.requireClasses(input.name(), count));
            }
        }
    }

    private ScoreSums newSums() {
        return new ScoreSums(model.model().metrics());
    }

    private void resume(Path directory) {
        Checkpoint checkpoint = Checkpoint.read(directory);
        checkpoint.restore(trainer.parameters(), identity, directory);
        trainer.resume(checkpoint.steps());
        epoch = checkpoint.epoch();
        batch = checkpoint.batches();
        sums.restore(checkpoint.sums());
    }

    /** The trainer whose weights the run changes. */
    public Trainer trainer() {
        return trainer;
    }

    /** Examples of a step. */
    public int batch() {
        return options.batch();
    }

    /** Epochs done, those before a resumed checkpoint included. */
    public int epochs() {
        return epoch;
    }

    /** Steps done in the epoch after those. */
    public int stepsInEpoch() {
        return batch;
    }

    /** Steps of an epoch. */
    public int stepsPerEpoch() {
        return batches.count();
    }

    /** What the epochs done here gave. */
    public List<EpochReport> reports() {
        return List.copyOf(reports);
    }

    /** Asks the run to end after the step it is in; may be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains.
     *
     * @throws TrainingException if the loss is not finite; no checkpoint is written of that state
     */
    public End run() {
        while (epoch < options.epochs()) {
            if (epoch()) {
                continue;
            }
            checkpoint();
            return End.STOPPED;
        }
        return End.DONE;
    }

    /** Runs the rest of an epoch; false if it was stopped. */
    private boolean epoch() {
        batches.shuffle(options.seed(), epoch);
        for (int i = 0; i < batch; i++) {
            batches.next();
        }
        long start = System.nanoTime();
        long before = sums.examples();
        while (batches.next()) {
            if (stopped) {
                return false;
            }
            step();
        }
        long trained = System.nanoTime();
        Optional<Scores> valid = evaluator.map(Evaluator::score);
        EpochReport report = new EpochReport(epoch + 1, trainer.steps(), sums.mean(), valid,
                sums.examples() - before, (trained - start) / 1e9, (System.nanoTime() - trained) / 1e9);
        reports.add(report);
        epoch++;
        batch = 0;
        sums = newSums();
        checkpoint();
        listener.epoch(report);
        return true;
    }

    private void step() {
        if (batches.size() != bound) {
            trainer.bind(inputs.binding(batches.size()));
            bound = batches.size();
        }
        Feeder.feed(batches, trainer.inputs());
        double value = trainer.step();
        if (!Double.isFinite(value)) {
            throw new TrainingException("the loss is " + value + " at step " + (batch + 1) + " of epoch " + (epoch + 1)
                    + "; try a smaller learning rate, scaled inputs, or another initialisation");
        }
        sums.add(value, trainer::metric, batches.size());
        batch++;
        listener.step(epoch + 1, batch, batches.count(), sums.loss());
    }

    private void checkpoint() {
        options.checkpoint().ifPresent(directory -> Checkpoint.of(trainer.parameters(), identity, epoch, batch,
                trainer.steps(), sums).write(directory));
    }

    /**
     * Writes the model's parameters and states.
     *
     * @throws DataException if that fails
     */
    public void writeWeights(Path file) {
        List<String> names = List.copyOf(model.model().variables().keySet());
        new SafetensorsFile(trainer.parameters().toArrays(names), Map.of("model", model.model().name())).write(file);
    }
}
