package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String QUADRATIC = """
            class Quadratic {
                @Input Tensor x = f32(2);
                @Param Tensor a = constant(new double[][] {{2, 1}, {1, 4}});
                Tensor product = matmul(a, x);
                @Output Tensor value = 0.5 * sum(x * product);
            }
            """;

    @TempDir
    Path folder;
    private Path spec;
    private Path quadratic;

    @BeforeEach
    void files() {
        spec = CliFiles.spec(folder);
        quadratic = CliFiles.write(folder.resolve("Quadratic.model.java"), QUADRATIC);
    }

    private static String out(Object... arguments) {
        Outcome outcome = CliRunner.run(arguments);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    @Test
    void runPrintsValues() {
        assertEquals("value : f32[] = 4.0\n", out("run", quadratic, "--in", "x=[1,1]"));
        assertEquals("product : f32[2] = [3.0, 5.0]\n", out("run", quadratic, "--in", "x=[1,1]", "--outputs", "product"));
        assertTrue(out("run", quadratic, "--in", "x=[1,1]", "--json").contains("\"data\" : [ 4.0 ]"));
    }

    @Test
    void runLeavesOutScoresWithoutLabels() {
        Outcome outcome = CliRunner.run("run", spec, "--in", "x=[[1,2]]");
        assertEquals("left out: loss, accuracy, as y is not given\n", outcome.err());
        assertTrue(outcome.out().startsWith("logits : f32[1, 2] = [["), outcome.out());
        assertEquals(3, out("run", spec, "--in", "x=[[1,2]]", "--in", "y=[1]").lines().count());
    }

    @Test
    void runWritesFiles() {
        Path file = folder.resolve("value.npy");
        assertEquals("", out("run", quadratic, "--in", "x=[2,0]", "--out", "value=" + file));
        assertArrayEquals(new float[] {4}, NpyFile.read(file).asFloats());
        Path table = CliFiles.write(folder.resolve("x.csv"), "2\n0\n");
        assertEquals("value : f32[] = 4.0\n", out("run", quadratic, "--in", "x=" + table));
    }

    /** As training does: pictures are rows of pixels. */
    @Test
    void runReadsRowsOfAnotherShape() {
        Path file = folder.resolve("x.npy");
        NpyFile.write(file, NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2, 1));
        assertEquals(out("run", spec, "--in", "x=[[1,2],[3,4],[5,6]]", "--outputs", "logits"),
                out("run", spec, "--in", "x=" + file, "--outputs", "logits"));
        NpyFile.write(file, NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1));
        assertTrue(CliRunner.run("run", spec, "--in", "x=" + file).err().contains("expected shape [B, 2], found [2, 3, 1]"));
    }

    @Test
    void gradGivesGradientsAndHessians() {
        assertEquals("d value / d x : f32[2] = [3.0, 5.0]\n",
                out("grad", quadratic, "--of", "value", "--wrt", "x", "--in", "x=[1,1]"));
        assertEquals("d2 value / d x d x : f32[2, 2] = [[2.0, 1.0], [1.0, 4.0]]\n",
                out("grad", quadratic, "--of", "value", "--wrt", "x", "--order", 2, "--in", "x=[1,1]"));
        assertEquals("d product / d x : f32[2, 2] = [[2.0, 1.0], [1.0, 4.0]]\n",
                out("grad", quadratic, "--of", "product", "--wrt", "x", "--jacobian", "--in", "x=[1,1]"));
        Path file = folder.resolve("grads.npz");
        out("grad", spec, "--in", "x=[[1,2]]", "--in", "y=[1]", "--out", file);
        assertEquals(Set.of("w", "v"), NpzFile.read(file).keySet());
    }

    /** As in training: log(1 − sigmoid(1000)) is −1000, not log(0). */
    @Test
    void gradStabilizesBeforeItDifferentiates() {
        Path far = CliFiles.write(folder.resolve("Far.model.java"), """
                class Far {
                    @Input Tensor x = f32(2);
                    @Loss Tensor loss = sum(binaryCrossEntropy(reshape(sigmoid(x), 2, 1), zeros(2, 1)));
                }
                """);
        assertEquals("d loss / d x : f32[2] = [1.0, 0.0]\n", out("grad", far, "--wrt", "x", "--in", "x=[1000,-1000]"));
        assertEquals("d2 loss / d x d x : f32[2, 2] = [[0.0, 0.0], [0.0, 0.0]]\n",
                out("grad", far, "--wrt", "x", "--order", 2, "--in", "x=[1000,-1000]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "gradient", "optimized", "kernels", "java", "bytecode", "memory", "cost"})
    void inspectShowsEveryStage(String stage) {
        assertTrue(out("inspect", spec, "--stage", stage).lines().count() > 5);
    }

    /** The peak stands beside the largest live set; what the backward pass reads has names, types and bytes. */
    @Test
    void memoryShowsWhatTheBackwardPassKeeps() {
        String text = out("inspect", spec, "--stage", "memory", "--batch", 16);
        assertTrue(number(text, "bytes of working memory") >= number(text, "bytes of largest live set"), text);
        String row = "\\d+ +\\S+ +f32\\[B, 4\\] +" + 16 * 4 * 4 + " .*hidden";
        assertTrue(text.lines().anyMatch(l -> l.matches(row)), text);
        assertTrue(number(text, "bytes kept for the backward pass") >= 16 * 4 * 4, text);
    }

    private static long number(String text, String fact) {
        return text.lines().filter(l -> l.startsWith(fact))
                .mapToLong(l -> Long.parseLong(l.substring(fact.length()).strip())).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "dot", "json", "svg", "html"})
    void inspectShowsGraphsInEveryFormat(String format) {
        Path file = folder.resolve("graph." + format);
        assertEquals("", out("inspect", spec, "--stage", "gradient", "--format", format, "-o", file));
        assertTrue(CliFiles.bytes(file).length > 500);
    }

    @Test
    void inspectExplainsANode() {
        String text = out("inspect", spec, "--stage", "forward", "--node", "hidden");
        assertTrue(text.contains("Points.model.java:10:"), text);
    }

    @Test
    void checkPassesAndSaysSo() {
        String text = out("check", spec, "--order", 2);
        assertTrue(text.strip().endsWith("comparisons passed"), text);
        assertTrue(text.contains("loss by w twice"), text);
        List<String> rows = out("check", quadratic).lines().filter(l -> l.contains("value by x")).toList();
        assertEquals(3, rows.size(), "by differences, by loops and by bytecode: " + rows);
    }

    @Test
    void checkLeavesDeclaredDerivativesOutOfDifferences() throws IOException {
        Path declared = Files.writeString(folder.resolve("Declared.model.java"), """
                class Declared {
                    @Input Tensor x = f64(4);
                    @Param Tensor clipped = normal(1, 4, F64);
                    @Param Tensor scaled = normal(1, 4, F64);
                    @Param Tensor reversed = normal(1, 4, F64);
                    @Param Tensor own = normal(1, 4, F64);
                    @Param Tensor steep = zeros(4, F64);
                    @Param Tensor plain = normal(1, 4, F64);
                    Tensor root = customGradient(sqrt(steep), steep, g -> g);
                    Tensor y = clipGradient(clipped, -0.01, 0.01) * plain + scaleGradient(scaled, 3)
                            + reverseGradient(reversed, 1) + customGradient(exp(own), own, g -> 2 * g)
                            + stopGradient(x * x) * plain + root;
                    @Loss Tensor loss = sum(square(y - x));
                }
                """);
        String text = out("check", declared, "--order", 2);
        for (String name : List.of("clipped", "scaled", "reversed", "own", "x")) {
            assertTrue(text.lines().anyMatch(l -> l.contains("loss by " + name + " ")
                    && l.contains("gradient to differences, without declared derivatives")), text);
        }
        assertTrue(text.lines().anyMatch(l -> l.contains("loss by steep ")
                && l.strip().endsWith("declared: not compared with differences")), text);
        assertTrue(text.lines().anyMatch(l -> l.contains("loss by plain ") && l.contains("gradient to differences  ")),
                text);
        assertTrue(text.contains("loss by own twice"), text);
    }

    @Test
    void benchMeasures() {
        String text = out("bench", spec, "--seconds", 0.05, "--threads", 1, "--json");
        assertTrue(text.contains("\"shareOfPeak\"") && text.contains("\"bytesAllocatedPerStep\"")
                && text.contains("\"shareOfRoof\""), text);
    }

    @Test
    void runShowsTheTimesOfKernels() {
        List<String> lines = out("run", quadratic, "--in", "x=[1,1]", "--profile").lines().toList();
        assertEquals("value : f32[] = 4.0", lines.get(0));
        assertTrue(lines.get(2).startsWith("run: 1 runs"), lines.get(2));
        assertTrue(lines.get(3).startsWith("kernel  calls  µs/run") && lines.get(4).startsWith("k"), lines.toString());
        assertTrue(out("run", quadratic, "--in", "x=[1,1]", "--profile", "--json").contains("\"secondsPerRun\""));
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("compile", "train", "run", "grad", "inspect", "check", "bench")) {
            assertTrue(out(command, "--help").startsWith("Usage: tapeless " + command), command);
        }
        assertEquals("tapeless 0.1.0\n", out("--version"));
    }

    @Test
    void helpNamesAnOptionOnce() {
        String help = out("train", "--help");
        assertTrue(help.contains("--accumulate=N") && !help.contains("--accumulate, "), help);
        assertTrue(help.contains("--lr, --learning-rate=X"), help);
    }
}
