package io.tapeless.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.DataFile;
import io.tapeless.codegen.data.Dataset;
import io.tapeless.codegen.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convolutions and pools on the digits. */
class ConvNetTest {
    private final Training training = new Training(Path.of("digits/ConvNet.model.java"));

    private Dataset.Split data() {
        return training.split(training.read(training.settings.target(), DataFile.parse("digits/digits.csv")));
    }

    @Test
    void reaches97PercentOnDigitsItHasNotSeen() {
        Dataset.Split data = data();
        TrainingRun run = training.run(data.train(), data.valid(), training.settings.epochs().orElseThrow(), 1);
        double accuracy = Training.accuracy(run);
        assertTrue(accuracy >= 0.97, "accuracy " + accuracy);
    }

    @Test
    void twoThreadsGiveTheSameWeights(@TempDir Path folder) throws IOException {
        Dataset.Split data = data();
        Path one = folder.resolve("1.safetensors");
        Path two = folder.resolve("2.safetensors");
        training.run(data.train(), data.valid(), 2, 1).writeWeights(one);
        training.run(data.train(), data.valid(), 2, 2).writeWeights(two);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }
}
