package io.tapeless.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two epochs of a smaller network, which show that the example works on the real data; its README says what all of it reaches. */
class FashionMnistTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("fashion.mnist", "/usr/share/datasets/fashion-mnist"));

    private final Training training = new Training(Path.of("fashion-mnist/FashionMnist.model.java"),
            Map.of("FIRST", "128", "SECOND", "64"));

    private Dataset read(String prefix) {
        return training.read(Optional.empty(), file("x", prefix + "-images-idx3-ubyte.gz"),
                file("y", prefix + "-labels-idx1-ubyte.gz"));
    }

    private static DataFile file(String input, String name) {
        return new DataFile(Optional.of(input), FOLDER.resolve(name));
    }

    @Test
    void twoEpochsLearnMostOfIt() {
        assumeTrue(Files.isDirectory(FOLDER), "no Fashion-MNIST in " + FOLDER + ": install the Debian package"
                + " dataset-fashion-mnist, or run with -Dfashion.mnist=DIR");
        TrainingRun run = training.run(read("train"), read("t10k"), 2, 1);
        double accuracy = Training.accuracy(run);
        assertTrue(accuracy >= 0.83, "accuracy " + accuracy);
    }
}
