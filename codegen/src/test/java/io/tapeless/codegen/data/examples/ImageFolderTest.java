package io.tapeless.codegen.data.examples;

import static io.tapeless.codegen.data.examples.AllExamples.ints;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.ir.DType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final InputType Y = InputType.of("y", DType.I32);

    @TempDir
    Path directory;

    @BeforeEach
    void classes() throws IOException {
        for (String name : List.of("cat", "ant")) {
            Files.createDirectories(directory.resolve("images").resolve(name));
        }
    }

    private Path image(String name, String format, int type, int width, int... argb) throws IOException {
        BufferedImage image = new BufferedImage(width, argb.length / width, type);
        for (int i = 0; i < argb.length; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % width, i / width, 0, argb[i]);
            } else {
                image.setRGB(i % width, i / width, argb[i]);
            }
        }
        Path file = directory.resolve("images").resolve(name);
        ImageIO.write(image, format, file.toFile());
        return file;
    }

    private Dataset read(boolean resize, InputType x) {
        DataFormat format = new DataFormat(Optional.empty(), Optional.empty(), MissingValues.ERROR, Set.of(), Set.of(),
                resize);
        return DatasetReader.read(List.of(new DataFile(Optional.empty(), directory.resolve("images"))), Holdout.none(),
                format, List.of(x, Y)).train();
    }

    @Test
    void imagesAreChannelsByRowsAndFoldersAreClasses() throws IOException {
        image("cat/b.png", "png", BufferedImage.TYPE_INT_RGB, 2, 0x010203, 0x040506);
        image("cat/a.png", "png", BufferedImage.TYPE_INT_RGB, 2, 0x111213, 0x141516);
        image("ant/z.png", "png", BufferedImage.TYPE_BYTE_GRAY, 2, 100, 200);
        Dataset dataset = read(false, InputType.of("x", DType.I32, 3, 1, 2));
        assertArrayEquals(new int[] {100, 200, 100, 200, 100, 200, 0x11, 0x14, 0x12, 0x15, 0x13, 0x16, 1, 4, 2, 5, 3, 6},
                ints(dataset, "x"));
        assertArrayEquals(new int[] {0, 1, 1}, ints(dataset, "y"));
        assertEquals(Optional.of(List.of("ant", "cat")), dataset.preparation().classes("y"));
    }

    @Test
    void greyIsTheLightnessOfColours() throws IOException {
        image("ant/a.png", "png", BufferedImage.TYPE_INT_RGB, 4, 0xff0000, 0x00ff00, 0x0000ff, 0x808080);
        assertArrayEquals(new int[] {76, 150, 29, 128}, ints(read(false, InputType.of("x", DType.I32, 1, 4)), "x"));
    }

    @Test
    void imagesAreResizedOnlyOnRequest() throws IOException {
        Path file = image("ant/a.png", "png", BufferedImage.TYPE_BYTE_GRAY, 4, 0, 0, 200, 200, 0, 0, 200, 200);
        InputType x = InputType.of("x", DType.I32, 1, 1, 2);
        assertFails(() -> read(false, x), file + ": found 4×2 pixels; expected 2×1, or resize = true");
        assertArrayEquals(new int[] {29, 171}, ints(read(true, x), "x"));
        assertArrayEquals(new int[] {0, 0, 200, 200}, ints(read(true, InputType.of("x", DType.I32, 1, 4)), "x"));
    }

    @Test
    void jpegIsReadToo() throws IOException {
        int[] grey = new int[64];
        java.util.Arrays.fill(grey, 90);
        image("cat/a.jpg", "jpg", BufferedImage.TYPE_BYTE_GRAY, 8, grey);
        assertArrayEquals(grey, ints(read(false, InputType.of("x", DType.I32, 8, 8)), "x"));
    }

    @Test
    void errorsNameTheFile() throws IOException {
        InputType x = InputType.of("x", DType.F32, 1, 1);
        assertFails(() -> read(false, x), "images: found no images");
        Path clear = image("ant/a.png", "png", BufferedImage.TYPE_INT_ARGB, 1, 0x00ffffff);
        assertFails(() -> read(false, x), clear + ": found transparent pixels");
        byte[] bytes = Files.readAllBytes(image("ant/a.png", "png", BufferedImage.TYPE_BYTE_GRAY, 1, 7));
        for (int length = 0; length < bytes.length - 12; length += 5) {
            write(clear, java.util.Arrays.copyOf(bytes, length));
            assertFails(() -> read(false, x), clear.toString());
        }
        write(clear, "hello");
        assertFails(() -> read(false, x), clear + ": not a PNG or JPEG image");
        Files.delete(clear);
        Path text = write(directory.resolve("images/ant/notes.txt"), "hello");
        assertFails(() -> read(false, x), text + ": found a file; expected PNG or JPEG images");
        assertFails(() -> read(false, InputType.of("x", DType.F32, 2, 1, 1)), "images can't feed input 'x'");
    }

    @Test
    void validationHasTheClassesOfTheTrainingData() throws IOException {
        image("ant/a.png", "png", BufferedImage.TYPE_BYTE_GRAY, 1, 7);
        image("cat/a.png", "png", BufferedImage.TYPE_BYTE_GRAY, 1, 9);
        Path valid = directory.resolve("valid");
        Files.createDirectories(valid.resolve("cat"));
        Files.copy(directory.resolve("images/cat/a.png"), valid.resolve("cat/a.png"));
        List<DataFile> images = List.of(new DataFile(Optional.empty(), directory.resolve("images")));
        Holdout holdout = Holdout.files(List.of(new DataFile(Optional.empty(), valid)));
        List<InputType> inputs = List.of(InputType.of("x", DType.F32, 1, 1), Y);
        assertArrayEquals(new int[] {1},
                ints(DatasetReader.read(images, holdout, DataFormat.PLAIN, inputs).valid().orElseThrow(), "y"));
        Files.move(valid.resolve("cat"), valid.resolve("dog"));
        assertFails(() -> DatasetReader.read(images, holdout, DataFormat.PLAIN, inputs),
                "dog: a class that the training data don't have; expected one of [ant, cat]");
    }
}
