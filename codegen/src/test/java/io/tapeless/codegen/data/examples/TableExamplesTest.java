package io.tapeless.codegen.data.examples;

import static io.tapeless.codegen.data.examples.AllExamples.floats;
import static io.tapeless.codegen.data.examples.AllExamples.ints;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.ir.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with categories, missing values and normalised inputs. */
class TableExamplesTest {
    private static final InputType Y = InputType.of("y", DType.I32);

    @TempDir
    Path directory;

    private static InputType x(int size) {
        return InputType.of("x", DType.F32, size);
    }

    private static DataFormat format(MissingValues missing, Set<String> categorical, Set<String> normalized) {
        return new DataFormat(Optional.of("y"), Optional.empty(), missing, categorical, normalized, false);
    }

    private static final DataFormat PLAIN = format(MissingValues.ERROR, Set.of(), Set.of());

    private List<DataFile> file(String name, String text) {
        return List.of(new DataFile(Optional.empty(), write(directory.resolve(name), text)));
    }

    private Examples read(String text, DataFormat format, Holdout holdout, InputType... inputs) {
        return DatasetReader.read(file("t.csv", text), holdout, format, List.of(inputs));
    }

    @Test
    void textIsAnIndicatorEachForFloatsAndAnIndexForIntegers() {
        Dataset data = read("a,sea,y\n1,near,no\n2,far,yes\n3,\"near\",no\n", PLAIN, Holdout.none(), x(3), Y).train();
        assertArrayEquals(new float[] {1, 0, 1, 2, 1, 0, 3, 0, 1}, floats(data, "x"));
        assertArrayEquals(new int[] {0, 1, 0}, ints(data, "y"));
    }

    @Test
    void numbersCanBeCategories() {
        Dataset data = read("zip,y\n10,0\n9,1\n10,2\n", format(MissingValues.ERROR, Set.of("zip"), Set.of()),
                Holdout.none(), x(2), Y).train();
        assertArrayEquals(new float[] {1, 0, 0, 1, 1, 0}, floats(data, "x"));
    }

    @Test
    void missingValuesAreTreatedAsAsked() {
        String text = "a,sea,y\n1,near,0\n,far,1\n3,near,2\nNA,,3\n8,near,4\n";
        assertFails(() -> read(text, PLAIN, Holdout.none(), x(3), Y), "t.csv:3: column 'a': found an empty cell");
        assertArrayEquals(new float[] {1, 0, 1, 4, 1, 0, 3, 0, 1, 4, 0, 1, 8, 0, 1}, floats(read(text,
                format(MissingValues.MEAN, Set.of(), Set.of()), Holdout.none(), x(3), Y).train(), "x"));
        assertArrayEquals(new float[] {1, 0, 1, 3, 1, 0, 3, 0, 1, 3, 0, 1, 8, 0, 1}, floats(read(text,
                format(MissingValues.MEDIAN, Set.of(), Set.of()), Holdout.none(), x(3), Y).train(), "x"));
        assertArrayEquals(new int[] {0, 2, 4}, ints(read(text, format(MissingValues.DROP, Set.of(), Set.of()),
                Holdout.none(), x(2), Y).train(), "y"));
        for (MissingValues policy : List.of(MissingValues.ERROR, MissingValues.MEAN, MissingValues.MEDIAN)) {
            assertFails(() -> read("a,y\n1,\n2,3\n", format(policy, Set.of(), Set.of()), Holdout.none(), x(1), Y),
                    "t.csv:2: column 'y': found an empty cell");
        }
        assertFails(() -> read("a,y\n,1\n,2\n", format(MissingValues.MEAN, Set.of(), Set.of()), Holdout.none(), x(1), Y),
                "t.csv:2: column 'a': found an empty cell");
        assertFails(() -> read("a,y\n,1\n,2\n", format(MissingValues.DROP, Set.of(), Set.of()), Holdout.none(), x(1), Y),
                "t.csv: found no row without missing values");
        assertFails(() -> MissingValues.of("zero"), "'zero'; expected error, mean, median or drop");
    }

