package io.tapeless.examples.adbench;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompileOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what derivatives cost beside their function, and how long they take to compile.
 *
 * <p>Programs start in scalar form and take the vector form of each call once C2 has compiled it, as they do for users;
 * warming up ends when runs have not become faster for some time. Then function and derivative take turns, on the same
 * inputs, so that both see the same machine; of each the median counts. Times are those that the one thread which runs
 * them has had on a processor, so that other work on the machine does not count.
 */
public final class AdbenchTimes {
    private static final CompileOptions OPTIONS = CompileOptions.defaults();
    private static final long ROUND = 500_000_000L;
    private static final int MOST_ROUNDS = 40;
    private static final int FLAT_ROUNDS = 4;
    private static final int MOST_TURNS = 5_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path folder;

    private AdbenchTimes(Path folder) {
        this.folder = folder;
    }

    /** @param args the folder of the specs, with their data; then names of specs, all without any */
    public static void main(String... args) throws IOException {
        AdbenchTimes times = new AdbenchTimes(Path.of(args[0]));
        List<String> specs = args.length == 1 ? List.of("Gmm", "BundleAdjustment", "Lstm", "Hand")
                : Arrays.asList(args).subList(1, args.length);
        System.out.println("objective                derivative   compile ms   function us   derivative us   ratio");
        for (String spec : specs) {
            times.measure(spec);
        }
    }

    private void measure(String spec) throws IOException {
        Path data = folder.resolve("data");
        switch (spec) {
            case "Gmm" -> gmm(data);
            case "BundleAdjustment" -> bundleAdjustment(data);
            case "Lstm" -> lstm(data);
            case "Hand" -> hand(data);
            default -> throw new IllegalArgumentException("there is no spec " + spec);
        }
    }

    private void gmm(Path data) throws IOException {
        gmm("GMM d=10 k=25 n=1000", Instances.gmm(data.resolve("gmm/gmm_d10_K25.txt"), false));
        for (int d : new int[] {20, 32, 64}) {
            gmm("GMM d=" + d + " k=25 n=1000", Instances.gmm(d, 25, 1000));
        }
    }

    private void bundleAdjustment(Path data) throws IOException {
        Instance instance = Instances.bundleAdjustment(data.resolve("ba/ba1_n49_m7776_p31843.txt"));
        compare("BA n=49 m=7776 p=31843", "BundleAdjustment", instance, List.of("errors", "weightErrors"),
                List.of("errors", "weightErrors", "jacobian", "weightJacobian"));
        gradient("BA n=49 m=7776 p=31843", "BundleAdjustment", "loss", instance, "cameras", "points", "weights");
    }

    private void lstm(Path data) throws IOException {
        for (int layers : new int[] {2, 4}) {
            gradient("LSTM l=" + layers + " c=1024", "Lstm", "objective",
                    Instances.lstm(data.resolve("lstm/lstm_l" + layers + "_c1024.txt")), "main", "extra");
        }
    }

    private void gmm(String name, Instance instance) {
        gradient(name, "Gmm", "objective", instance, "alphas", "means", "icf");
    }

    private void hand(Path data) throws IOException {
        Instance simple = HandFiles.read(data.resolve("hand/model"), data.resolve("hand/simple_t26_c100.txt"), false);
        compare("Hand simple c=100", "Hand", simple, List.of("errors"), List.of("errors", "jacobian"));
        gradient("Hand simple c=100", "Hand", "loss", simple, "theta");
        Instance complicated =
                HandFiles.read(data.resolve("hand/model"), data.resolve("hand/complicated_t26_c100.txt"), true);
        compare("Hand complicated c=100", "Hand", complicated, List.of("errorsInTriangles"),
                List.of("errorsInTriangles", "jacobianInTriangles"));
        gradient("Hand complicated c=100", "Hand", "lossInTriangles", complicated, "theta", "us");
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void compare(String name, String spec, Instance instance, List<String> values, List<String> derivatives) {
        Objective objective = Objective.of(folder.resolve(spec + ".model.java"), instance, OPTIONS);
        long before = now();
        BoundFunction derivative = objective.values(derivatives.toArray(String[]::new));
        print(name, "Jacobian", now() - before, objective.values(values.toArray(String[]::new)), derivative);
    }

    private void gradient(String name, String spec, String scalar, Instance instance, String... by) {
        Objective objective = Objective.of(folder.resolve(spec + ".model.java"), instance, OPTIONS);
        long before = now();
        BoundFunction derivative = objective.gradients(scalar, List.of(by));
        print(name, "gradient", now() - before, objective.values(scalar), derivative);
    }

    private static void print(String name, String kind, long compiling, BoundFunction function,
            BoundFunction derivative) {
        warmUp(function);
        warmUp(derivative);
        double[] medians = times(2 * ROUND, function, derivative);
        System.out.printf(Locale.ROOT, "%-24s %-10s %12d %13.1f %15.1f %7.2f%n", name, kind, compiling / 1_000_000,
                medians[0] / 1e3, medians[1] / 1e3, medians[1] / medians[0]);
    }

    private static void warmUp(BoundFunction function) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0, flat = 0; round < MOST_ROUNDS && flat < FLAT_ROUNDS; round++) {
            double median = times(ROUND, function)[0];
            flat = median < 0.98 * best ? 0 : flat + 1;
            best = Math.min(best, median);
        }
    }

    /** The median time of each of two functions that take turns, in nanoseconds. */
    private static double[] times(long duration, BoundFunction... functions) {
        long[][] times = new long[functions.length][MOST_TURNS];
        long start = now();
        int turns = 0;
        while (turns == 0 || turns < MOST_TURNS && now() - start < duration) {
            for (int i = 0; i < functions.length; i++) {
                long before = now();
                functions[i].run();
                times[i][turns] = now() - before;
            }
            turns++;
        }
        double[] medians = new double[functions.length];
        for (int i = 0; i < functions.length; i++) {
            long[] sorted = Arrays.copyOf(times[i], turns);
            Arrays.sort(sorted);
            medians[i] = sorted[turns / 2];
        }
        return medians;
    }
}
