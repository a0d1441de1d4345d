package io.tapeless.examples.nist;

import io.tapeless.examples.fit.Fit;
import io.tapeless.examples.fit.LeastSquares;
import io.tapeless.examples.fit.LevenbergMarquardt;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Fits problems of NIST's datasets from both starts and prints how many certified digits were found. */
public final class NistFits {
    private static final int MAX_EVALUATIONS = 5_000;

    private NistFits() {}

    /**
     * @param args the folder of the specs, then names of problems whose files lie in its folder {@code data}; without
     *     names, all
     */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]);
        List<String> names = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : names(folder);
        System.out.println("problem    level    start  digits  evaluations  sum of squares    ms");
        for (String name : names) {
            NistProblem problem = problem(folder, name);
            LeastSquares squares = LeastSquares.of(model(folder, name), "residual", problem.data());
            for (int start = 0; start < problem.starts().size(); start++) {
                long before = System.nanoTime();
                Fit fit = LevenbergMarquardt.fit(squares, problem.starts().get(start), MAX_EVALUATIONS);
                System.out.printf(Locale.ROOT, "%-10s %-8s %5d %7s %12d %15.10e %5d%n", name, problem.level(),
                        start + 1,
                        fit.converged() ? String.format(Locale.ROOT, "%.1f", problem.digits(fit.parameters())) : "none",
                        fit.evaluations(), fit.sumOfSquares(), (System.nanoTime() - before) / 1_000_000);
            }
        }
    }

    /** The names of all problems in a folder. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".dat"))
                    .map(f -> f.substring(0, f.length() - ".dat".length())).sorted().toList();
        }
    }

    static NistProblem problem(Path folder, String name) throws IOException {
        return NistProblem.read(folder.resolve("data").resolve(name + ".dat"));
    }

    /** The model of a problem: of its name, or without its number where several problems share a model. */
    static Model model(Path folder, String name) {
        Path own = folder.resolve(name + ".model.java");
        return SpecCompiler.compile(Files.exists(own) ? own
                : folder.resolve(name.replaceFirst("\\d$", "") + ".model.java"), Map.of());
    }
}
