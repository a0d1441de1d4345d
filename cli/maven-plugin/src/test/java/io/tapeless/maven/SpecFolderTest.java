package io.tapeless.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's goal without Maven around it; the example's page says how to run it with. */
class SpecFolderTest {
    private static final Path EXAMPLE = Path.of("../../examples/maven/src/main");
    private static final String SPEC = """
            class %s {
                static final int N = 2;
                @Input Tensor x = f32(N);
                @Output Tensor y = x * 2;
            }
            """;

    @TempDir
    private Path folder;

    private Path spec(String name, String text) throws Exception {
        Path file = folder.resolve("specs").resolve(name + ".model.java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private SpecFolder.Outcome compile(Map<String, String> defines) {
        return new SpecFolder(folder.resolve("specs"), folder.resolve("classes"), folder.resolve("records"), defines)
                .compile();
    }

    private boolean isThere(String path) {
        return Files.exists(folder.resolve("classes").resolve(path + ".class"));
    }

    private CompileMojo mojo(Path specs) throws Exception {
        CompileMojo mojo = new CompileMojo();
        set(mojo, "specs", specs.toFile());
        set(mojo, "classes", folder.resolve("classes").toFile());
        set(mojo, "records", folder.resolve("records").toFile());
        return mojo;
    }

    private static void set(CompileMojo mojo, String name, File value) throws Exception {
        Field field = CompileMojo.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(mojo, value);
    }

    @Test
    void theExamplesSourcesUseTheClassOfItsSpec() throws Exception {
        mojo(EXAMPLE.resolve("tapeless")).execute();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        String classes = folder.resolve("classes").toString();
        assertEquals(0, javac.run(null, null, null, "-cp", classes, "-d", classes,
                EXAMPLE.resolve("java/com/example/Main.java").toString()));
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            System.setOut(new PrintStream(printed, true));
            loader.loadClass("com.example.Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        assertEquals("y = 2.000 x + 1.000", printed.toString().strip());
    }

    @Test
    void onlyStaleSpecsAreCompiled() throws Exception {
        spec("a/One", SPEC.formatted("One"));
        Path two = spec("Two", SPEC.formatted("Two"));
        assertEquals(List.of("Two", "a.One"), compile(Map.of()).compiled());
        assertEquals(List.of(), compile(Map.of()).compiled());
        Files.writeString(two, SPEC.formatted("Two").replace("x * 2", "x * 3"));
        assertEquals(List.of("Two"), compile(Map.of()).compiled());
        Files.delete(folder.resolve("classes/a/One.class"));
        assertEquals(List.of("a.One"), compile(Map.of()).compiled());
        assertEquals(List.of("Two", "a.One"), compile(Map.of("N", "3")).compiled());
        Files.delete(two);
        compile(Map.of("N", "3"));
        assertFalse(isThere("Two"), "the classes of a spec that is gone");
        assertTrue(isThere("a/One"));
    }

    @Test
    void problemsAreToldWithFileLineAndColumn() throws Exception {
        Path bad = spec("a/Bad", SPEC.formatted("Bad").replace("x * 2", "x * z"));
        spec("Good", SPEC.formatted("Good"));
        MojoFailureException failure = assertThrows(MojoFailureException.class,
                () -> mojo(folder.resolve("specs")).execute());
        assertTrue(failure.getMessage().contains("Bad.model.java:4:28"), failure.getMessage());
        assertTrue(isThere("Good") && !isThere("a/Bad"));
        Files.writeString(bad, SPEC.formatted("Bad"));
        mojo(folder.resolve("specs")).execute();
        assertTrue(isThere("a/Bad"));
    }
}
