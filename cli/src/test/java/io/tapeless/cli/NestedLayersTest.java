package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.SafetensorsFile;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a model of layers within layers, arrays of them, and a state. */
class NestedLayersTest {
    private static final String SPEC = """
            /** Autoencoder: nested layers in layers, arrays of them, tied sizes. */
            @Train(optimizer = "adam", learningRate = 3e-3, batch = 16, epochs = 30)
            class Auto {
                static final int[] SIZES = {4, 8, 2};
                static final double DECAY = 1e-5;
                static final Dim B = dim();

                class Dense {
                    @Param Tensor w;
                    @Param Tensor b;
                    Dense(int from, int to) {
                        w = glorotUniform(from, to);
                        b = zeros(to);
                    }
                    Tensor apply(Tensor x) {
                        return matmul(x, w) + b;
                    }
                    Tensor penalty() {
                        return sum(w * w);
                    }
                }

                class Stack {
                    Dense[] layers = new Dense[SIZES.length - 1];
                    Stack(boolean reversed) {
                        for (int i = 0; i < layers.length; i++) {
                            int at = reversed ? layers.length - i : i;
                            int next = reversed ? at - 1 : at + 1;
                            layers[i] = new Dense(SIZES[at], SIZES[next]);
                        }
                    }
                    Tensor apply(Tensor x) {
                        Tensor h = x;
                        for (int i = 0; i < layers.length; i++) {
                            h = layers[i].apply(h);
                            if (i + 1 < layers.length) {
                                h = tanh(h);
                            }
                        }
                        return h;
                    }
                }

                @Input Tensor x = f32(B, SIZES[0]);
                @State Tensor center = zeros(SIZES[0]);
                Stack encoder = new Stack(false);
                Stack decoder = new Stack(true);
                { if (training()) { update(center, 0.9 * center + 0.1 * mean(x, 0)); } }
                @Output Tensor code = encoder.apply(x);
                @Output Tensor restored = decoder.apply(code);
                Tensor penalty = sum(code) * 0;
                {
                    for (var layer : encoder.layers) {
                        penalty += layer.penalty();
                    }
                }
                @Loss Tensor loss = mean(square(restored - x)) + DECAY * penalty;
                @Metric Tensor worst = max(abs(restored - x));
            }
            """;
    private static final String POINT = "x=[[5.1,3.5,1.4,0.2]]";

    @TempDir
    Path folder;
    private Path spec;
    private Path data;

    @BeforeEach
    void files() {
        spec = CliFiles.write(folder.resolve("Auto.model.java"), SPEC);
        data = folder.resolve("x.npy");
        Random random = new Random(1);
        float[] values = new float[50 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NpyFile.write(data, NdArray.of(values, 50, 4));
    }

    private static String out(Object... arguments) {
        Outcome outcome = CliRunner.run(arguments);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    @Test
    void trainsResumesAndRunsFromTheJar() {
        Path whole = folder.resolve("whole.safetensors");
        Path resumed = folder.resolve("resumed.safetensors");
        Path checkpoint = folder.resolve("checkpoint");
        out("train", spec, "--data", "x=" + data, "--epochs", 3, "-o", whole);
        out("train", spec, "--data", "x=" + data, "--epochs", 1, "--checkpoint", checkpoint);
        out("train", spec, "--data", "x=" + data, "--epochs", 3, "--checkpoint", checkpoint, "--resume", "-o", resumed);
        assertArrayEquals(CliFiles.bytes(whole), CliFiles.bytes(resumed));
        assertEquals(Set.of("center", "encoder.layers.0.w", "encoder.layers.0.b", "encoder.layers.1.w",
                "encoder.layers.1.b", "decoder.layers.0.w", "decoder.layers.0.b", "decoder.layers.1.w",
                "decoder.layers.1.b"), SafetensorsFile.read(whole).tensors().keySet());
        Path jar = folder.resolve("auto.jar");
        out("compile", spec, "-o", jar, "--weights", whole);
        assertEquals(out("run", spec, "--weights", whole, "--in", POINT), out("run", jar, "--in", POINT));
    }

    @Test
    void gradientsHaveTheNamesOfTheLayers() {
        String text = out("grad", spec, "--in", POINT, "--wrt", "decoder.layers.1.b,x");
        assertTrue(text.startsWith("d loss / d decoder.layers.1.b : f32[4] = ["), text);
        assertTrue(text.contains("\nd loss / d x : f32[1, 4] = [["), text);
        assertTrue(out("check", spec).strip().endsWith("comparisons passed"));
        assertTrue(out("inspect", spec, "--node", "encoder.layers.1.w")
                .contains("Auto.model.java:12:17 in encoder.layers.1"));
    }
}
