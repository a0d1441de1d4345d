package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeds, inputs that once failed, and mutations of both: each gives a result or one error that says what is wrong. */
class FuzzTest {
    /** Mutations of a seed. */
    private static final int MUTATIONS = Integer.getInteger("tapeless.mutations", 20);
    private static final byte[] BYTES = {0, 1, -1, 127, -128, '0', '9', '-', '.', ',', '"', '\n', '[', ']', '{', '}'};

    @ParameterizedTest
    @EnumSource
    void anyBytesGiveAResultOrOneError(FuzzTarget target) throws Exception {
        Random random = new Random(1);
        for (Path seed : seeds(target)) {
            byte[] bytes = Files.readAllBytes(seed);
            accept(target, seed, -1, bytes);
            for (int i = 0; i < MUTATIONS; i++) {
                accept(target, seed, i, mutated(bytes, random));
            }
        }
    }

    private static void accept(FuzzTarget target, Path seed, int mutation, byte[] bytes) {
        try {
            target.accept(bytes);
        } catch (RuntimeException | Error e) {
            fail(target + ": mutation " + mutation + " of " + seed.getFileName(), e);
        }
    }

    /** The files of the folder {@code fuzz/csv}, and the reference files of readers. */
    private static List<Path> seeds(FuzzTarget target) throws IOException, URISyntaxException {
        String name = target.name().toLowerCase(java.util.Locale.ROOT);
        List<Path> seeds = new ArrayList<>(files("/fuzz/" + name));
        for (Path file : files("/data")) {
            if (file.toString().endsWith("." + name)) {
                seeds.add(file);
            }
        }
        if (seeds.isEmpty()) {
            throw new AssertionError("no seeds for " + name);
        }
        return seeds;
    }

    private static List<Path> files(String folder) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(FuzzTest.class.getResource(folder).toURI()))) {
            return files.sorted().toList();
        }
    }

    /** One to four times: bytes replaced, removed, or repeated elsewhere. */
    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] result = bytes;
        for (int n = random.nextInt(4); n >= 0 && result.length > 0; n--) {
            int at = random.nextInt(result.length);
            int count = Math.min(1 + random.nextInt(8), result.length - at);
            byte[] part = Arrays.copyOfRange(result, at, at + count);
            switch (random.nextInt(4)) {
                case 0 -> {
                    result = result.clone();
                    result[at] = BYTES[random.nextInt(BYTES.length)];
                }
                case 1 -> {
                    result = result.clone();
                    result[at] ^= (byte) (1 << random.nextInt(8));
                }
                case 2 -> result = joined(result, at, new byte[0], at + count);
                default -> {
                    int to = random.nextInt(result.length);
                    result = joined(result, to, part, to);
                }
            }
        }
        return result;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] all = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, all, end, middle.length);
        System.arraycopy(bytes, start, all, end + middle.length, bytes.length - start);
        return all;
    }
}
