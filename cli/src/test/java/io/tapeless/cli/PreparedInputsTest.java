package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.NpyFile;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of {@code run} and {@code evaluate} become what training made of its data. */
class PreparedInputsTest {
    private static final int EXAMPLES = 20;

    @TempDir
    Path folder;
    private Path spec;
    private Path weights;
    private Path x;
    private Path y;

    @BeforeEach
    void train() {
        spec = CliFiles.write(folder.resolve("Sum.model.java"), """
                @Train(scale = 1.0 / 16, normalize = "y", learningRate = 0.1, batch = 8, epochs = 3)
                class Sum {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 4);
                    @Input Tensor y = f32(B);
                    @Param Tensor w = ones(4);
                    @Output Tensor sum = matmul(x, w);
                    @Loss Tensor loss = mean(mse(sum, y));
                    @Metric Tensor error = rmse(sum, y);
                }
                """);
        weights = folder.resolve("w.safetensors");
        x = folder.resolve("x.npy");
        y = folder.resolve("y.npy");
        int[] pixels = new int[4 * EXAMPLES];
        int[] sums = new int[EXAMPLES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * i % 17;
            sums[i / 4] += pixels[i];
        }
        NpyFile.write(x, NdArray.of(pixels, EXAMPLES, 4));
        NpyFile.write(y, NdArray.of(sums, EXAMPLES));
        trained("-o", weights);
    }

    private Outcome trained(Object... more) {
        Object[] line = new Object[8 + more.length];
        System.arraycopy(new Object[] {"train", spec, "--data", "x=" + x, "--data", "y=" + y, "--threads", 1}, 0, line, 0, 8);
        System.arraycopy(more, 0, line, 8, more.length);
        Outcome outcome = CliRunner.run(line);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome;
    }

    private static double number(String text, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "\\b[^-\\d]*([-\\d.eE]+)").matcher(text);
        assertTrue(matcher.find(), name + " in " + text);
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void runChangesInputsAsTrainingDid() {
        Outcome raw = CliRunner.run("run", spec, "--weights", weights, "--in", "x=[[16,8,4,0]]", "--outputs", "sum");
        assertEquals("x is multiplied by 0.0625, as the training data were\n", raw.err());
        Outcome prepared = CliRunner.run("run", spec, "--weights", weights, "--in", "x=[[1,0.5,0.25,0]]", "--outputs",
                "sum", "--prepared");
        assertEquals("", prepared.err());
        assertEquals(prepared.out(), raw.out());
        assertTrue(CliRunner.run("run", spec, "--weights", weights, "--in", "x=" + x, "--in", "y=" + y).err()
                .endsWith("y is normalized, as the training data were\n"));
        assertEquals("", CliRunner.run("run", spec, "--in", "x=[[1,2,3,4]]", "--outputs", "sum").err(), "no weights");
    }

    /** A jar with weights keeps how they were trained, for the command line. */
    @Test
    void jarsAreRunAsTheirSpecs() {
        Path jar = folder.resolve("sum.jar");
        assertEquals(0, CliRunner.run("compile", spec, "-o", jar, "--weights", weights).code());
        Outcome outcome = CliRunner.run("run", jar, "--in", "x=[[16,8,4,0]]", "--outputs", "sum");
        assertEquals(CliRunner.run("run", spec, "--weights", weights, "--in", "x=[[16,8,4,0]]", "--outputs", "sum"), outcome);
    }

    @Test
    void weightsThatDontSayAreWarnedOf() {
        Path npz = folder.resolve("w.npz");
        trained("-o", npz);
        Outcome outcome = CliRunner.run("run", spec, "--weights", npz, "--in", "x=[[16,8,4,0]]", "--outputs", "sum");
        assertTrue(outcome.err().startsWith("warning: " + npz + " does not say how the training data were prepared"),
                outcome.err());
        Outcome evaluated = CliRunner.run("evaluate", spec, "--weights", npz, "--data", "x=" + x, "--data", "y=" + y);
        assertEquals(1, evaluated.code());
        assertTrue(evaluated.err().contains("how data become inputs is written with the weights"), evaluated.err());
    }

