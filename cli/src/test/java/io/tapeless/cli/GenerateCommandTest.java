package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    /** What comes next depends on one character, as a table says. */
    private static final String BIGRAM = """
            @Train(data = "t.txt", text = "chars", optimizer = "adam", learningRate = 1, batch = 64, epochs = 20)
            class Bigram {
                static final Dim B = dim();
                @Input Tensor x = i32(B, 4);
                @Input Tensor y = i32(B, 4);
                @Param Tensor w = zeros(8, 8);
                @Output Tensor logits = embedding(x, w);
                @Loss Tensor loss = mean(crossEntropy(logits, y));
            }
            """;
    /** The last two characters of the window say what comes next. */
    private static final String NEXT = """
            class Next {
                static final Dim B = dim();
                @Input Tensor x = i32(B, 4);
                @Input Tensor y = i32(B, 4);
                @Param Tensor w = zeros(8, 8);
                @Output Tensor next = narrow(embedding(x, w), 1, 3, 1);
                Tensor logits = embedding(x, w);
                @Loss Tensor loss = mean(crossEntropy(logits, y));
            }
            """;

    @TempDir
    Path folder;

    private Path train(String spec, String text, Object... options) {
        CliFiles.write(folder.resolve("t.txt"), text);
        Path file = CliFiles.write(folder.resolve("M.model.java"), spec);
        Outcome outcome = CliRunner.run(concat(new Object[] {"train", file, "-o", folder.resolve("w.safetensors")}, options));
        assertEquals(0, outcome.code(), outcome.err());
        return file;
    }

    private static Object[] concat(Object[] first, Object... more) {
        Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private Outcome generate(Path spec, Object... options) {
        return CliRunner.run(concat(new Object[] {"generate", spec, "--weights", folder.resolve("w.safetensors")}, options));
    }

    @Test
    void aModelOfACycleGoesOnWithIt() {
        Path spec = train(BIGRAM, "abcd".repeat(200));
        assertEquals("bcdabcdabcda\n", generate(spec, "--prompt", "bc", "--length", 10, "--temperature", 0).out());
        assertEquals("cdabc\n", generate(spec, "--prompt", "c", "--length", 4, "--top-k", 1).out());
    }

    @Test
    void theSeedFixesTheText() {
        Path spec = train(BIGRAM, "abcbdbacdcabbcdacb".repeat(50));
        String text = generate(spec, "--prompt", "a", "--length", 50, "--seed", 3).out();
        assertEquals(52, text.length());
        assertEquals(text, generate(spec, "--prompt", "a", "--length", 50, "--seed", 3, "--threads", 1).out());
        assertNotEquals(text, generate(spec, "--prompt", "a", "--length", 50, "--seed", 4).out());
        assertTrue(generate(spec, "--samples", 2, "--json").out().contains("\"texts\""));
    }

    @Test
    void linesEndAndOneLogitRowIsOfWhatFollowsTheWindow() {
        Path spec = train(NEXT, "abc\n".repeat(100), "--data", folder.resolve("t.txt"), "--text", "lines",
                "--optimizer", "adam", "--lr", 1, "--epochs", 20);
        assertEquals("abc\nabc\n", generate(spec, "--samples", 2, "--temperature", 0.01, "--logits", "next").out());
    }

    @Test
    void whatIsMissingIsSaid() {
        Path spec = train(BIGRAM, "abcd".repeat(200));
        assertFails(generate(spec, "--prompt", "xyz"), 1, "the text has 'x' (U+0078), which the training data did not");
        assertFails(generate(spec, "--temperature", -1), 1, "temperature is -1.0");
        assertFails(generate(spec, "--length", 0), 2, "--length: expected at least 1");
        assertFails(generate(spec, "--logits", "loss"), 1, "to generate text, loss must be [B, T, V]");
        assertFails(CliRunner.run("generate", spec), 1, "--weights FILE needs the weights of a model that was trained");
        assertFails(CliRunner.run("train", spec, "--text", "words"), 1, "expected chars, bytes or lines");
    }

    private static void assertFails(Outcome outcome, int code, String message) {
        assertEquals(code, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
        assertFalse(outcome.err().contains("internal"), outcome.err());
    }
}
