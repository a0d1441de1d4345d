package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {
    private static final String SPEC = """
            @Train(optimizer = "sgd", learningRate = 0.1)
            class Line {
                static final int N = 1;
                static final Dim B = dim();
                @Input Tensor x = f32(B, N);
                @Input Tensor y = f32(B);
                @Param Tensor w = zeros(N);
                @Output Tensor line = matmul(x, w);
                @Loss Tensor loss = mean(square(line - y));
            }
            """;

    @TempDir
    Path folder;
    private Path spec;
    private Path jar;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        spec = Files.writeString(folder.resolve("Line.model.java"), SPEC);
        jar = folder.resolve("line.jar");
    }

    private int compile(Path file, String... options) {
        String[] line = Stream.concat(Stream.of("compile", file.toString(), "-o", jar.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), line);
    }

    private Class<?> load(String name) throws Exception {
        URL[] path = {jar.toUri().toURL()};
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader()).loadClass(name);
    }

    @Test
    void writesAJarThatTrains() throws Exception {
        assertEquals(0, compile(spec, "-D", "N=2", "--lr", "0.25"), err.toString());
        Object line = load("tapeless.models.Line").getConstructor(long.class).newInstance(1L);
        Object loss = line.getClass().getMethod("step", float[].class, float[].class)
                .invoke(line, new float[] {1, 0}, new float[] {2});
        assertEquals(4f, loss);
        float[] w = (float[]) line.getClass().getMethod("w").invoke(line);
        assertEquals(List.of(1f, 0f), List.of(w[0], w[1]));
    }

    @Test
    void takesAClassNameAndWeights() throws Exception {
        Path weights = folder.resolve("line.safetensors");
        new SafetensorsFile(Map.of("w", NdArray.of(new float[] {3}, 1)), Map.of()).write(weights);
        assertEquals(0, compile(spec, "--class", "org.example.Straight", "--weights", weights.toString()),
                err.toString());
        Object line = load("org.example.Straight").getConstructor().newInstance();
        assertEquals(3f, ((float[]) line.getClass().getMethod("w").invoke(line))[0]);
    }

    @Test
    void sourcesAreWrittenBesideTheJar() throws Exception {
        assertEquals(0, compile(spec, "--sources"), err.toString());
        try (JarFile sources = new JarFile(folder.resolve("line-sources.jar").toFile())) {
            String source = new String(sources.getInputStream(sources.getEntry("tapeless/models/Line.java"))
                    .readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(source.contains("public native float step(float[] x, float[] y);"), source);
        }
    }

    @Test
    void weightsThatDontFitAreNamedAndNothingIsWritten() {
        Path weights = folder.resolve("line.safetensors");
        new SafetensorsFile(Map.of("v", NdArray.of(new float[] {3}, 1)), Map.of()).write(weights);
        assertEquals(1, compile(spec, "--weights", weights.toString()));
        assertEquals("error: " + weights + ": the weights don't fit: w : f32[1] is missing; v is not a variable of"
                + " the model\n", err.toString());
        assertFalse(Files.exists(jar));
    }

    @Test
    void problemsAreOneMessageAndNothingIsWritten() throws IOException {
        Path broken = Files.writeString(folder.resolve("Broken.model.java"), SPEC.replace("matmul(x, w)", "matmul(x, v)"));
        assertEquals(1, compile(broken));
        assertTrue(err.toString().contains("Broken.model.java:8:"), err.toString());
        assertEquals(1, compile(spec, "--class", "org.example."));
        assertTrue(err.toString().contains("found org.example."), err.toString());
        assertEquals(1, compile(spec, "--optimizer", "sgdd"));
        assertTrue(err.toString().contains("there is no optimizer sgdd"), err.toString());
        assertEquals(2, compile(spec, "--lr", "NaN"));
        assertEquals(2, Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "compile",
                spec.toString()));
        assertFalse(Files.exists(jar));
    }
}
