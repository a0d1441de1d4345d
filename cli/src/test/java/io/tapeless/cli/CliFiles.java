package io.tapeless.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** A small model and its data: two clouds of points in the plane. */
final class CliFiles {
    static final String SPEC = """
            @Train(data = "points.csv", target = "side", valid = 0.25, optimizer = "adam", learningRate = 0.05,
                    batch = 16, epochs = 4)
            class Points {
                static final int HIDDEN = 4;
                static final Dim B = dim();
                @Input Tensor x = f32(B, 2);
                @Input Tensor y = i32(B);
                @Param Tensor w = heNormal(2, HIDDEN);
                @Param Tensor v = glorotUniform(HIDDEN, 2);
                Tensor hidden = tanh(matmul(x, w));
                @Output Tensor logits = matmul(hidden, v);
                @Loss Tensor loss = mean(crossEntropy(logits, y));
                @Metric Tensor accuracy = mean(cast(argmax(logits, -1) == y, F32));
            }
            """;

    private CliFiles() {}

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path spec(Path folder) {
        return write(folder.resolve("Points.model.java"), SPEC);
    }

    static Path data(Path folder) {
        return write(folder.resolve("points.csv"), csv(64));
    }

    static String csv(int rows) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("a,b,side\n");
        for (int i = 0; i < rows; i++) {
            text.append(String.format(Locale.ROOT, "%.3f,%.3f,%d%n", random.nextGaussian() + 4 * (i % 2),
                    random.nextGaussian(), i % 2));
        }
        return text.toString();
    }

    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
