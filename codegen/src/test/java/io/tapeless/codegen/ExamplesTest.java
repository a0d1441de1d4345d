package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in Javadoc, in the README and on the pages: Java compiles, and specs are models. */
class ExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern PAGE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    /** What examples use and don't declare. */
    private static final String GIVEN = """
            import static io.tapeless.frontend.TrainSetting.*;
            import static io.tapeless.ir.DType.*;
            import io.tapeless.codegen.*;
            import io.tapeless.codegen.data.*;
            import io.tapeless.codegen.data.examples.*;
            import io.tapeless.codegen.data.format.*;
            import io.tapeless.codegen.train.*;
            import io.tapeless.frontend.*;
            import io.tapeless.ir.*;
            import java.nio.file.Path;
            import java.util.*;

            public class Example%d {
                Model model;
                long seed;
                int epoch;
                Batches batches;
                float[] x, y, pixels;
                double[] xs, ys;
                int[] labels;

                void step(int size) {}

                public Object run() {
                    %s
                    return %s;
                }
            }
            """;

    @TempDir
    private Path folder;

    private static Map<String, String> found(Pattern pattern, String prefix, Stream<Path> files) throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        for (Path file : files.sorted().toList()) {
            String text = Files.readString(file).replaceAll(prefix, "");
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
                examples.put(file + ":" + line, matcher.group(1));
            }
        }
        return examples;
    }

    private static Map<String, String> inJavadoc() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String module : List.of("graph-core", "codegen")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                examples.putAll(found(JAVADOC, "(?m)^ *\\* ?", files.filter(f -> f.toString().endsWith(".java"))));
            }
        }
        return examples;
    }

    private static Map<String, String> onPages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return found(PAGE, "", Stream.concat(Stream.of(ROOT.resolve("README.md")),
                    files.filter(f -> f.toString().endsWith(".md"))));
        }
    }

    /** Compiles one class for each example. */
    private void compile(List<String> examples, String result) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            sources.add(Files.writeString(folder.resolve("Example" + i + ".java"),
                    GIVEN.formatted(i, examples.get(i), result)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            assertTrue(compiler.getTask(messages, files, null, List.of("-d", folder.toString(), "-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources)).call(), () -> examples + "\n" + messages);
        }
    }

    @Test
    void javaCompiles() throws IOException {
        List<String> examples = new ArrayList<>(inJavadoc().values());
        assertTrue(examples.size() >= 6, examples::toString);
        onPages().values().stream().filter(text -> text.contains("ModelCompiler") || text.contains("Gradient."))
                .forEach(examples::add);
        compile(examples, "null");
    }

    @Test
    void specsAreModels() throws IOException {
        int specs = 0;
        for (Map.Entry<String, String> example : onPages().entrySet()) {
            if (example.getValue().contains("@Input")) {
                SpecCompiler.compile(example.getKey(), example.getValue(), Map.of());
                specs++;
            }
        }
        assertTrue(specs >= 2, "the README's and the language page's");
    }

    /** The example of {@link Model} is the spec's model, declared in as many lines: the same bits come of it. */
    @Test
    void aModelInJavaIsItsSpecsTwin() throws Exception {
        String java = inJavadoc().entrySet().stream().filter(e -> e.getKey().contains("frontend/Model.java"))
                .findFirst().orElseThrow().getValue();
        Path file = ROOT.resolve("examples/models/digits/Digits.model.java");
        assertTrue(java.lines().count() <= Files.readAllLines(file).size());
        compile(List.of(java), "digits");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> type = loader.loadClass("Example0");
            Model twin = (Model) type.getMethod("run").invoke(type.getConstructor().newInstance());
            assertArrayEquals(trained(SpecCompiler.compile(file, Map.of())), trained(twin));
        }
    }

    private static float[] trained(Model digits) {
        Trainer trainer = ModelCompiler.compile(digits).trainer(1);
        trainer.batch(2);
        trainer.input("x").fill(0.5);
        trainer.input("y").set(new int[] {3, 4});
        for (int i = 0; i < 3; i++) {
            trainer.step();
        }
        return trainer.parameters().get("w1").toArray().asFloats();
    }
}
