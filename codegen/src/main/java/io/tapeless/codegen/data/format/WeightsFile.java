package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.NdArray;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Files of named weights, for people and for Python: safetensors, or NPZ as {@code numpy.savez} writes it. */
public final class WeightsFile {
    private static final String NPZ = ".npz";

    private WeightsFile() {
    }

    /**
     * Reads the arrays of a file, whose first bytes say which format it has.
     *
     * @throws io.tapeless.codegen.data.DataException if that fails
     */
    public static Map<String, NdArray> read(Path file) {
        return isZip(file) ? NpzFile.read(file) : SafetensorsFile.read(file).tensors();
    }

    /**
     * Reads the free text of a file; NPZ has none.
     *
     * @throws io.tapeless.codegen.data.DataException if that fails
     */
    public static Map<String, String> readMetadata(Path file) {
        return isZip(file) ? Map.of() : SafetensorsFile.readMetadata(file);
    }

    private static boolean isZip(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            if (source.left() < 2) {
                return false;
            }
            ByteBuffer magic = source.read(2, "the first bytes");
            return magic.get() == 'P' && magic.get() == 'K';
        }
    }

    /**
     * Writes arrays, replacing the file as a whole: as NPZ if its name ends in {@code .npz}, else as safetensors.
     *
     * @param metadata free text by key, which only safetensors can hold
     * @throws io.tapeless.codegen.data.DataException if that fails
     */
    public static void write(Path file, Map<String, NdArray> arrays, Map<String, String> metadata) {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(NPZ)) {
            NpzFile.write(file, arrays, NpzFile.Compression.STORED);
        } else {
            new SafetensorsFile(arrays, metadata).write(file);
        }
    }
}
