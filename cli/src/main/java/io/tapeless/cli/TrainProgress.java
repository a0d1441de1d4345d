package io.tapeless.cli;

import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.Scores;
import io.tapeless.codegen.train.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a training goes on: a line an epoch, and below them a bar if someone watches. */
final class TrainProgress implements TrainingListener, AutoCloseable {
    private static final int UPDATE_MILLIS = 100;
    private static final int NARROW = 80;

    private final PrintWriter err;
    private final PrintWriter lines;
    private final int epochs;
    private ProgressBar bar;
    private boolean shown;

    /**
     * @param lines where the line of each epoch goes
     * @param err where the bar goes, if it is a terminal
     */
    TrainProgress(PrintWriter lines, PrintWriter err, int epochs) {
        this.lines = lines;
        this.err = err;
        this.epochs = epochs;
    }

    /** Starts the bar at the epochs done before. */
    void start(int done, int stepsPerEpoch) {
        if (Terminal.isWatched()) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax((long) epochs * stepsPerEpoch)
                    .startsFrom((long) done * stepsPerEpoch, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" steps", 1)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(new Line());
            bar = (isNarrow() ? builder.hideEta() : builder).build();
        }
    }

    /** Whether only the bar itself has room. */
    private static boolean isNarrow() {
        return Terminal.columns() < NARROW;
    }

    @Override
    public void damaged(String what) {
        err.println("warning: " + what);
    }

    @Override
    public void step(int epoch, int step, int steps, double loss) {
        if (bar != null) {
            long made = (long) (epoch - 1) * steps + step;
            bar.stepTo(made);
            if (made % 16 == 0 && !isNarrow()) {
                bar.setExtraMessage(String.format(Locale.ROOT, " epoch %d/%d, loss %s", epoch, epochs,
                        Numbers.shown(loss)));
            }
        }
    }

    @Override
    public synchronized void epoch(EpochReport report) {
        clear();
        lines.println(line(report));
    }

    private String line(EpochReport report) {
        int width = Integer.toString(epochs).length();
        return String.format(Locale.ROOT, "epoch %" + width + "d/%d  %s%s  %s", report.epoch(), epochs,
                text(report.train()), report.valid().map(v -> "  valid: " + text(v)).orElse(""),
                Numbers.seconds(report.trainSeconds() + report.validSeconds()));
    }

    /** {@code loss 0.1234  accuracy 0.9712}. */
    static String text(Scores scores) {
        StringBuilder text = new StringBuilder("loss ").append(Numbers.shown(scores.loss()));
        scores.metrics().forEach((name, value) -> text.append("  ").append(name).append(' ')
                .append(Numbers.shown(value)));
        return text.toString();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private synchronized void draw(String text) {
        err.print("\r" + text);
        err.flush();
        shown = true;
    }

    private synchronized void clear() {
        if (shown) {
            Terminal.clearLine(err);
            shown = false;
        }
    }

    /** The terminal's last line, which the bar's thread draws and an epoch's line takes. */
    private final class Line implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return Terminal.columns() - 1;
        }

        @Override
        public void accept(String text) {
            draw(text);
        }

        @Override
        public void clear() {
            TrainProgress.this.clear();
        }

        @Override
        public void close() {
            TrainProgress.this.clear();
        }
    }
}
