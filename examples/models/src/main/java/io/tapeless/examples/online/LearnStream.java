package io.tapeless.examples.online;

import com.sun.management.ThreadMXBean;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Learns from the lines of standard input and says, at powers of two and at the end, how well and how fast. Time is the
 * processor's: waiting for the stream does not count.
 */
public final class LearnStream {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private LearnStream() {}

    /** @param args the spec of a model with inputs x and y and a metric score; a line has x, then y */
    public static void main(String... args) throws IOException {
        OnlineLearner learner = new OnlineLearner(SpecCompiler.compile(Path.of(args[0]), Map.of()));
        NumberLines lines = new NumberLines(System.in);
        float[] numbers = new float[learner.features() + 1];
        System.out.println("examples  log loss  accuracy     AUC  us/example  bytes/example");
        long since = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long reported = 0;
        while (lines.read(numbers)) {
            learner.learn(numbers, numbers[learner.features()]);
            long examples = learner.scores().examples();
            if (examples >= 64 && Long.bitCount(examples) == 1) {
                report(learner.scores(), examples - reported, since, allocated);
                since = THREADS.getCurrentThreadCpuTime();
                allocated = THREADS.getCurrentThreadAllocatedBytes();
                reported = examples;
            }
        }
        if (learner.scores().examples() > reported) {
            report(learner.scores(), learner.scores().examples() - reported, since, allocated);
        }
    }

    /** @param examples how many were learnt since the last report, at that time and with that many bytes allocated */
    private static void report(Progressive scores, long examples, long since, long allocated) {
        double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        double micros = (THREADS.getCurrentThreadCpuTime() - since) / 1e3;
        System.out.printf(Locale.ROOT, "%8d  %8.4f  %8.4f  %6.4f  %10.2f  %13.1f%n", scores.examples(), scores.logLoss(),
                scores.accuracy(), scores.auc(), micros / examples, bytes / examples);
    }
}