    @Test
    void gradientsAreOfTheLossOfTraining() {
        Outcome raw = CliRunner.run("grad", spec, "--weights", weights, "--in", "x=" + x, "--in", "y=" + y);
        assertEquals(0, raw.code(), raw.err());
        Outcome other = CliRunner.run("grad", spec, "--weights", weights, "--in", "x=" + x, "--in", "y=" + y, "--prepared");
        assertNotEquals(other.out(), raw.out());
    }

    @Test
    void evaluateGivesTheScoresOfValidation() {
        String trained = trained("-o", weights, "--valid", "x=" + x, "--valid", "y=" + y, "--json").out();
        String valid = trained.substring(trained.lastIndexOf("\"valid\""));
        Outcome outcome = CliRunner.run("evaluate", spec, "--weights", weights, "--data", "x=" + x, "--data", "y=" + y,
                "--threads", 1, "--json");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(number(valid, "loss"), number(outcome.out(), "loss"));
        assertEquals(number(valid, "error"), number(outcome.out(), "error"));
        assertEquals(EXAMPLES, number(outcome.out(), "examples"));
        Outcome lines = CliRunner.run("evaluate", spec, "--weights", weights, "--data", "x=" + x, "--data", "y=" + y);
        assertEquals("Sum: 20 examples\n", lines.err());
        assertTrue(lines.out().matches("loss \\S+  error \\S+\n"), lines.out());
    }

    @Test
    void evaluateNamesWhatIsWrong() {
        assertEquals(2, CliRunner.run("evaluate", spec, "--weights", weights).code());
        Outcome missing = CliRunner.run("evaluate", spec, "--weights", weights, "--data", "x=" + x);
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("no data for input 'y'"), missing.err());
        Outcome without = CliRunner.run("evaluate", spec, "--data", "x=" + x, "--data", "y=" + y);
        assertEquals(1, without.code());
        assertTrue(without.err().contains("expected those, in --weights FILE"), without.err());
    }

    /** Columns are found by the names that the training table had; others are left alone. */
    @Test
    void evaluateReadsTablesAsTrainingDid() {
        Path points = CliFiles.spec(folder);
        CliFiles.data(folder);
        CliRunner.run("train", points, "-o", weights, "--valid", 0);
        Path table = CliFiles.write(folder.resolve("new.csv"), "side,more,b,a\n0,7,0.1,-0.5\n1,7,,4\n1,7,0.2,4.5\n");
        Outcome gap = CliRunner.run("evaluate", points, "--weights", weights, "--data", table);
        assertEquals(1, gap.code());
        assertTrue(gap.err().contains("new.csv:3: column 'b': found an empty cell"), gap.err());
        Outcome outcome = CliRunner.run("evaluate", points, "--weights", weights, "--data", table, "--drop-missing");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("Points: 2 examples\n", outcome.err());
    }

    @Test
    void evaluateReadsTextAsTrainingDid() {
        Path text = CliFiles.write(folder.resolve("text.txt"), "abcabcabcabcabcabcabcabcabc");
        Path model = CliFiles.write(folder.resolve("Next.model.java"), """
                @Train(text = "chars", epochs = 1)
                class Next {
                    static final Dim B = dim();
                    @Input Tensor x = i32(B, 2);
                    @Input Tensor y = i32(B, 2);
                    @Param Tensor w = zeros(3, 3);
                    @Output Tensor logits = gather(w, x, 0);
                    @Loss Tensor loss = mean(crossEntropy(logits, y));
                }
                """);
        Outcome trained = CliRunner.run("train", model, "--data", text, "-o", weights);
        assertEquals(0, trained.code(), trained.err());
        Path other = CliFiles.write(folder.resolve("other.txt"), "cabcab");
        Outcome outcome = CliRunner.run("evaluate", model, "--weights", weights, "--data", other);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("Next: 2 examples\n", outcome.err());
        CliFiles.write(other, "cabdab");
        assertTrue(CliRunner.run("evaluate", model, "--weights", weights, "--data", other).err()
                .contains("which the training data don't have"));
    }
}
