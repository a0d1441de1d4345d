package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that trains is killed at random moments and started again until it ends by itself: its weights are those
 * of a run that nobody killed. {@code -Pfuzz} kills 50 times.
 */
class KilledRunsTest {
    private static final int KILLS = Integer.getInteger("tapeless.kills", 2);
    private static final long SEED = 3;
    private static final String READY = "ready";
    private static final int EXAMPLES = 100;
    /** Weights, moments, averages and best weights make checkpoints of half a megabyte: many a kill hits one being written. */
    private static final Model MODEL = SpecCompiler.compile("Killed.model.java", """
            @Train(optimizer = "adamw", learningRate = 0.01, schedule = "plateau", decayPatience = 1, emaDecay = 0.9,
                   keepBest = true, clipGlobalNorm = 1.0)
            class Killed {
                static final Dim B = dim();
                @Input Tensor x = f32(B, 8);
                @Input Tensor y = f32(B);
                @Param Tensor w1 = heNormal(8, 150);
                @Param Tensor w2 = heNormal(150, 150);
                @Param Tensor w3 = heNormal(150, 1);
                @State Tensor seen = zeros(8);
                { update(seen, 0.9 * seen + mean(x, 0)); }
                Tensor hidden = dropout(relu(matmul(relu(matmul(x, w1)), w2)), 0.2);
                @Loss Tensor loss = mean(square(matmul(hidden, w3).squeeze(1) - y));
            }
            """, Map.of());

    @TempDir
    private Path folder;

    /** Trains in the folder of checkpoints that it is given, and writes the weights to the file. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Checkpoints checkpoints = Checkpoints.in(directory).everySteps(1);
        TrainingRun run = run(Optional.of(isEmpty(directory) ? checkpoints : checkpoints.resumed()));
        System.out.println(READY);
        finish(run, Path.of(arguments[1]));
    }

    private static boolean isEmpty(Path directory) {
        String[] names = directory.toFile().list();
        return names == null || Arrays.stream(names).noneMatch(name -> name.startsWith("checkpoint-"));
    }

    private static TrainingRun run(Optional<Checkpoints> checkpoints) {
        CompiledModel compiled = ModelCompiler.compile(MODEL, CompileOptions.defaults());
        return new TrainingRun(compiled, ExampleInputs.of(MODEL), examples(1), Optional.of(examples(2)),
                new TrainingOptions(4, 10, SEED, checkpoints), TrainingListener.SILENT);
    }

    private static void finish(TrainingRun run, Path weights) {
        assertEquals(TrainingRun.End.DONE, run.run());
        run.writeWeights(weights);
    }

    private static Dataset examples(long seed) {
        Random random = new Random(seed);
        float[] x = new float[EXAMPLES * 8];
        float[] y = new float[EXAMPLES];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
            y[i / 8] += x[i] * x[i] / 8;
        }
        return Dataset.of(Map.of("x", NdArray.of(x, EXAMPLES, 8), "y", NdArray.of(y, EXAMPLES)),
                ExampleInputs.of(MODEL).types());
    }

    @Test
    void weightsAreThoseOfARunThatWasNotKilled() throws Exception {
        Path whole = folder.resolve("whole.safetensors");
        finish(run(Optional.empty()), whole);
        long start = System.nanoTime();
        finish(run(Optional.of(Checkpoints.in(folder.resolve("timed")).everySteps(1))), folder.resolve("timed.npz"));
        long time = System.nanoTime() - start;

        Random random = new Random();
        int kills = 0;
        int ended = 0;
        boolean ends = false;
        while (kills < KILLS || !ends) {
            Path run = folder.resolve("run" + ended);
            Path weights = folder.resolve("run" + ended + ".safetensors");
            ends = ends(run, weights, kills < KILLS ? (long) (time / 4 * random.nextDouble()) : Long.MAX_VALUE);
            if (ends) {
                assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(weights), "after " + kills + " kills");
                ended++;
            } else {
                kills++;
            }
        }
        System.out.println(kills + " kills, " + ended + " runs that ended with the same bits");
    }

    /** Starts a process, and kills it so many nanoseconds after it has begun to train; false if it was killed. */
    private static boolean ends(Path run, Path weights, long nanos) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dtapeless.form=scalar", "-cp",
                System.getProperty("java.class.path"), KilledRunsTest.class.getName(), run.toString(),
                weights.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            assertEquals(READY, out.readLine());
            boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
            if (ended) {
                assertEquals(0, process.exitValue());
            }
            return ended;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
