package io.tapeless.cli;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.FmaPeak;
import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.ProgramCost;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.check.RandomInputs;
import io.tapeless.codegen.check.Values;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Profile;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the train step of a model. */
@Command(name = "bench", mixinStandardHelpOptions = true,
        description = "Measures the train step on random data: speed, share of the measured fused multiply-add peak,"
                + " memory traffic, allocation, times to compile and to the first step; then kernel by kernel.")
final class BenchCommand extends ReportingCommand {
    private static final double PEAK_SECONDS = 1;
    private static final int USUAL_BATCH = 64;
    private static final int ROUNDS = 6;
    private static final int MOST_ROUNDS = 10 * ROUNDS;
    private static final double GAIN = 1.05;
    /** Between steps that only wait for compilers, which need the processors. */
    private static final long PAUSE_NANOS = 10_000_000;

    @Mixin
    private RunOptions run;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3", description = "how long to measure, after"
            + " warming up (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--batch", paramLabel = "N", description = "examples a step (default: the spec's, else 64)")
    private Optional<Integer> batch = Optional.empty();

    @Override
    public Integer call() {
        RunOptions.requirePositive(command, "--batch", batch);
        if (!(seconds > 0)) {
            throw new CommandLine.ParameterException(command.commandLine(), "--seconds: expected more than 0");
        }
        Model model = spec.model();
        CompiledModel compiled = ModelCompiler.compile(model, run.options());
        Form form = run.options().form();
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("model", model.name());
        long start = System.nanoTime();
        Graph graph = compiled.step().graph();
        results.put("compileSeconds", since(start));
        int extent = batch.or(() -> model.settings().count(TrainSetting.BATCH)).orElse(USUAL_BATCH);
        Map<String, Long> dims = RandomInputs.dims(graph, extent);
        Trainer trainer = trainer(compiled, graph, dims);
        trainer.step();
        results.put("firstStepSeconds",
                (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3);
        results.put("form", form.name().toLowerCase(Locale.ROOT));
        results.put("threads", run.threads());
        results.put("dimensions", dims);
        measure(trainer, results);
        cost(graph, dims, results);
        ProfileView.Roof roof = new ProfileView.Roof(new FmaPeak(form, run.threads()).measure(PEAK_SECONDS),
                CopySpeed.measure(PEAK_SECONDS));
        results.put("peakGflops", roof.peak() / 1e9);
        results.put("shareOfPeak", (double) results.get("gflops") * 1e9 / roof.peak());
        results.put("copyGigabytesPerSecond", roof.bandwidth() / 1e9);
        ProfileView profile = profile(model, dims, roof);
        results.put("profile", profile.document());
        report(results, profile);
        return 0;
    }

    /** Of a trainer of its own, once it is warm, as timing calls takes a little time itself. */
    private ProfileView profile(Model model, Map<String, Long> dims, ProfileView.Roof roof) {
        CompiledModel timed = ModelCompiler.compile(model, run.options().withProfile());
        Trainer trainer = trainer(timed, timed.step().graph(), dims);
        warmUp(trainer);
        ((Profile) timed.step().program()).clear();
        steps(trainer, seconds);
        return new ProfileView("step", timed.step(), Optional.of(roof));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private Trainer trainer(CompiledModel compiled, Graph graph, Map<String, Long> dims) {
        Trainer trainer = compiled.trainer(run.seed());
        trainer.bind(dims);
        Map<String, Value> values = RandomInputs.of(graph, dims, run.seed());
        trainer.inputs().forEach((name, view) -> {
            if (!name.equals(ModelBuilder.KEY)) {
                Values.copy(values.get(name), view);
            }
        });
        return trainer;
    }

    private void measure(Trainer trainer, Map<String, Object> results) {
        warmUp(trainer);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedByAsking = -threads.getCurrentThreadAllocatedBytes() + threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long steps = steps(trainer, seconds);
        double elapsed = since(start);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - allocatedByAsking;
        results.put("steps", steps);
        results.put("secondsPerStep", elapsed / steps);
        results.put("stepsPerSecond", steps / elapsed);
        results.put("bytesAllocatedPerStep", Math.max(0, allocated) / steps);
    }

    /**
     * Steps until kernels have the form that they keep, then until the JIT compiler has nothing left to gain: two
     * rounds in a row are no faster, and no vector is boxed any more, as they are before it has compiled a kernel.
     */
    private void warmUp(Trainer trainer) {
        while (!trainer.model().step().program().isSettled()) {
            trainer.step();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double round = seconds / ROUNDS;
        double best = 0;
        int still = 0;
        long perStep = 0;
        for (int i = 0; i < MOST_ROUNDS && (still < 2 || perStep > 0); i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            long steps = steps(trainer, round);
            double speed = steps / since(start);
            perStep = (threads.getCurrentThreadAllocatedBytes() - before) / steps;
            still = speed > best * GAIN ? 0 : still + 1;
            best = Math.max(best, speed);
        }
    }

    /** Steps for a time, which is looked at every now and then. */
    private static long steps(Trainer trainer, double time) {
        long end = System.nanoTime() + (long) (time * 1e9);
        long steps = 0;
        do {
            for (int i = 0; i < 10; i++) {
                trainer.step();
            }
            steps += 10;
        } while (System.nanoTime() < end);
        return steps;
    }

    private static void cost(Graph graph, Map<String, Long> dims, Map<String, Object> results) {
        LoweredFunction function = ModelCompiler.lower(graph, VariableTable.of(graph));
        int[] extents = function.layout().symbols().stream().mapToInt(s -> Math.toIntExact(dims.get(s))).toArray();
        ProgramCost.Call total = new ProgramCost(function).total();
        long flops = total.flops().evaluate(extents);
        long bytes = total.bytes().evaluate(extents);
        results.put("kernelCalls", function.loops().program().calls().size());
        results.put("operationsPerStep", flops);
        results.put("bytesMovedPerStep", bytes);
        results.put("gflops", flops * (double) results.get("stepsPerSecond") / 1e9);
        results.put("gigabytesPerSecond", bytes * (double) results.get("stepsPerSecond") / 1e9);
    }

    private void report(Map<String, Object> results, ProfileView profile) {
        if (json) {
            JsonOutput.print(command.commandLine().getOut(), results);
            return;
        }
        String[][] rows = {
            {"model", results.get("model") + ", " + results.get("dimensions") + ", " + results.get("threads")
                    + " threads, form " + results.get("form")},
            {"compile", text("%.0f ms, graph to loaded class", (double) results.get("compileSeconds") * 1e3)},
            {"first step", text("%.2f s after the start of the JVM", results.get("firstStepSeconds"))},
            {"step", text("%.2f µs, %,.0f steps/s", (double) results.get("secondsPerStep") * 1e6,
                    results.get("stepsPerSecond"))},
            {"arithmetic", text("%,d operations/step, %.1f GFLOP/s", results.get("operationsPerStep"),
                    results.get("gflops"))},
            {"peak", text("%.1f GFLOP/s measured; the step reaches %.1f %%", results.get("peakGflops"),
                    (double) results.get("shareOfPeak") * 100)},
            {"memory", text("%,d bytes moved/step, %.2f GB/s, in %d kernel calls; a copy %.2f GB/s",
                    results.get("bytesMovedPerStep"), results.get("gigabytesPerSecond"), results.get("kernelCalls"),
                    results.get("copyGigabytesPerSecond"))},
            {"allocation", text("%d bytes/step", results.get("bytesAllocatedPerStep"))}};
        TextTable.print(command.commandLine().getOut(), Arrays.asList(rows));
        profile.print(command.commandLine().getOut());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
