package io.tapeless.examples.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The stream of breast cancer examples: what is learnt from it, and what learning allocates. */
class OnlineTest {
    private static final int FEATURES = 30;

    private final Model model = SpecCompiler.compile(Path.of("online/OnlineLogistic.model.java"), Map.of());

    private static List<float[]> examples() throws IOException {
        List<float[]> examples = new ArrayList<>();
        try (InputStream file = Files.newInputStream(Path.of("online/breast-cancer.csv"))) {
            NumberLines lines = new NumberLines(file);
            float[] numbers = new float[FEATURES + 1];
            while (lines.read(numbers)) {
                examples.add(numbers.clone());
            }
        }
        assertEquals(569, examples.size());
        return examples;
    }

    private Progressive learn(List<float[]> examples) {
        OnlineLearner learner = new OnlineLearner(model);
        assertEquals(FEATURES, learner.features());
        examples.forEach(e -> learner.learn(e, e[FEATURES]));
        return learner.scores();
    }

    /** Values of the same recursion in NumPy, in doubles. */
    @Test
    void scoresAreThoseOfPlainArithmetic() throws IOException {
        Progressive scores = learn(examples());
        assertEquals(0.9874, scores.auc(), 2e-4);
        assertEquals(0.9367, scores.accuracy(), 5e-5);
    }

    /** River's page "From batch to online" publishes 0.990 for one shuffle, whose order only its library knows. */
    @Test
    void areaUnderTheCurveIsThePublishedOne() throws IOException {
        double sum = 0;
        int shuffles = 10;
        for (int seed = 0; seed < shuffles; seed++) {
            List<float[]> examples = examples();
            Collections.shuffle(examples, new Random(seed));
            sum += learn(examples).auc();
        }
        assertEquals(0.989, sum / shuffles, 0.002);
    }

    @Test
    void learningAllocatesNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] file = Files.readAllBytes(Path.of("online/breast-cancer.csv"));
        OnlineLearner learner = new OnlineLearner(model);
        float[] numbers = new float[FEATURES + 1];
        long fewest = Long.MAX_VALUE;
        for (int pass = 0; pass < 1_000 && fewest > 0; pass++) {
            NumberLines lines = new NumberLines(new ByteArrayInputStream(file));
            assertTrue(lines.read(numbers));
            long before = threads.getCurrentThreadAllocatedBytes();
            while (lines.read(numbers)) {
                learner.learn(numbers, numbers[FEATURES]);
            }
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, fewest);
    }

    /** A stream that gives three bytes at a time, as pipes may. */
    private static NumberLines lines(String text) {
        return new NumberLines(new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return super.read(to, from, Math.min(length, 3));
            }
        });
    }

    @Test
    void linesAreRead() throws IOException {
        NumberLines lines = lines("a,b\r\n1.5,-2e3\r\n 4 ,0.1");
        float[] numbers = new float[2];
        assertTrue(lines.read(numbers));
        assertArrayEquals(new float[] {1.5f, -2000}, numbers);
        assertTrue(lines.read(numbers));
        assertArrayEquals(new float[] {4, 0.1f}, numbers);
        assertFalse(lines.read(numbers));
    }

    @Test
    void badLinesAreNamed() throws IOException {
        float[] numbers = new float[2];
        NumberLines lines = lines("1,2\n3,x\n");
        assertTrue(lines.read(numbers));
        assertEquals("line 2: expected a number, found 'x'",
                assertThrows(IOException.class, () -> lines.read(numbers)).getMessage());
        assertEquals("line 1: expected 2 numbers between commas, found more",
                assertThrows(IOException.class, () -> lines("1,2,3\n").read(numbers)).getMessage());
        assertEquals("line 1: expected 2 numbers between commas, found 1",
                assertThrows(IOException.class, () -> lines("1\n").read(numbers)).getMessage());
    }
}
