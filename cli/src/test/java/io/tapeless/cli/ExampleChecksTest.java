package io.tapeless.cli;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code tapeless check --order 2} passes on every example. */
class ExampleChecksTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "models");
    /** An option whose price is a number, as that of most random ones isn't. */
    private static final String OPTION = "--in spot=1.1 --in strike=1.0 --in rate=0.05 --in volatility=0.3 "
            + "--in maturity=0.8";
    /** Smaller instances of large examples, and a layer that has a fixed point, as most random ones don't. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            entry("ConvNet", "-D CHANNELS=2"),
            entry("Depth", "-D LAYERS=8 -D WIDTH=20"),
            entry("Digits", "-D HIDDEN=16"),
            entry("FashionMnist", "-D FIRST=8 -D SECOND=6"),
            entry("FashionConvNet", "-D CHANNELS=2 -D HIDDEN=4 -D SIDE=8"),
            entry("Housing", "-D HIDDEN=8"),
            entry("Bigram", "-D T=4"),
            entry("Gpt", "-D WIDTH=8 -D HEADS=2 -D BLOCKS=1 -D T=4 -D VOCABULARY=5"),
            entry("Lstm", "-D WIDTH=4 -D T=4 -D VOCABULARY=5"),
            entry("Names", "-D WIDTH=8 -D HEADS=2 -D BLOCKS=1 -D T=4"),
            entry("Asian", OPTION + " -D PATHS=20 -D STEPS=4"),
            entry("MonteCarlo", OPTION + " -D PATHS=20"),
            entry("Equilibrium", "--in u=[[0.1,0.2,0,-0.1,0],[0,-0.2,0.1,0,0.2],[0.3,0,0.1,0.1,0],"
                    + "[0,0.1,-0.2,0,0.1],[0.1,0,0,0.2,-0.1]]"));

    @TestFactory
    Stream<DynamicTest> everyExample() throws IOException {
        List<Path> specs;
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            specs = files.filter(f -> f.toString().endsWith(".model.java")).sorted().toList();
        }
        assertTrue(specs.size() > 20, "examples found: " + specs.size());
        return specs.stream()
                .map(spec -> DynamicTest.dynamicTest(EXAMPLES.relativize(spec).toString(), () -> check(spec)));
    }

    private static String name(Path spec) {
        return spec.getFileName().toString().replace(".model.java", "");
    }

    private static void check(Path spec) {
        String arguments = spec.startsWith(EXAMPLES.resolve("adbench")) ? null : ARGUMENTS.get(name(spec));
        Stream<Object> line = Stream.concat(Stream.of("check", spec, "--order", 2, "--threads", 1),
                arguments == null ? Stream.of() : Stream.of(arguments.split(" ")));
        Outcome outcome = CliRunner.run(line.toArray());
        assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    }
}
