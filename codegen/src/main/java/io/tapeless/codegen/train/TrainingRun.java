package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.format.WeightsFile;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Epochs of {@link Steps} over data, with scores after each. The weights after it are a function of model, data and
 * options alone, also if it was stopped and resumed.
 */
public final class TrainingRun {
    /** How a run ended. */
    public enum End {
        /** All epochs are done. */
        DONE,
        /** The score that is watched has not been better for as many epochs as the settings allow. */
        EARLY,
        /** No step makes the loss smaller. */
        AT_MINIMUM,
        /** It was asked to end. */
        STOPPED
    }

    private final CompiledModel model;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Optional<CheckpointDirectory> checkpoints;
    /** Steps between two checkpoints of an epoch. */
    private final int every;
    private final Steps steps;
    private final Preparation preparation;
    private final Optional<Evaluator> evaluator;
    private final Map<String, String> identity;
    private final List<EpochReport> reports = new ArrayList<>();
    private final TrainSettings settings;
    private final Plateau plateau;
    private final Monitor monitor;
    private final boolean skipsNonFinite;
    /** The weights that are validated: the variables, or averages as of the last epoch. */
    private final Parameters validated;
    /** The validated weights of the best epoch. */
    private final Parameters best;
    private boolean hasBest;
    private volatile boolean stopped;
    private int epoch;
    private int batch;
    private ScoreSums sums;

    /**
     * Prepares a run, and resumes it if the options say so.
     *
     * @param inputs what the data were read for
     * @param valid data scored after each epoch
     * @throws DataException if a label names no class, no checkpoint is there or intact, or there can be none
     * @throws TrainingException if the checkpoint is of another run, or the optimiser does not fit the settings, the
     *     model or the batch size
     */
    public TrainingRun(CompiledModel model, ExampleInputs inputs, Dataset train, Optional<Dataset> valid,
            TrainingOptions options, TrainingListener listener) {
        this.model = model;
        this.options = options;
        this.listener = listener;
        this.checkpoints = options.checkpoints().map(c -> new CheckpointDirectory(c.directory(), c.keep()));
        checkpoints.ifPresent(CheckpointDirectory::requirePossible);
        this.every = options.checkpoints().map(Checkpoints::every).orElse(OptionalInt.empty()).orElse(Integer.MAX_VALUE);
        LabelRange.require(model.model().train(), train);
        valid.ifPresent(data -> LabelRange.require(model.model().train(), data));
        this.preparation = train.preparation();
        this.settings = model.settings();
        this.plateau = new Plateau(settings);
        this.steps = Steps.of(model, inputs, train, options, plateau);
        this.monitor = new Monitor(settings, model.model().metrics());
        this.skipsNonFinite = settings.flag(TrainSetting.SKIP_NON_FINITE);
        this.validated = steps.hasAverages() ? new Parameters(model.variables()) : steps.variables();
        this.best = new Parameters(model.variables());
        this.evaluator = valid.map(data -> new Evaluator(model, validated, inputs, data, options.batch()));
        this.identity = new TreeMap<>(Map.of("model", model.model().name(), "seed", Long.toString(options.seed()),
                "batch size", Integer.toString(steps.batch()), "number of examples", Integer.toString(train.size())));
        this.sums = newSums();
        options.checkpoints().filter(Checkpoints::resume).ifPresent(this::resume);
    }

    private ScoreSums newSums() {
        return new ScoreSums(model.model().metrics());
    }

    private void resume(Checkpoints from) {
        Checkpoint checkpoint = checkpoints.orElseThrow().newest(listener::damaged);
        checkpoint.requireRun(identity, from.directory());
        hasBest = checkpoint.restoreBest(best);
        steps.restore(checkpoint.current(), checkpoint.steps());
        epoch = checkpoint.epoch();
        batch = checkpoint.batches();
        SavedState saved = new SavedState(checkpoint.state());
        sums.restore(saved);
        monitor.restore(saved);
        plateau.restore(saved);
    }

    public CompiledModel model() {
        return model;
    }

    /** All variables as they are trained, the optimiser's own included. */
    public Parameters variables() {
        return steps.variables();
    }

