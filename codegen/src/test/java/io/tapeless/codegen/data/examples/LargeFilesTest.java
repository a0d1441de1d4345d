package io.tapeless.codegen.data.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.ir.DType;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are larger than memory: a JVM of 64 MB reads them, and sees what a larger one sees. */
class LargeFilesTest {
    private static final int FEATURES = 200;

    @TempDir
    Path directory;

    @Test
    void filesLargerThanTheHeapAreRead() throws Exception {
        Path npy = directory.resolve("x.npy");
        Path idx = directory.resolve("y.idx.gz");
        int rows = 100_000;
        write(npy, idx, rows);
        assertTrue(Files.size(npy) > 75_000_000, "the file is larger than the heap");
        long here = Main.digest(npy, idx);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-cp", System.getProperty("java.class.path"), Main.class.getName(), npy.toString(),
                idx.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(Long.toString(here), output.strip());
    }

    /** f32 features, and labels in a compressed file. */
    private static void write(Path npy, Path idx, int rows) throws IOException {
        Random random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(npy), 1 << 20);
                DataOutputStream labels = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(idx)))) {
            String header = "{'descr': '>f4', 'fortran_order': False, 'shape': (" + rows + ", " + FEATURES + "), }";
            out.write("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[] {1, 0, (byte) header.length(), 0});
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            byte[] row = new byte[4 * FEATURES];
            labels.write(new byte[] {0, 0, 8, 1});
            labels.writeInt(rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < FEATURES; j++) {
                    java.nio.ByteBuffer.wrap(row).putFloat(4 * j, random.nextInt(1000) / 8f);
                }
                out.write(row);
                labels.writeByte(i % 7);
            }
        }
    }

    /** Walks two epochs of the training part, in a JVM of its own. */
    public static final class Main {
        public static void main(String[] arguments) {
            System.out.println(digest(Path.of(arguments[0]), Path.of(arguments[1])));
        }

        static long digest(Path npy, Path idx) {
            Examples examples = DatasetReader.read(List.of(new DataFile(Optional.of("x"), npy),
                    new DataFile(Optional.of("y"), idx)), Holdout.fraction(0.2, 1), DataFormat.PLAIN,
                    List.of(InputType.of("x", DType.F32, FEATURES).scaled(0.125), InputType.of("y", DType.I32)));
            Batches batches = examples.train().batches(64);
            float[] x = new float[64 * FEATURES];
            int[] y = new int[64];
            long digest = 0;
            for (int epoch = 0; epoch < 2; epoch++) {
                batches.shuffle(1, epoch);
                try (BatchSource prepared = batches.prepared()) {
                    while (prepared.next()) {
                        prepared.gather("x", x, 0);
                        prepared.gather("y", y, 0);
                        for (int i = 0; i < prepared.size(); i++) {
                            digest = 31 * digest + Float.floatToIntBits(x[i * FEATURES + i]) + y[i];
                        }
                    }
                }
            }
            return digest;
        }
    }

    /** A long run: {@code -Dtapeless.large=true}. */
    @Test
    void tablesAndTextsLargerThanTheHeapAreRead() throws Exception {
        if (!Boolean.getBoolean("tapeless.large")) {
            return;
        }
        Path csv = directory.resolve("t.csv");
        Path text = directory.resolve("t.txt");
        try (BufferedWriter table = Files.newBufferedWriter(csv); BufferedWriter words = Files.newBufferedWriter(text)) {
            table.write("a,k,b,c,d,e,f,g,h,y\n");
            for (int i = 0; i < 1_500_000; i++) {
                table.write(i % 1000 + "," + "uvw".charAt(i % 3) + ",0.125,123456.5,-1e-3,17.25,1234567,0.000001," + i
                        + "," + i % 2 + "\n");
                words.write("a text of many words, the " + i + "th of its lines, longer than memory\n");
            }
        }
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-cp", System.getProperty("java.class.path"), Tables.class.getName(), csv.toString(),
                text.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals("1200000 300000 words", output.strip());
    }

    /** Reads a table and a text, in a JVM of its own. */
    public static final class Tables {
        public static void main(String[] arguments) {
            Examples table = DatasetReader.read(List.of(DataFile.parse(arguments[0])), Holdout.fraction(0.2, 1),
                    new DataFormat(Optional.of("y"), Optional.empty(), MissingValues.ERROR, Set.of(), Set.of("x"), false),
                    List.of(InputType.of("x", DType.F32, 11), InputType.of("y", DType.I32)));
            Examples text = DatasetReader.read(List.of(DataFile.parse(arguments[1])), Holdout.fraction(0.1, 1),
                    new DataFormat(Optional.empty(), Optional.of(TextUnit.CHARS), MissingValues.ERROR, Set.of(), Set.of(),
                            false), List.of(InputType.of("x", DType.I32, 64), InputType.of("y", DType.I32, 64)));
            walk(table.train().batches(64), new float[64 * 11], "x");
            walk(text.train().batches(64), new int[64 * 64], "y");
            System.out.println(table.train().size() + " " + table.valid().orElseThrow().size() + " words");
        }

        private static void walk(Batches batches, Object array, String input) {
            batches.shuffle(1, 0);
            while (batches.next()) {
                batches.gather(input, array, 0);
            }
        }
    }
}