    @Test
    void normalizationIsOfTheTrainingDataAndIsAppliedToOthers() {
        DataFormat normalized = format(MissingValues.ERROR, Set.of(), Set.of("x"));
        Examples examples = DatasetReader.read(file("t.csv", "a,c,k,y\n1,5,u,0\n3,5,v,1\n"),
                Holdout.files(file("v.csv", "a,c,k,y\n4,6,u,1\n")), normalized, List.of(x(4), Y));
        assertArrayEquals(new float[] {-1, 0, 1, 0, 1, 0, 0, 1}, floats(examples.train(), "x"));
        assertArrayEquals(new float[] {2, 1, 1, 0}, floats(examples.valid().orElseThrow(), "x"));
        assertFails(() -> read("a,y\n1,0\n", format(MissingValues.ERROR, Set.of(), Set.of("y")), Holdout.none(), x(1), Y),
                "there is no float input 'y' to normalize");
        Dataset scaled = read("a,y\n10,0\n30,1\n", normalized, Holdout.none(), x(1).scaled(0.1), Y).train();
        assertArrayEquals(new float[] {-1, 1}, floats(scaled, "x"));
    }

    @Test
    void aFractionIsPreparedByTheRest() {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 10; i++) {
            text.append(i).append(',').append(i).append('\n');
        }
        Examples examples = read(text.toString(), format(MissingValues.ERROR, Set.of(), Set.of("x")),
                Holdout.fraction(0.3, 5), x(1), Y);
        int[] train = ints(examples.train(), "y");
        double mean = java.util.Arrays.stream(train).average().orElseThrow();
        double deviation = Math.sqrt(java.util.Arrays.stream(train).mapToDouble(v -> (v - mean) * (v - mean)).sum() / 7);
        float[] valid = floats(examples.valid().orElseThrow(), "x");
        int[] labels = ints(examples.valid().orElseThrow(), "y");
        assertEquals(3, valid.length);
        for (int i = 0; i < 3; i++) {
            assertEquals((labels[i] - mean) / deviation, valid[i], 1e-6);
        }
    }

    @Test
    void whatTheTrainingDataDoNotHaveIsRefused() {
        List<DataFile> valid = file("v.csv", "k,y\nw,1\n");
        assertFails(() -> read("k,y\nu,0\nv,1\n", PLAIN, Holdout.files(valid), x(2), Y),
                "v.csv:2: column 'k': found 'w', which the training data don't have; expected one of 'u, v'");
        List<DataFile> numbers = file("v.csv", "k,y\n7,1\n");
        assertFails(() -> read("k,y\nu,0\nv,1\n", PLAIN, Holdout.files(numbers), x(2), Y), "found '7', which");
        List<DataFile> text = file("v.csv", "a,y\nu,1\n");
        assertFails(() -> read("a,y\n1,0\n2,1\n", PLAIN, Holdout.files(text), x(1), Y), "v.csv:2: column 'a': found 'u'");
        assertFails(() -> read("k,y\nu,0\nv,1\n", PLAIN, Holdout.none(), x(3), Y),
                "found 2 numbers of columns k (2 categories)");
    }

    @Test
    void aTableIsReadLaterAsTheTrainingDataWere() {
        Dataset train = read("a,k,y\n1,u,0\n,v,1\n3,u,0\n", format(MissingValues.MEAN, Set.of("y"), Set.of("x")),
                Holdout.none(), x(3), Y).train();
        Preparation kept = Preparation.of("w", train.preparation().metadata()).orElseThrow();
        assertEquals(train.preparation(), kept);
        Path later = write(directory.resolve("later.csv"), "k,a,other\nv,,9\nu,3,9\n");
        Map<String, NdArray> arrays = kept.read(later, List.of(x(3), Y));
        assertEquals(Set.of("x"), arrays.keySet());
        assertArrayEquals(new float[] {0, 0, 1, (float) Math.sqrt(1.5), 1, 0}, arrays.get("x").asFloats(), 1e-6f);
        write(later, "k,a,y\nu,3,5\n");
        assertFails(() -> kept.read(later, List.of(x(3), Y)), "later.csv:2: column 'y': found '5', which");
    }

    @Test
    void malformedPreparationsAreRefused() {
        for (String text : List.of("", "[]", "{", "{\"x\":1}", "{\"inputs\":[]}", "{\"text\":{\"unit\":\"words\"}}",
                "{\"inputs\":{\"x\":{\"mean\":[1]}}}", "{\"inputs\":{\"x\":{\"mean\":[1],\"deviation\":[]}}}",
                "{\"inputs\":{\"x\":{\"columns\":[{\"name\":5}]}}}", "{\"text\":{\"unit\":\"chars\"")) {
            assertFails(() -> Preparation.of("w.safetensors", Map.of("data", text)));
        }
        assertEquals(Optional.empty(), Preparation.of("w", Map.of("model", "M")));
    }
}
