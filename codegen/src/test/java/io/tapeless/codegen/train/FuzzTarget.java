package io.tapeless.codegen.train;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.examples.ArrayFile;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Holdout;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.format.ArrayLiteral;
import io.tapeless.codegen.data.format.IdxFile;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.NpzFile;
import io.tapeless.codegen.data.format.SafetensorsFile;
import io.tapeless.codegen.data.table.CsvTable;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.frontend.spec.SpecException;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What takes bytes from outside: for any bytes it gives a result, or one exception that says what is wrong. */
enum FuzzTarget {
    CSV(ofFile("f.csv", CsvTable::readMatrix)),
    TABLE(ofFile("f.csv", file -> read(file, new DataFormat(Optional.of("y"), Optional.empty(), MissingValues.MEAN,
            Set.of("c"), Set.of("x"), false), InputType.of("x", DType.F32, 2), InputType.of("y", DType.I32)))),
    CHARS(ofFile("f.txt", file -> text(file, TextUnit.CHARS))),
    LINES(ofFile("f.txt", file -> text(file, TextUnit.LINES))),
    NPY(ofFile("f.npy", NpyFile::read)),
    NPZ(ofFile("f.npz", NpzFile::read)),
    IDX(ofFile("f.idx", IdxFile::read)),
    ARRAY(ofFile("f", ArrayFile::read)),
    SAFETENSORS(ofFile("f.safetensors", SafetensorsFile::read)),
    CHECKPOINT(ofFile("f.safetensors", Checkpoint::read)),
    PREPARATION(ofText(text -> Preparation.of("f", Map.of("data", text)))),
    LITERAL(ofText(text -> ArrayLiteral.parse("f", text))),
    GRAPH(ofText(GraphParser::parse)),
    SPEC(ofText(text -> SpecCompiler.compile("Fuzz.model.java", text, Map.of())));

    private final Consumer<byte[]> action;

    FuzzTarget(Consumer<byte[]> action) {
        this.action = action;
    }

    private static void text(Path file, TextUnit unit) {
        read(file, new DataFormat(Optional.empty(), Optional.of(unit), MissingValues.ERROR, Set.of(), Set.of(), false),
                InputType.of("x", DType.I32, 8), InputType.of("y", DType.I32, 8));
    }

    private static void read(Path file, DataFormat format, InputType... inputs) {
        DatasetReader.read(List.of(new DataFile(Optional.empty(), file)), Holdout.fraction(0.5, 1), format,
                List.of(inputs));
    }

    private static Consumer<byte[]> ofText(Consumer<String> action) {
        return bytes -> action.accept(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Consumer<byte[]> ofFile(String name, Consumer<Path> action) {
        return bytes -> {
            Path file = Holder.FOLDER.resolve(name);
            try {
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            action.accept(file);
        };
    }

    /** Made when first needed. */
    private static final class Holder {
        static final Path FOLDER = folder();

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("tapeless-fuzz");
                folder.toFile().deleteOnExit();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Takes some bytes.
     *
     * @return the message of the failure, if there was one
     * @throws RuntimeException that is none of those that say what is wrong
     */
    Optional<String> accept(byte[] bytes) {
        try {
            action.accept(bytes);
            return Optional.empty();
        } catch (DataException | TrainingException e) {
            requireOneLine(e.getMessage());
            return Optional.of(e.getMessage());
        } catch (SpecException e) {
            if (e.diagnostics().isEmpty() || e.diagnostics().stream().anyMatch(d -> d.message().contains(" failed inside the compiler: "))) {
                throw new AssertionError("a failure without diagnostics", e);
            }
            return Optional.of(e.getMessage());
        } catch (IrException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void requireOneLine(String message) {
        if (message == null || message.isBlank() || message.contains("\n")) {
            throw new AssertionError("expected a message of one line, found " + message);
        }
    }
}
