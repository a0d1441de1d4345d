package io.tapeless.codegen.data.examples;

import static io.tapeless.codegen.data.examples.AllExamples.floats;
import static io.tapeless.codegen.data.examples.AllExamples.ints;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.reference;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.NpzFile;
import io.tapeless.ir.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    private static final InputType X = InputType.of("x", DType.F32, 3);
    private static final InputType Y = InputType.of("y", DType.I32);

    @TempDir
    Path directory;

    private static DataFile file(Path path) {
        return new DataFile(Optional.empty(), path);
    }

    private static DataFile file(String input, Path path) {
        return new DataFile(Optional.of(input), path);
    }

    private Dataset csv(String text, String target, InputType... inputs) {
        Path file = write(directory.resolve("d.csv"), text);
        return read(List.of(file(file)), Optional.ofNullable(target), List.of(inputs));
    }

    private static Dataset read(List<DataFile> files, Optional<String> target, List<InputType> inputs) {
        return DatasetReader.read(files, Holdout.none(), target.map(DataFormat::ofTarget).orElse(DataFormat.PLAIN),
                inputs).train();
    }

    @Test
    void parsesArguments() {
        assertEquals(file("x", Path.of("a/b=c.idx")), DataFile.parse("x=a/b=c.idx"));
        assertEquals(file("blocks.x", Path.of("b.npy")), DataFile.parse("blocks.x=b.npy"));
        assertEquals(file(Path.of("digits.csv")), DataFile.parse("digits.csv"));
        assertEquals(file(Path.of("dir/a=b.csv")), DataFile.parse("dir/a=b.csv"));
    }

    @Test
    void theTargetColumnIsTheLabelAndTheOthersFormX() {
        Dataset dataset = csv("p0,p1,label,p2\n1,2,0,3\n4,5,1,6\n", "label", X, Y);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, floats(dataset, "x"));
        assertArrayEquals(new int[] {0, 1}, ints(dataset, "y"));
    }

    @Test
    void numberedColumnsFormTheirInput() {
        String text = "id,x.2,x.0,x.1,y\na,3,1,2,0\nb,6,4,5,1\n";
        for (String target : new String[] {null, "y"}) {
            Dataset dataset = csv(text, target, X, Y);
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, floats(dataset, "x"));
            assertArrayEquals(new int[] {0, 1}, ints(dataset, "y"));
        }
    }

    @Test
    void otherNamesOfInputsWorkToo() {
        Dataset dataset = csv("a,b,c,digit\n1,2,3,7\n", "digit", X, InputType.of("digit", DType.I32));
        assertArrayEquals(new int[] {7}, ints(dataset, "digit"));
        Dataset renamed = csv("a,b,c,digit\n1,2,3,7\n", "digit", X, InputType.of("t", DType.I32));
        assertArrayEquals(new int[] {7}, ints(renamed, "t"));
        Dataset weighted = csv("a,b,weight,c,l\n1,2,9,3,7\n", "l", X, Y, InputType.of("weight", DType.F32));
        assertArrayEquals(new float[] {9}, floats(weighted, "weight"));
        assertArrayEquals(new float[] {1, 2, 3}, floats(weighted, "x"));
    }

    @Test
    void csvProblemsNameFileLineAndColumn() {
        assertFails(() -> csv("a,b,c,l\n1,2,3,0\n1,NEAR BAY,3,0\n", "l", X, Y),
                "d.csv:3: column 'b': found 'NEAR BAY'");
        assertFails(() -> csv("a,b,c,l\n1,2,3,0.5\n", "l", X, Y), "d.csv:2: column 'l' is 0.5; expected an integer");
        assertFails(() -> csv("a,b,c,l\n1,2,1e39,0\n", "l", X, Y), "d.csv:2: column 'c' is 1.0E39");
        assertFails(() -> csv("a,b,c,l\n1,2,3,0\n", "label", X, Y), "d.csv: no column 'label'; found a, b, c, l");
        assertFails(() -> csv("a,b,l\n1,2,0\n", "l", X, Y), "found 2 numbers of columns a, b", "f32[3] per example, for input 'x'");
        assertFails(() -> csv("a,b,c,l\n", "l", X, Y), "d.csv: found no examples");
        assertFails(() -> csv("a,b,c,y\n1,2,3,0\n", null, X, Y), "no columns for input 'x'; expected 'x' or 'x.0'");
        assertFails(() -> csv("a,b,c,l\n1,2,3,0\n", "l", X, Y, InputType.of("z", DType.F32)),
                "no columns for input 'x'");
        assertFails(() -> csv("a,b,c,l\n1,2,3,0\n", "l", InputType.of("p", DType.F32, 3), InputType.of("q", DType.I32)),
                "target column 'l' fits no input", "found inputs p, q");
    }

    @Test
    void readsArraysByName() {
        Dataset dataset = read(List.of(file(reference("deflated.npz"))), Optional.empty(), List.of(X, Y));
        assertEquals(4, dataset.size());
        assertArrayEquals(new int[] {0, 1, 2, 1}, ints(dataset, "y"));
        assertFails(() -> read(List.of(file(reference("stored.npz"))), Optional.empty(),
                List.of(X, InputType.of("z", DType.F32))), "no data for input 'z'", "found x, y");
    }

    @Test
    void readsOneFileForEachInput() {
        Path x = directory.resolve("x");
        NpyFile.write(x, NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
        Path y = write(directory.resolve("y"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 4, 9});
        Dataset dataset = read(List.of(file("x", x), file("y", y)), Optional.empty(),
                List.of(X.scaled(0.5), Y));
        assertArrayEquals(new float[] {0.5f, 1, 1.5f, 2, 2.5f, 3}, floats(dataset, "x"));
        assertArrayEquals(new int[] {4, 9}, ints(dataset, "y"));
        Path z = write(directory.resolve("y.csv"), "label\n7\n8\n");
        assertArrayEquals(new int[] {7, 8}, ints(read(List.of(file("x", x), file("y", z)),
                Optional.empty(), List.of(X, Y)), "y"));
    }

    @Test
    void filesThatDoNotFitTogetherAreRefused() {
        Path x = directory.resolve("x.npy");
        NpyFile.write(x, NdArray.of(new float[6], 2, 3));
        Path npz = directory.resolve("all.npz");
        NpzFile.write(npz, Map.of("y", NdArray.of(new int[3], 3)), NpzFile.Compression.STORED);
        List<InputType> inputs = List.of(X, Y);
        assertFails(() -> read(List.of(file("x", x), file(npz)), Optional.empty(), inputs),
                "all.npz: array 'y': found 3 examples of 'y'; expected 2", "x.npy");
        assertFails(() -> read(List.of(file("x", x), file("x", x)), Optional.empty(), inputs),
                "which", "x.npy gives too");
        assertFails(() -> read(List.of(file("z", x)), Optional.empty(), inputs),
                "there is no input 'z'; expected one of x, y");
        assertFails(() -> read(List.of(file("x", x)), Optional.of("label"), inputs),
                "target column 'label' given, but no CSV");
        assertFails(() -> read(List.of(file("x", npz)), Optional.empty(), inputs),
                "all.npz: found named arrays (NPZ)");
        assertFails(() -> read(List.of(file(x)), Optional.empty(), inputs), "x.npy: not an NPZ file");
        assertFails(() -> ArrayFile.read(write(directory.resolve("t.txt"), "hello")), "t.txt: unknown format");
    }
}
