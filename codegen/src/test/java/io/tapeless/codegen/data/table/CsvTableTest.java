package io.tapeless.codegen.data.table;

import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @TempDir
    Path directory;

    private CsvTable table(String text) {
        return CsvTable.read(write(directory.resolve("t.csv"), text));
    }

    @Test
    void readsColumnsByName() {
        CsvTable table = table("\uFEFF a ,\"b, c\",d\r\n1, -2.5 ,3e2\r\n\r\n+4,\"5\",.5\r\n");
        assertEquals(List.of("a", "b, c", "d"), table.names());
        assertEquals(2, table.rows());
        assertEquals("f64[2]", table.column("b, c").toString());
        assertArrayEquals(new double[] {-2.5, 5}, table.column("b, c").asDoubles());
        NdArray matrix = table.matrix(List.of("d", "a"));
        assertEquals("f64[2, 2]", matrix.toString());
        assertArrayEquals(new double[] {300, 1, 0.5, 4}, matrix.asDoubles());
    }

    @Test
    void growsWithTheFile() {
        StringBuilder text = new StringBuilder("i,j\n");
        for (int i = 0; i < 1000; i++) {
            text.append(i).append(',').append(-i).append('\n');
        }
        double[] j = table(text.toString()).column("j").asDoubles();
        assertEquals(1000, j.length);
        assertEquals(-999, j[999]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "-Infinity", "1e999", "NEAR BAY", "1f", "0x1p3", "1,", "--1", "1e", "٣"})
    void namesLineAndColumnOfWhatIsNoNumber(String cell) {
        CsvTable table = table("a,b\n1,2\n\n3,\"" + cell + "\"\n");
        assertArrayEquals(new double[] {1, 3}, table.column("a").asDoubles());
        assertFails(() -> table.column("b"), "t.csv:4: column 'b': found '" + cell + "'; expected a finite number");
    }

    @Test
    void emptyCellsAreErrors() {
        assertFails(() -> table("a,b\n1,2\n,3\n").column("a"), "t.csv:3: column 'a': found an empty cell");
    }

    @Test
    void conversionsNameTheCell() {
        CsvTable table = table("a,label\n1,0\n2,1.5\n");
        assertFails(() -> table.matrix(List.of("a", "label")).asInts(), "t.csv:3: column 'label' is 1.5");
        assertFails(() -> table.column("label").asInts(), "t.csv:3: column 'label' is 1.5");
    }

    @Test
    void raggedLinesAreErrors() {
        assertFails(() -> table("a,b\n1,2\n3\n"), "t.csv:3: found 1 cells; expected 2");
        assertFails(() -> table("a,b\n1,2,3\n"), "t.csv:2: found 3 cells; expected 2");
    }

    @Test
    void badHeadersAreErrors() {
        assertFails(() -> table(""), "t.csv: the file is empty");
        assertFails(() -> table("a,,b\n"), "column 2 has no name");
        assertFails(() -> table("a,b,a\n"), "columns 1 and 3 are both named 'a'");
        assertFails(() -> table("1,2\n3,4\n").column("label"), "no column 'label'; found 1, 2", "header missing?");
        assertFails(() -> table("p0,p1\n3,4\n").column("label"), "no column 'label'; found p0, p1");
        assertFails(() -> table("a,b,c,d,e,f,g,h,i\n").column("z"), "found a, b, c, d, e, f, g, h, … (9 columns)");
    }

    @Test
    void malformedTextIsAnError() {
        assertFails(() -> table("a\n\"unclosed"), "t.csv: malformed CSV");
        assertFails(() -> CsvTable.read(directory.resolve("no.csv")), "no.csv: no such file");
    }

    @Test
    void aFirstLineOfNumbersIsNoHeader() {
        CsvTable table = table("1,2\n3,4\n");
        assertEquals(List.of("1", "2"), table.names());
        assertArrayEquals(new double[] {2, 4}, table.column("2").asDoubles());
    }

    @Test
    void matricesMayHaveAHeader() {
        for (String text : new String[] {"1,2\n3,4\n", "a,b\n1,2\n3,4\n", "1,1\n3,4", "1"}) {
            NdArray matrix = CsvTable.readMatrix(write(directory.resolve("m.csv"), text));
            assertEquals(text.equals("1") ? "f64[1, 1]" : "f64[2, 2]", matrix.toString());
        }
        Path text = write(directory.resolve("m.csv"), "1,2\n3,x\n");
        assertFails(() -> CsvTable.readMatrix(text), "m.csv:2: column '2': found 'x'");
    }

    @Test
    void readsInsideGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        assertArrayEquals(new double[] {2},
                CsvTable.read(write(directory.resolve("t.csv.gz"), bytes)).column("b").asDoubles());
        for (int length = 1; length < bytes.length; length++) {
            Path cut = write(directory.resolve("cut.csv.gz"), Arrays.copyOf(bytes, length));
            assertFails(() -> CsvTable.read(cut).column("b"), "cut.csv.gz");
        }
    }
}
