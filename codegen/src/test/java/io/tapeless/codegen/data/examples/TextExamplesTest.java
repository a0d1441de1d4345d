package io.tapeless.codegen.data.examples;

import static io.tapeless.codegen.data.examples.AllExamples.floats;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.Text;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.ir.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextExamplesTest {
    @TempDir
    Path directory;

    private static List<InputType> window(int size) {
        return List.of(InputType.of("x", DType.I32, size), InputType.of("y", DType.I32, size));
    }

    private static DataFormat format(TextUnit unit) {
        return new DataFormat(Optional.empty(), Optional.of(unit), MissingValues.ERROR, Set.of(), Set.of(), false);
    }

    private Examples read(String text, TextUnit unit, Holdout holdout, List<InputType> inputs) {
        Path file = write(directory.resolve("t.txt"), text);
        return DatasetReader.read(List.of(DataFile.parse(file.toString())), holdout, format(unit), inputs);
    }

    /** The texts of an input's examples, in the order of a walk. */
    private static List<String> texts(Dataset dataset, String input, Batches batches) {
        int size = dataset.field(input).rows().rowSize();
        int[] numbers = new int[size];
        List<String> texts = new ArrayList<>();
        while (batches.next()) {
            assertEquals(1, batches.size());
            batches.gather(input, numbers, 0);
            texts.add(dataset.preparation().vocabulary().orElseThrow().decode(numbers, 0, size));
        }
        return texts;
    }

    private static List<String> texts(Dataset dataset, String input) {
        return texts(dataset, input, dataset.batches(1));
    }

    @Test
    void windowsLieSideBySideAndWhatComesNextIsOneFurther() {
        Dataset dataset = read("abcdefghij", TextUnit.CHARS, Holdout.none(), window(3)).train();
        assertEquals(List.of("abc", "def"), texts(dataset, "x"));
        assertEquals(List.of("bcd", "efg"), texts(dataset, "y"));
        assertEquals("10 characters: 'abcdefghij'", dataset.preparation().vocabulary().orElseThrow().toString());
    }

    @Test
    void everyEpochCutsElsewhereAndNothingIsSeenOutside() {
        Dataset dataset = read("abcdefghij", TextUnit.CHARS, Holdout.none(), window(3)).train();
        Set<List<String>> cuts = new HashSet<>();
        for (int epoch = 0; epoch < 30; epoch++) {
            Batches batches = dataset.batches(1);
            batches.shuffle(1, epoch);
            List<String> windows = texts(dataset, "y", batches).stream().sorted().toList();
            cuts.add(windows);
            batches.shuffle(1, epoch);
            assertEquals(windows, texts(dataset, "y", batches).stream().sorted().toList());
        }
        assertEquals(Set.of(List.of("bcd", "efg"), List.of("cde", "fgh"), List.of("def", "ghi")), cuts);
    }

    @Test
    void theEndOfTheTextIsHeldOutAndCoveredOnce() {
        Examples examples = read("abcabcabcabcabccba", TextUnit.CHARS, Holdout.fraction(1 / 3.0, 9), window(2));
        assertEquals(List.of("ab", "ca", "bc", "ab", "ca"), texts(examples.train(), "x"));
        assertEquals(List.of("ab", "cc"), texts(examples.valid().orElseThrow(), "x"));
        assertEquals(List.of("bc", "cb"), texts(examples.valid().orElseThrow(), "y"));
    }

    @Test
    void aTextOfAnotherFileHasTheSameNumbers() {
        Path valid = write(directory.resolve("v.txt"), "cab");
        Examples examples = read("abc", TextUnit.CHARS, Holdout.files(List.of(DataFile.parse(valid.toString()))),
                window(2));
        assertEquals(List.of("ca"), texts(examples.valid().orElseThrow(), "x"));
        write(valid, "cäb");
        assertFails(() -> read("abc", TextUnit.CHARS, Holdout.files(List.of(DataFile.parse(valid.toString()))),
                window(2)), "v.txt: character 2 is 'ä' (U+00E4), which the training data don't have",
                "3 characters: 'abc'");
    }

    @Test
    void charactersAreCodePointsAndBytesAreBytes() {
        assertEquals(List.of("é😀"), texts(read("\ufeffé😀!", TextUnit.CHARS, Holdout.none(), window(2)).train(), "x"));
        Dataset bytes = read("é!", TextUnit.BYTES, Holdout.none(), window(2)).train();
        assertEquals(List.of("é"), texts(bytes, "x"));
        assertEquals(256, bytes.preparation().vocabulary().orElseThrow().size());
        Path broken = write(directory.resolve("b.txt"), new byte[] {'a', (byte) 0xc3, 'b'});
        assertFails(() -> Text.read(broken, TextUnit.CHARS), "b.txt: not UTF-8 after character");
        assertEquals(3, Text.read(broken, TextUnit.BYTES).size());
    }

    @Test
    void linesAreExamplesBetweenNewlines() {
        List<InputType> inputs = List.of(InputType.of("x", DType.I32, 4), InputType.of("y", DType.I32, 4),
                InputType.of("mask", DType.F32, 4));
        Dataset dataset = read("ab\r\n\nabc\n", TextUnit.LINES, Holdout.none(), inputs).train();
        assertEquals(List.of("\nab\n", "\nabc"), texts(dataset, "x"));
        assertEquals(List.of("ab\n\n", "abc\n"), texts(dataset, "y"));
        assertArrayEquals(new float[] {1, 1, 1, 0, 1, 1, 1, 1}, floats(dataset, "mask"));
        assertFails(() -> read("ab\nabcd\n", TextUnit.LINES, Holdout.none(), inputs),
                "t.txt:2: found a line of 4 characters; expected at most 3");
        Examples split = read("a\nb\nc\nd\na\nb\nc\nd\n", TextUnit.LINES, Holdout.fraction(0.25, 1), inputs);
        assertEquals(6, split.train().size());
        assertEquals(2, split.valid().orElseThrow().size());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertFails(() -> read("abc", TextUnit.CHARS, Holdout.none(), window(3)),
                "t.txt: found 3 chars; expected at least 4");
        assertFails(() -> read("", TextUnit.LINES, Holdout.none(), window(3)), "t.txt: found no lines");
        assertFails(() -> read("abcd", TextUnit.CHARS, Holdout.none(), List.of(InputType.of("z", DType.I32, 2))),
                "text is for an input 'x'");
        assertFails(() -> read("abcd", TextUnit.CHARS, Holdout.none(), List.of(InputType.of("x", DType.I32, 2),
                InputType.of("y", DType.I32))), "text can't feed input 'y'");
        Dataset dataset = read("abcd", TextUnit.CHARS, Holdout.none(), window(2)).train();
        dataset.requireClasses("x", 4);
        assertFails(() -> dataset.requireClasses("x", 3), "t.txt: found more distinct characters than the 3");
        assertFails(() -> TextUnit.of("words"), "text is read as 'words'; expected chars, bytes or lines");
    }

    @Test
    void theVocabularyIsKeptWithTheWeights() {
        for (TextUnit unit : TextUnit.values()) {
            Preparation preparation = read("a\"\\b\n😀c", unit, Holdout.none(), window(5)).train().preparation();
            assertEquals(Optional.of(preparation), Preparation.of("w", preparation.metadata()));
            assertTrue(preparation.vocabulary().orElseThrow().size() >= 6);
        }
    }
}
