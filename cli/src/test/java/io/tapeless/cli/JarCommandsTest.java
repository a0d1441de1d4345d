package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tapeless.cli.CliRunner.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A jar can be run and inspected as its spec can. */
class JarCommandsTest {
    @TempDir
    Path folder;
    private Path spec;
    private Path jar;

    @BeforeEach
    void compile() {
        spec = CliFiles.spec(folder);
        CliFiles.data(folder);
        jar = folder.resolve("points.jar");
        out("compile", spec, "-o", jar);
    }

    private static String out(Object... arguments) {
        Outcome outcome = CliRunner.run(arguments);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private static void fails(int code, String message, Object... arguments) {
        Outcome outcome = CliRunner.run(arguments);
        assertEquals(code, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
    }

    @Test
    void runGivesTheBitsOfTheSpec() {
        Object[] data = {"--in", "x=[[1,2],[-3,0.5]]", "--in", "y=[1,0]", "--seed", 3};
        assertEquals(run(spec, data), run(jar, data));
        Path weights = folder.resolve("w.safetensors");
        CliRunner.run("train", spec, "--epochs", 1, "-o", weights);
        Object[] trained = {"--in", "x=[[1,2]]", "--weights", weights};
        assertEquals(run(spec, trained), run(jar, trained));
        Path holding = folder.resolve("holding.jar");
        out("compile", spec, "-o", holding, "--weights", weights);
        assertEquals(run(spec, trained), run(holding, "--in", "x=[[1,2]]"));
    }

    private static String run(Path model, Object... options) {
        Object[] line = new Object[options.length + 2];
        line[0] = "run";
        line[1] = model;
        System.arraycopy(options, 0, line, 2, options.length);
        return out(line);
    }

    @Test
    void booleansScalarsAndRandomNumbersComeThrough() {
        Path mixed = CliFiles.write(folder.resolve("Mixed.model.java"), """
                class Mixed {
                    static final Dim B = dim();
                    @Input Tensor on = bool(B);
                    @Input Tensor scale = f64();
                    @Input Tensor count = i64(B);
                    @Output Tensor off = !on;
                    @Output Tensor scaled = cast(count, F64) * scale;
                    @Output Tensor noise = randomUniform(2);
                }
                """);
        Path compiled = folder.resolve("mixed.jar");
        out("compile", mixed, "-o", compiled);
        Object[] data = {"--in", "on=[true,false]", "--in", "scale=0.5", "--in", "count=[3,4]", "--seed", 9};
        String shown = run(compiled, data);
        assertTrue(shown.contains("off : bool[2] = [false, true]\nscaled : f64[2] = [1.5, 2.0]\n"), shown);
        assertEquals(run(mixed, data), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "gradient", "optimized", "kernels", "java", "memory", "cost"})
    void inspectShowsTheStagesOfTheSpec(String stage) {
        assertEquals(out("inspect", spec, "--stage", stage, "--batch", 8), out("inspect", jar, "--stage", stage,
                "--batch", 8));
    }

    @Test
    void inspectShowsTheClassThatIsInTheJar() {
        assertTrue(out("inspect", jar, "--stage", "bytecode").contains("class tapeless.models.Points$Step"));
    }

    @Test
    void inspectSaysWhatIsInTheJar() {
        String text = out("inspect", jar);
        assertTrue(text.contains("optimizer   adam, learning rate 0.05"), text);
        assertTrue(text.matches("(?s).*predict +output +logits +f32\\[B, 2].*"), text);
        assertTrue(text.matches("(?s).*\nw +parameter +f32\\[2, 4]\n.*"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "kernels", "java", "bytecode", "memory", "cost"})
    void inspectGivesOneDocument(String stage) throws IOException {
        requireDocument(out("inspect", jar, "--stage", stage, "--json"));
        requireDocument(out("inspect", spec, "--stage", stage, "--format", "json"));
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        requireDocument(out("inspect", jar, "--json"));
        requireDocument(out("compile", spec, "-o", jar, "--json"));
        requireDocument(out("train", spec, "--json", "-o", folder.resolve("w.safetensors"), "--checkpoint",
                folder.resolve("c")));
        requireDocument(out("check", spec, "--json"));
        requireDocument(out("grad", spec, "--in", "x=[[1,2]]", "--in", "y=[1]", "--json"));
        requireDocument(out("run", jar, "--in", "x=[[1,2]]", "--json"));
    }

    private static void requireDocument(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            json.skipChildren();
            assertEquals(null, json.nextToken(), "one document");
        }
    }

    @Test
    void whatAJarLacksIsSaid() {
        fails(1, "does not compute hidden; it computes [logits, loss, accuracy]", "run", jar, "--in", "x=[[1,2]]",
                "--outputs", "hidden");
        fails(1, "input x : f32[B, 2] is needed", "run", jar);
        fails(1, "input x of type f32[B, 2], axis 1: expected 2, found 1", "run", jar, "--in", "x=[[1]]");
        fails(1, "no such file", "run", folder.resolve("none.jar"));
        fails(1, "can't be read as a jar", "inspect", CliFiles.write(folder.resolve("text.jar"), "text"));
        fails(2, "-D is for specs", "inspect", jar, "-D", "HIDDEN=3");
        fails(2, "--stage java is shown as text or json", "inspect", jar, "--stage", "java", "--format", "svg");
    }
}
