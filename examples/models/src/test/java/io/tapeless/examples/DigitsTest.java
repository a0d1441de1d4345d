package io.tapeless.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.TrainSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handwritten digits, with a hidden layer and with convolutions. */
class DigitsTest {
    private static Training training(String model) {
        return new Training(Path.of("digits", model + ".model.java"));
    }

    private static Dataset.Split data(Training training) {
        return training.split(training.read(training.settings.text(TrainSetting.TARGET), DataFile.parse("digits/digits.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digits", "ConvNet"})
    void reaches97PercentOnDigitsItHasNotSeen(String model) {
        Training training = training(model);
        Dataset.Split data = data(training);
        TrainingRun run = training.run(data.train(), data.valid(), training.settings.count(TrainSetting.EPOCHS).orElseThrow(), 1);
        double accuracy = Training.accuracy(run);
        assertTrue(accuracy >= 0.97, "accuracy " + accuracy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digits", "ConvNet"})
    void twoThreadsGiveTheSameWeights(String model, @TempDir Path folder) throws IOException {
        Training training = training(model);
        Dataset.Split data = data(training);
        Path one = folder.resolve("1.safetensors");
        Path two = folder.resolve("2.safetensors");
        training.run(data.train(), data.valid(), 2, 1).writeWeights(one);
        training.run(data.train(), data.valid(), 2, 2).writeWeights(two);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }
}
