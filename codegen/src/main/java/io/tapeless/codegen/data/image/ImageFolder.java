package io.tapeless.codegen.data.image;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.format.ByteStore;
import io.tapeless.codegen.data.format.Encoding;
import io.tapeless.codegen.data.format.StoredRows;
import io.tapeless.codegen.data.table.ColumnCode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Images in a folder that has a folder for each class: pixels for input {@code x}, classes for {@code y}. Classes are
 * numbered in the alphabetical order of their folders, and images come in that of their names. Names that start with a
 * point are skipped.
 */
public final class ImageFolder {
    /** What the labels are called that the names of folders are. */
    static final String FOLDER = "folder";

    private final List<String> classes;
    private final Rows images;
    private final Rows labels;

    private ImageFolder(List<String> classes, Rows images, Rows labels) {
        this.classes = classes;
        this.images = images;
        this.labels = labels;
    }

    /**
     * Reads all images.
     *
     * @param known the classes of the training data, if these are not they
     * @throws DataException if one can't be read or is not as input {@code x} wants it, or a class is not known
     */
    public static ImageFolder read(Path folder, List<InputType> inputs, boolean resize, Optional<List<String>> known) {
        InputType x = inputs.stream().filter(i -> i.name().equals("x")).findFirst().orElseThrow(
                () -> new DataException(folder + ": images are for an input 'x'; found none"));
        ImageFormat format = ImageFormat.of(x, resize);
        List<Path> classFolders = list(folder, true);
        List<String> classes = known.orElseGet(() -> classFolders.stream().map(f -> f.getFileName().toString()).toList());
        ByteStore pixels = new ByteStore(ByteOrder.BIG_ENDIAN);
        List<Integer> labels = new ArrayList<>();
        try {
            for (Path classFolder : classFolders) {
                int label = classes.indexOf(classFolder.getFileName().toString());
                if (label < 0) {
                    throw new DataException(classFolder + ": a class that the training data don't have; expected one of "
                            + classes);
                }
                for (Path image : list(classFolder, false)) {
                    byte[] bytes = format.read(image);
                    pixels.write(bytes, 0, bytes.length);
                    labels.add(label);
                }
            }
        } catch (IOException e) {
            throw DataException.of(folder, e);
        }
        if (labels.isEmpty()) {
            throw new DataException(folder + ": found no images; expected a folder for each class");
        }
        long[] shape = {labels.size(), x.size()};
        int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
        return new ImageFolder(classes, StoredRows.of(folder.toString(), pixels, Encoding.U8, shape),
                new ArrayRows(NdArray.of(numbers, numbers.length)));
    }

    private static List<Path> list(Path folder, boolean folders) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.filter(e -> !e.getFileName().toString().startsWith(".")).sorted().toList();
            for (Path entry : found) {
                if (Files.isDirectory(entry) != folders || !folders && !isImage(entry)) {
                    throw new DataException(entry + ": found " + (Files.isDirectory(entry) ? "a folder" : "a file")
                            + "; expected " + (folders ? "a folder for each class" : "PNG or JPEG images"));
                }
            }
            return found;
        } catch (IOException e) {
            throw DataException.of(folder, e);
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    /** The pixels, a row an image. */
    public Rows images() {
        return images;
    }

    /** The number of the class of each image. */
    public Rows labels() {
        return labels;
    }

    /** How labels were made. */
    public ColumnCode code() {
        return new ColumnCode(FOLDER, classes, OptionalDouble.empty());
    }
}
