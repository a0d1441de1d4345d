package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a directory: which are kept, which are read, and what becomes of damaged ones. */
class CheckpointsTest {
    private static final Random RANDOM = new Random(1);

    @TempDir
    private Path folder;

    private static Checkpoint checkpoint(int epoch) {
        Map<String, NdArray> tensors = Map.of("w", NdArray.of(new float[] {epoch, 2, 3}, 3),
                "b", NdArray.of(new double[] {epoch}, 1));
        Map<String, String> metadata = Map.of("format", "tapeless checkpoint 3", "epoch", "" + epoch, "batches", "0",
                "steps", "" + 10 * epoch, "run.model", "Line", "state.loss", "0x1.8p0");
        return new Checkpoint(new SafetensorsFile(tensors, metadata), Map.of("model", "Line"), epoch, 0, 10L * epoch,
                Map.of("loss", "0x1.8p0"));
    }

    private CheckpointDirectory filled(int checkpoints, int keep) {
        CheckpointDirectory directory = new CheckpointDirectory(folder, keep);
        for (int i = 1; i <= checkpoints; i++) {
            directory.write(checkpoint(i));
        }
        return directory;
    }

    private static void assertSame(Checkpoint expected, Checkpoint found) {
        assertEquals(expected.tensors().digest(), found.tensors().digest());
        assertEquals(expected.epoch(), found.epoch());
        assertEquals(expected.steps(), found.steps());
        assertEquals(expected.run(), found.run());
        assertEquals(expected.state(), found.state());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static String name(int number) {
        return String.format("checkpoint-%06d.safetensors", number);
    }

    @Test
    void theLastOnesAreKept() throws IOException {
        CheckpointDirectory directory = filled(5, 3);
        assertEquals(List.of(name(3), name(4), name(5)), names());
        assertSame(checkpoint(5), directory.newest(message -> {
            throw new AssertionError(message);
        }));
        new CheckpointDirectory(folder, 1).write(checkpoint(6));
        assertEquals(List.of(name(6)), names());
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenIsDeleted() throws IOException {
        Files.writeString(folder.resolve("." + name(1) + ".01234567-89ab-cdef-0123-456789abcdef.tmp"), "half");
        Files.writeString(folder.resolve(".mine.txt"), "not ours");
        filled(1, 2);
        assertEquals(List.of(".mine.txt", name(1)), names());
    }

    /**
     * A bit of any byte may be another, and the file may end anywhere: nothing else is read than what was written. A
     * bit that changes nothing, in the white space of the header, is no damage.
     */
    @Test
    void aDamagedCheckpointIsNamedAndSkippedForTheOneBefore() throws IOException {
        CheckpointDirectory directory = filled(2, 2);
        Path newest = folder.resolve(name(2));
        byte[] intact = Files.readAllBytes(newest);
        List<byte[]> damaged = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] flipped = intact.clone();
            flipped[RANDOM.nextInt(intact.length)] ^= (byte) (1 << RANDOM.nextInt(8));
            damaged.add(flipped);
            damaged.add(Arrays.copyOf(intact, RANDOM.nextInt(intact.length)));
        }
        for (byte[] bytes : damaged) {
            Files.write(newest, bytes);
            List<String> skipped = new ArrayList<>();
            Checkpoint found = directory.newest(skipped::add);
            if (skipped.isEmpty()) {
                assertSame(checkpoint(2), found);
            } else {
                assertEquals(1, skipped.size());
                assertTrue(skipped.get(0).startsWith(newest.toString()), skipped.get(0));
                assertTrue(skipped.get(0).endsWith("; skipped for " + name(1)), skipped.get(0));
                assertSame(checkpoint(1), found);
            }
        }
        directory.write(checkpoint(3));
        assertEquals(List.of(name(2), name(3)), names());
    }

    @Test
    void withoutAnIntactOneEachIsNamed() throws IOException {
        CheckpointDirectory directory = filled(2, 2);
        Files.write(folder.resolve(name(1)), new byte[0]);
        Files.write(folder.resolve(name(2)), new byte[100]);
        String message = assertThrows(DataException.class, () -> directory.newest(skipped -> { })).getMessage();
        assertTrue(message.startsWith(folder + ": there is no checkpoint to go on from; "), message);
        assertTrue(message.contains(name(1) + ": truncated") && message.contains(name(2) + ": "), message);
        assertEquals(folder.resolve("none") + ": there is no checkpoint to go on from",
                assertThrows(DataException.class, () -> new CheckpointDirectory(folder.resolve("none"), 1)
                        .newest(skipped -> { })).getMessage());
    }
}
