package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.NpzFile;
import io.tapeless.codegen.data.format.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path folder;
    private Path spec;

    @BeforeEach
    void files() {
        spec = CliFiles.spec(folder);
        CliFiles.data(folder);
    }

    @Test
    void theSpecAloneSaysHowToTrain() {
        Outcome outcome = CliRunner.run("train", spec);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("Points: 48 examples, 16 for validation, batches of 16\n", outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(5, lines.size(), outcome.out());
        assertTrue(lines.get(3).matches("epoch 4/4  loss \\S+  accuracy \\S+  valid: loss \\S+  accuracy \\S+  .* s"),
                lines.get(3));
        assertTrue(lines.get(4).startsWith("trained to epoch 4 in "), lines.get(4));
    }

    @Test
    void nothingIsHeldOutIfTheFractionIsNone() {
        Outcome outcome = CliRunner.run("train", spec, "--valid", 0, "--epochs", 1);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("Points: 64 examples, batches of 16\n", outcome.err());
    }

    @Test
    void timesOfKernelsAreCountedAndChangeNoBit() {
        Path plain = folder.resolve("plain.safetensors");
        Path profiled = folder.resolve("profiled.safetensors");
        CliRunner.run("train", spec, "-o", plain);
        Outcome outcome = CliRunner.run("train", spec, "-o", profiled, "--profile");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("\nstep: 12 runs, ") && outcome.out().contains("\nvalidation: "),
                outcome.out());
        assertArrayEquals(CliFiles.bytes(plain), CliFiles.bytes(profiled));
    }

    @Test
    void threadsDontChangeTheWeights() {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        CliRunner.run("train", spec, "--threads", 1, "-o", one);
        CliRunner.run("train", spec, "--threads", 2, "-o", two);
        assertArrayEquals(CliFiles.bytes(one), CliFiles.bytes(two));
        assertEquals(Set.of("w", "v"), SafetensorsFile.read(one).tensors().keySet());
    }

    @Test
    void seedsChangeTheWeights() {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        CliRunner.run("train", spec, "--seed", 1, "-o", one);
        CliRunner.run("train", spec, "--seed", 2, "-o", two);
        assertFalse(java.util.Arrays.equals(CliFiles.bytes(one), CliFiles.bytes(two)));
    }

    @Test
    void aResumedRunGivesTheBitsOfOneNeverStopped() {
        Path whole = folder.resolve("whole.safetensors");
        Path resumed = folder.resolve("resumed.safetensors");
        Path checkpoint = folder.resolve("checkpoint");
        CliRunner.run("train", spec, "--epochs", 5, "-o", whole);
        CliRunner.run("train", spec, "--epochs", 2, "--checkpoint", checkpoint);
        Outcome outcome = CliRunner.run("train", spec, "--epochs", 5, "--checkpoint", checkpoint, "--resume", "-o", resumed);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("epoch 3/5"), outcome.out());
        assertArrayEquals(CliFiles.bytes(whole), CliFiles.bytes(resumed));
    }

    @Test
    void aCheckpointOfAnotherRunIsRefused() {
        Path checkpoint = folder.resolve("checkpoint");
        CliRunner.run("train", spec, "--checkpoint", checkpoint);
        Outcome outcome = CliRunner.run("train", spec, "--checkpoint", checkpoint, "--resume", "--seed", 7);
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("seed was 1, is now 7"), outcome.err());
    }

    @Test
    void aDamagedCheckpointIsSkippedForTheOneBefore() throws Exception {
        Path whole = folder.resolve("whole.npz");
        Path resumed = folder.resolve("resumed.npz");
        Path checkpoint = folder.resolve("checkpoint");
        CliRunner.run("train", spec, "--epochs", 5, "-o", whole);
        CliRunner.run("train", spec, "--epochs", 2, "--checkpoint", checkpoint, "--checkpoint-every", 1, "--keep", 3);
        List<String> names = CliFiles.names(checkpoint);
        assertEquals(3, names.size(), names::toString);
        Path newest = checkpoint.resolve(names.get(2));
        Files.write(newest, "power failure".getBytes());
        Outcome outcome = CliRunner.run("train", spec, "--epochs", 5, "--checkpoint", checkpoint, "--resume", "-o", resumed);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("warning: " + newest), outcome.err());
        assertTrue(outcome.out().startsWith("epoch 2/5"), outcome.out());
        assertArrayEquals(CliFiles.bytes(whole), CliFiles.bytes(resumed));
    }

    @Test
    void resumingNeedsTheDirectory() {
        Outcome outcome = CliRunner.run("train", spec, "--resume");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("--resume needs --checkpoint DIR"), outcome.err());
        outcome = CliRunner.run("train", spec, "--checkpoint", folder.resolve("c"), "--keep", 0);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("--keep: expected at least 1, found 0"), outcome.err());
        outcome = CliRunner.run("train", spec, "--checkpoint", folder.resolve("c"), "--resume");
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("there is no checkpoint to go on from"), outcome.err());
    }

    @Test
    void weightsAreSafetensorsOrNpz() {
        Path npz = folder.resolve("w.npz");
        Path safetensors = folder.resolve("w.safetensors");
        CliRunner.run("train", spec, "-o", npz);
        CliRunner.run("train", spec, "-o", safetensors);
        assertEquals(Set.of("w", "v"), NpzFile.read(npz).keySet());
        Outcome one = CliRunner.run("run", spec, "--weights", npz, "--in", "x=[[1,2]]", "--outputs", "logits");
        Outcome two = CliRunner.run("run", spec, "--weights", safetensors, "--in", "x=[[1,2]]", "--outputs", "logits");
        assertEquals(0, one.code(), one.err());
        assertEquals(two, one);
    }

    @Test
    void jsonIsOneDocumentOnStandardOutput() {
        Outcome outcome = CliRunner.run("train", spec, "--epochs", 2, "--json");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("{") && outcome.out().strip().endsWith("}"), outcome.out());
        assertTrue(outcome.out().contains("\"examplesPerSecond\""), outcome.out());
    }

    @Test
    void filesOfSingleInputsTrainAndValidate() {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        NpyFile.write(x, NdArray.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2));
        NpyFile.write(y, NdArray.of(new int[] {0, 1, 0, 1}, 4));
        Outcome outcome = CliRunner.run("train", spec, "--data", "x=" + x, "--data", "y=" + y, "--valid", "x=" + x,
                "--valid", "y=" + y, "--scale", "x=1/255", "--optimizer", "sgd", "--lr", 0.1, "--epochs", 1);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("4 examples, 4 for validation"), outcome.err());
    }

    @Test
    void theSpecMustNotReachOutsideItsFolder() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path reaching = CliFiles.write(inner.resolve("Points.model.java"),
                CliFiles.SPEC.replace("points.csv", "../points.csv"));
        Outcome outcome = CliRunner.run("train", reaching);
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("expected a file inside the spec's folder"), outcome.err());
        assertEquals(0, CliRunner.run("train", reaching, "--data", folder.resolve("points.csv")).code());
    }

    @Test
    void aDivergingRunStopsAndWritesNothing() {
        Path weights = folder.resolve("w.safetensors");
        Path wild = CliFiles.write(folder.resolve("Wild.model.java"), """
                class Wild {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 2);
                    @Param Tensor w = ones(2);
                    @Loss Tensor loss = mean(exp(exp(matmul(x, w) * 100)));
                }
                """);
        Path x = folder.resolve("x.npy");
        NpyFile.write(x, NdArray.of(new float[] {1, 1}, 1, 2));
        Outcome outcome = CliRunner.run("train", wild, "--data", "x=" + x, "-o", weights);
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("the loss is Infinity at step 1 of epoch 1; try a smaller learning rate"),
                outcome.err());
        assertFalse(Files.exists(weights));
    }

    @Test
    void theReportIsOnePageThatLoadsNothing() throws Exception {
        Path page = folder.resolve("report.html");
        Outcome outcome = CliRunner.run("train", spec, "--report", page, "-D", "HIDDEN=3");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().endsWith("report written to " + page + "\n"), outcome.out());
        String html = Files.readString(page);
        assertEquals(3, html.split("<svg ", -1).length - 1, "loss, accuracy and the graph");
        assertTrue(html.contains("<td>-D HIDDEN</td><td>3</td>"), html);
        assertTrue(html.contains("<td>optimizer</td><td>adam</td>") && html.contains("points.csv"), html);
        assertFalse(html.contains("src=") || html.contains("href=") || html.contains("<script"), html);
        assertEquals(4, html.split("<tr><td>[1-4]</td>", -1).length - 1, "a row an epoch");
    }

    @Test
    void whereResultsCannotGoIsSaidBeforeTraining() {
        for (String option : List.of("-o", "--report")) {
            Outcome outcome = CliRunner.run("train", spec, option, folder);
            assertEquals(1, outcome.code());
            assertTrue(outcome.err().contains("can't be written, it is not a regular file"), outcome.err());
            assertEquals("", outcome.out());
        }
    }

    @Test
    void everySettingIsAnOption() {
        Outcome outcome = CliRunner.run("train", spec, "--optimizer", "muon", "--learning-rate", "1/100", "--epochs", 3,
                "--weight-decay", "v = 0, 0.1", "--clip-global-norm", 1, "--skip-non-finite", "--schedule", "cosine",
                "--warm-up", 0.1, "--ema-decay", 0.9, "--patience", 1, "--monitor", "max loss", "--json");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().matches("(?s).*\"early\"\\s*:\\s*true.*"), outcome.out());
        Outcome bad = CliRunner.run("train", spec, "--clip-norm", -1);
        assertEquals(2, bad.code());
        assertTrue(bad.err().contains("--clip-norm: expected a positive number, found -1"), bad.err());
        assertTrue(CliRunner.run("compile", spec, "-o", folder.resolve("p.jar"), "--epochs", 2).err()
                .contains("--epochs"), "compile takes the settings of the step");
    }

    @Test
    void lbfgsTakesAllDataAndResumes() {
        Path whole = folder.resolve("whole.safetensors");
        Path resumed = folder.resolve("resumed.safetensors");
        Path checkpoint = folder.resolve("checkpoint");
        Outcome outcome = CliRunner.run("train", spec, "--optimizer", "lbfgs", "--batch", 48, "--memory", 2, "--epochs", 6,
                "-o", whole, "--report", folder.resolve("report.html"), "--profile");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().endsWith("16 for validation, batches of 48\n"), outcome.err());
        assertTrue(outcome.out().lines().skip(5).findFirst().orElseThrow().startsWith("epoch 6/6  loss "), outcome.out());
        CliRunner.run("train", spec, "--optimizer", "lbfgs", "--batch", 48, "--memory", 2, "--epochs", 3, "--checkpoint",
                checkpoint);
        outcome = CliRunner.run("train", spec, "--optimizer", "lbfgs", "--batch", 48, "--memory", 2, "--epochs", 6,
                "--checkpoint", checkpoint, "--resume", "-o", resumed);
        assertTrue(outcome.out().startsWith("epoch 4/6"), outcome.out() + outcome.err());
        assertArrayEquals(CliFiles.bytes(whole), CliFiles.bytes(resumed));
    }

    @Test
    void lbfgsIsOfRunsAndOfAllData() {
        Outcome batch = CliRunner.run("train", spec, "--optimizer", "lbfgs");
        assertEquals(1, batch.code());
        assertTrue(batch.err().contains("optimizer lbfgs takes all 48 examples in each step, found batch 16"), batch.err());
        Path own = CliFiles.write(folder.resolve("Own.model.java"), CliFiles.SPEC.replace("class Points", "class Own")
                .replace("adam\", learningRate = 0.05", "lbfgs\""));
        Path jar = folder.resolve("own.jar");
        assertEquals(0, CliRunner.run("compile", own, "-o", jar).code());
        assertTrue(CliRunner.run("run", jar, "--in", "x=[[1,2]]").out().startsWith("logits"), "a jar without a step");
        Outcome gradient = CliRunner.run("inspect", own, "--stage", "gradient");
        assertTrue(gradient.out().contains("$gradient.w"), gradient.out() + gradient.err());
        Outcome bench = CliRunner.run("bench", own);
        assertEquals(1, bench.code());
        assertTrue(bench.err().contains("optimizer lbfgs is a run over all data, not an update of a step"), bench.err());
        Outcome memory = CliRunner.run("train", spec, "--memory", 3);
        assertEquals(1, memory.code());
        assertTrue(memory.err().contains("optimizer adam has no memory; lbfgs have"), memory.err());
    }

    @Test
    void aTableWithGapsAndACategoryTrainsAndIsReadAlikeByRun() {
        StringBuilder table = new StringBuilder("size,place,price\n");
        for (int i = 0; i < 60; i++) {
            table.append(i % 7 == 3 ? "" : 100 + i).append(',').append(i % 3 == 0 ? "sea" : "land").append(',')
                    .append(1000 + 10 * i + (i % 3 == 0 ? 300 : 0)).append('\n');
        }
        CliFiles.write(folder.resolve("houses.csv"), table.toString());
        Path houses = CliFiles.write(folder.resolve("Houses.model.java"), """
                @Train(data = "houses.csv", target = "price", valid = 0.2, missing = "median", normalize = "x, y",
                        optimizer = "adam", learningRate = 0.05, epochs = 30, batch = 8)
                class Houses {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 3);
                    @Input Tensor y = f32(B);
                    @Param Tensor w = zeros(3);
                    @Output Tensor price = matmul(x, w);
                    @Loss Tensor loss = mean(mse(price, y));
                }
                """);
        Path weights = folder.resolve("w.safetensors");
        Outcome trained = CliRunner.run("train", houses, "-o", weights);
        assertEquals(0, trained.code(), trained.err());
        Path some = CliFiles.write(folder.resolve("some.csv"), "place,size\nsea,\nland,101\n");
        Outcome outcome = CliRunner.run("run", houses, "--weights", weights, "--in", some);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("price : f32[2] = ["), outcome.out());
        Outcome without = CliRunner.run("run", houses, "--in", some);
        assertEquals(1, without.code());
        assertTrue(without.err().contains("how its columns become inputs is written with weights"), without.err());
        assertTrue(CliRunner.run("train", houses, "--missing", "error").err()
                .contains("houses.csv:5: column 'size': found an empty cell"));
    }
}
