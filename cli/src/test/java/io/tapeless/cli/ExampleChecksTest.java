package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code tapeless check --order 2} passes on every example, but for those whose inputs only make sense as their
 * benchmark gives them: these are held against its expected values.
 */
class ExampleChecksTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "models");
    /** They keep the interpreter busy for minutes, or have no fixed point at random; checked with {@code -Pfuzz}. */
    private static final Set<String> LARGE = Set.of("FashionConvNet", "FashionMnist", "Equilibrium");
    private static final Path BENCHMARK = EXAMPLES.resolve("adbench");
    private static final boolean ALL = Boolean.getBoolean("tapeless.large");
    /** Smaller ones of the same kind. */
    private static final Map<String, List<String>> DEFINES = Map.of("ConvNet", List.of("-D", "CHANNELS=2"),
            "Digits", List.of("-D", "HIDDEN=16"), "Bigram", List.of("-D", "T=4"),
            "Gpt", List.of("-D", "WIDTH=8", "-D", "HEADS=2", "-D", "BLOCKS=1", "-D", "T=4", "-D", "VOCABULARY=5"),
            "Lstm", List.of("-D", "WIDTH=4", "-D", "T=4", "-D", "VOCABULARY=5"),
            "Names", List.of("-D", "WIDTH=8", "-D", "HEADS=2", "-D", "BLOCKS=1", "-D", "T=4"));

    @TestFactory
    Stream<DynamicTest> everyExample() throws IOException {
        List<Path> specs;
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            specs = files.filter(f -> f.toString().endsWith(".model.java") && !f.startsWith(BENCHMARK)).sorted()
                    .toList();
        }
        assertTrue(specs.size() > 20, "examples found: " + specs.size());
        return specs.stream().filter(spec -> ALL || !LARGE.contains(name(spec)))
                .map(spec -> DynamicTest.dynamicTest(EXAMPLES.relativize(spec).toString(), () -> check(spec)));
    }

    private static String name(Path spec) {
        return spec.getFileName().toString().replace(".model.java", "");
    }

    private static void check(Path spec) {
        Stream<Object> line = Stream.concat(Stream.of("check", spec, "--order", 2, "--threads", 1),
                DEFINES.getOrDefault(name(spec), List.of()).stream());
        Outcome outcome = CliRunner.run(line.toArray());
        assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    }
}