    /** What computes a step, or one of the evaluations that make a step. */
    public CompiledFunction function() {
        return steps.function();
    }

    /** Examples of a step. */
    public int batch() {
        return steps.batch();
    }

    /** Steps done, those before a resumed checkpoint included. */
    public long steps() {
        return steps.made();
    }

    /** Those of them that changed nothing as they were not finite. */
    public long skippedSteps() {
        return steps.skipped();
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
        return steps.perEpoch();
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
     * @throws TrainingException if the loss is not finite, and such steps are not skipped or all of an epoch are; no
     *     checkpoint is written of that state
     */
    public End run() {
        while (epoch < options.epochs()) {
            if (monitor.waited() >= settings.count(TrainSetting.PATIENCE).orElse(Integer.MAX_VALUE)) {
                return End.EARLY;
            } else if (steps.areDone()) {
                return End.AT_MINIMUM;
            } else if (!epoch()) {
                checkpoint();
                return End.STOPPED;
            }
        }
        return End.DONE;
    }

    /** Runs the rest of an epoch; false if it was stopped. */
    private boolean epoch() {
        long start = System.nanoTime();
        long before = sums.examples();
        try (Steps.Epoch each = steps.epoch(epoch, batch)) {
            while (each.next()) {
                if (stopped) {
                    return false;
                }
                step(each);
            }
        }
        long trained = System.nanoTime();
        if (sums.examples() == 0) {
            throw new TrainingException("every step of epoch " + (epoch + 1) + " was skipped as it was not finite");
        }
        steps.copyWeights(validated);
        Optional<Scores> valid = evaluator.map(Evaluator::score);
        EpochReport report = new EpochReport(epoch + 1, steps.made(), sums.mean(), valid,
                sums.examples() - before, (trained - start) / 1e9, (System.nanoTime() - trained) / 1e9);
        reports.add(report);
        watch(report);
        epoch++;
        batch = 0;
        sums = newSums();
        checkpoint();
        listener.epoch(report);
        return true;
    }

    private void watch(EpochReport report) {
        boolean better = monitor.isBetter(report);
        plateau.epoch(better);
        if (better && settings.flag(TrainSetting.KEEP_BEST)) {
            steps.copyWeights(best);
            hasBest = true;
        }
    }

    private void step(Steps.Epoch each) {
        double value = each.step();
        if (Double.isFinite(value)) {
            sums.add(value, steps::metric, each.examples());
        } else if (!skipsNonFinite) {
            throw new TrainingException("the loss is " + value + " at step " + (batch + 1) + " of epoch " + (epoch + 1)
                    + "; try a smaller learning rate, scaled inputs, or another initialisation");
        }
        batch++;
        if (batch < steps.perEpoch() && batch % every == 0) {
            checkpoint();
        }
        listener.step(epoch + 1, batch, steps.perEpoch(), sums.loss());
    }

    private void checkpoint() {
        checkpoints.ifPresent(directory -> {
            Map<String, String> state = new TreeMap<>();
            sums.save(state);
            monitor.save(state);
            plateau.save(state);
            directory.write(Checkpoint.of(steps.tensors(), hasBest ? Optional.of(best) : Optional.empty(),
                    identity, epoch, batch, steps.made(), state));
        });
    }

    /**
     * The parameters and states to keep: those of the best epoch if the settings ask for them, else the last ones;
     * of the parameters their averages, if the settings ask for averages.
     */
    public Parameters weights() {
        Parameters kept = new Parameters(model.variables());
        List<String> names = kept.table().names();
        if (hasBest) {
            kept.set(best.toArrays(names), names);
        } else {
            steps.copyWeights(kept);
        }
        return kept;
    }

    /**
     * Writes the {@link #weights} and how the data were prepared, as {@link WeightsFile} does.
     *
     * @throws DataException if that fails
     */
    public void writeWeights(Path file) {
        Parameters kept = weights();
        Map<String, String> metadata = new TreeMap<>(preparation.metadata());
        metadata.put("model", model.model().name());
        WeightsFile.write(file, kept.toArrays(kept.table().names()), metadata);
    }
}
