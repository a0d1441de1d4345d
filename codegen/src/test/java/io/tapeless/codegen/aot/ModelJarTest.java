package io.tapeless.codegen.aot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.ir.IrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelJarTest {
    private static final int STEPS = 60;
    private static final String PROGRAM = """
            import tapeless.models.Digits;

            public class Main {
                public static void main(String[] arguments) {
                    Digits digits = new Digits(7);
                    float[] x = new float[20 * 64];
                    int[] y = new int[20];
                    for (int i = 0; i < x.length; i++) {
                        y[i / 64] = i / 64 % 10;
                        x[i] = i % 64 % 10 == y[i / 64] ? 1 : i * 31 % 17 / 17f;
                    }
                    for (int i = 0; i < 60; i++) {
                        digits.learningRate(2e-3 / (1 + i / 20));
                        System.out.println(digits.step(x, y) + " " + digits.accuracy());
                    }
                    System.out.println(java.util.Arrays.toString(digits.predict(x).label()));
                    System.out.println(java.util.Arrays.hashCode(digits.predict(x).logits()));
                    System.out.println(java.util.Arrays.hashCode(digits.w1()));
                    System.out.println(digits.evaluate(x, y).accuracy());
                }
            }
            """;

    @TempDir
    static Path folder;
    private static Model digits;
    private static Path jar;

    @BeforeAll
    static void compile() {
        digits = SpecCompiler.compile(Path.of("../examples/models/digits/Digits.model.java"), Map.of());
        jar = folder.resolve("digits.jar");
        ModelJar.of(digits, JarOptions.defaults()).write(jar);
    }

    /** What {@link #PROGRAM} must print, computed here. */
    private static List<String> expected() {
        Trainer trainer = ModelCompiler.compile(digits).trainer(7);
        trainer.batch(20);
        float[] x = new float[20 * 64];
        int[] y = new int[20];
        for (int i = 0; i < x.length; i++) {
            y[i / 64] = i / 64 % 10;
            x[i] = i % 64 % 10 == y[i / 64] ? 1 : i * 31 % 17 / 17f;
        }
        trainer.input("x").set(x);
        trainer.input("y").set(y);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            trainer.learningRate(2e-3 / (1 + i / 20));
            lines.add((float) trainer.step() + " " + (float) trainer.metric("accuracy"));
        }
        assertEquals(1, trainer.metric("accuracy"));
        Predictor predictor = trainer.predictor();
        predictor.batch(20);
        predictor.input("x").set(x);
        predictor.run();
        lines.add(Arrays.toString(predictor.output("label").toArray().asInts()));
        assertEquals(Arrays.toString(y), lines.get(STEPS));
        lines.add(String.valueOf(Arrays.hashCode(predictor.output("logits").toArray().asFloats())));
        lines.add(String.valueOf(Arrays.hashCode(trainer.parameters().get("w1").toArray().asFloats())));
        lines.add("1.0");
        return lines;
    }

    @Test
    void aProgramTrainsWithTheJarAloneAndGetsTheTrainersBits(@TempDir Path temp) throws Exception {
        JarProgram program = new JarProgram(jar, temp, PROGRAM);
        List<String> expected = expected();
        assertEquals(expected, program.run(), "scalar");
        assertEquals(expected, program.run("--add-modules", "jdk.incubator.vector"), "vectors");
        assertEquals(expected, program.run("--add-modules", "jdk.incubator.vector", "-Dtapeless.form=v128"), "v128");
    }

    @Test
    void stepsAndPredictionsAllocateNothing(@TempDir Path temp) throws Exception {
        JarProgram program = new JarProgram(jar, temp, """
                import com.sun.management.ThreadMXBean;
                import java.lang.management.ManagementFactory;
                import tapeless.models.Digits;

                public class Main {
                    public static void main(String[] arguments) {
                        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                        Digits digits = new Digits(7);
                        float[][] x = {new float[64], new float[3 * 64]};
                        int[][] y = {{1}, {2, 3, 4}};
                        float[][] logits = {new float[10], new float[3 * 10]};
                        long before = 0;
                        for (int i = 0; i < 40; i++) {
                            if (i == 20) {
                                before = threads.getCurrentThreadAllocatedBytes();
                            }
                            digits.step(x[i % 2], y[i % 2]);
                            digits.accuracy();
                            digits.predict(x[i % 2]).logits(logits[i % 2]);
                            digits.evaluate(x[i % 2], y[i % 2]).loss();
                        }
                        System.out.println(threads.getCurrentThreadAllocatedBytes() - before);
                    }
                }
                """);
        assertEquals(List.of("0"), program.run());
    }

    /** An LSTM over a sequence of any length: the jar runs its loops, with the trainer's bits and no allocation. */
    @Test
    void loopsRunInTheJar(@TempDir Path temp) throws Exception {
        Model model = SpecCompiler.compile("Sequence.model.java", """
                @Train(optimizer = "sgd", learningRate = 0.1)
                class Sequence {
                    static final Dim T = dim();
                    @Input Tensor x = f32(T, 2, 3);
                    @Param Tensor wi = normal(0.5, 16, 3);
                    @Param Tensor wh = normal(0.5, 16, 4);
                    @Param Tensor b = zeros(16);
                    List<Tensor> all = lstm(x, zeros(2, 4), zeros(2, 4), wi, wh, b, b);
                    @Output Tensor h = all.get(1);
                    @Loss Tensor loss = cond(sum(h) > 0,
                        () -> mean(square(all.get(0) - 0.25)), () -> mean(square(h - 0.25)));
                }
                """, Map.of());
        Path file = temp.resolve("sequence.jar");
        ModelJar.of(model, JarOptions.defaults()).write(file);
        Trainer trainer = ModelCompiler.compile(model).trainer(7);
        float[] x = new float[5 * 2 * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 7 % 11 / 11f - 0.4f;
        }
        trainer.batch(5);
        trainer.input("x").set(x);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            expected.add(String.valueOf((float) trainer.step()));
        }
        expected.add("0");
        JarProgram program = new JarProgram(file, temp, """
                import com.sun.management.ThreadMXBean;
                import java.lang.management.ManagementFactory;
                import tapeless.models.Sequence;

                public class Main {
                    public static void main(String[] arguments) {
                        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                        Sequence model = new Sequence(7);
                        float[] x = new float[5 * 2 * 3];
                        for (int i = 0; i < x.length; i++) {
                            x[i] = i * 7 % 11 / 11f - 0.4f;
                        }
                        float[] losses = new float[40];
                        long before = 0;
                        for (int i = 0; i < losses.length; i++) {
                            before = i == 20 ? threads.getCurrentThreadAllocatedBytes() : before;
                            losses[i] = model.step(x);
                        }
                        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                        for (float loss : losses) {
                            System.out.println(loss);
                        }
                        System.out.println(allocated);
                    }
                }
                """);
        assertEquals(expected, program.run());
    }

    @Test
    void theJarIsSmallAndHoldsClassesOnly() throws IOException {
        assertTrue(Files.size(jar) < 200_000, "the jar has " + Files.size(jar) + " bytes");
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertTrue(names.stream().allMatch(n -> n.endsWith(".class") || n.startsWith("META-INF/")));
            assertTrue(names.stream().allMatch(n -> n.startsWith("META-INF/") || n.startsWith("tapeless/models/")));
            for (Form form : Form.values()) {
                assertTrue(names.contains("tapeless/models/Digits$Step" + form + ".class"));
            }
            assertEquals("tapeless.models.digits",
                    file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
        }
    }

    @Test
    void bytesAreAFunctionOfTheModel() throws IOException {
        Path first = folder.resolve("first.jar");
        Path second = folder.resolve("second.jar");
        ModelJar.of(line("Line"), JarOptions.defaults()).write(first);
        ModelJar.of(line("Line"), JarOptions.defaults()).write(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    private static Model line(String name) {
        return SpecCompiler.compile(name + ".model.java", """
                class %s {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 2);
                    @Param Tensor w = normal(1, 2);
                    @State Tensor shift = ones(2);
                    @Output Tensor line = matmul(x + shift, w);
                }
                """.formatted(name), Map.of());
    }

    @Test
    void aModelMayHaveTheNameOfANestedClass(@TempDir Path temp) throws Exception {
        Path file = folder.resolve("predictor.jar");
        ModelJar.of(line("Predictor"), JarOptions.defaults()).write(file);
        assertEquals(List.of("1"), new JarProgram(file, temp, """
                import tapeless.models.Predictor;

                public class Main {
                    public static void main(String[] arguments) {
                        Predictor.Predictor_ predictor = new Predictor(1).predictor();
                        System.out.println(predictor.predict(new float[2]).line().length);
                    }
                }
                """).run());
    }

    @Test
    void infoSaysWhatTheModelIs(@TempDir Path temp) throws Exception {
        String info = String.join("\n", JarProgram.java(temp, List.of("-jar", jar.toString(), "--info")));
        for (String part : List.of("Digits", "x f32[B, 64]", "label i32[B]", "w1 f32[64, 512]", "B from 1",
                "adam, learning rate 0.001")) {
            assertTrue(info.contains(part), info);
        }
    }

    @Test
    void wrongArraysAreNamed() throws Exception {
        try (LoadedJar loaded = new LoadedJar(jar, "tapeless.models.Digits")) {
            Object model = loaded.make(1L);
            assertEquals("input x of step, f32[B, 64]: expected a multiple of 64 elements, found 65",
                    loaded.failure(model, "step", new float[65], new int[1]));
            assertEquals("input y of step, i32[B] with B = 2: expected 2 elements, found 3",
                    loaded.failure(model, "step", new float[128], new int[3]));
            assertEquals("input y of step, i32[B] with B = 2: expected 2 elements, found null",
                    loaded.failure(model, "step", new float[128], null));
            assertEquals("input x of predict, f32[B, 64]: expected an array, found null",
                    loaded.failure(model, "predict", (Object) null));
            assertEquals("dimension B of predict: expected 1 to 2147483647, found 0",
                    loaded.failure(model, "predict", new float[0]));
            assertEquals("w1, f32[64, 512]: expected 32768 elements, found 3",
                    loaded.failure(model, "w1", new float[3]));
            Object predictor = loaded.call(model, "predictor");
            assertEquals("call predict first; it has no results yet", loaded.failure(predictor, "logits"));
        }
    }

    @Test
    void weightsCanBeInTheJarAndSetByName() throws Exception {
        Model line = line("Line");
        Parameters weights = ModelCompiler.compile(line).initialize(3);
        weights.get("shift").set(new float[] {5, 6});
        Path with = folder.resolve("weights.jar");
        ModelJar.of(line, JarOptions.defaults().withClassName("com.example.Net").withWeights(weights)).write(with);
        float[] x = {1, 2, 3, 4};
        try (LoadedJar loaded = new LoadedJar(with, "com.example.Net")) {
            Object stored = loaded.make();
            Object fresh = loaded.make(4L);
            float[] w = weights.get("w").toArray().asFloats();
            assertArrayEquals(w, (float[]) loaded.call(stored, "w"));
            assertArrayEquals(new float[] {1, 1}, (float[]) loaded.call(fresh, "shift"));
            float[] values = (float[]) loaded.call(loaded.call(stored, "predict", x), "line");
            assertEquals(Math.fma(6f, w[0], 8 * w[1]), values[0], 1e-5);
            for (String name : List.of("w", "shift")) {
                loaded.call(fresh, name, loaded.call(stored, name));
            }
            float[] result = new float[2];
            assertEquals(result, loaded.call(loaded.call(fresh, "predict", x), "line", result));
            assertArrayEquals(values, result);
        }
    }

    @Test
    void randomNumbersStatesAndIndicesAreThoseOfTheTrainer() throws Exception {
        Model model = SpecCompiler.compile("Noisy.model.java", """
                @Train(optimizer = "adam")
                class Noisy {
                    static final Dim B = dim();
                    @Input Tensor word = i64(B);
                    @Param Tensor table = normal(0.1, 5, 3);
                    @State Tensor seen = zeros(3);
                    Tensor row = dropout(gather(table, word, 0), 0.5);
                    @Loss Tensor loss = mean(square(row - 1));
                    { update(seen, 0.9 * seen + mean(row, 0)); }
                }
                """, Map.of());
        Path file = folder.resolve("noisy.jar");
        ModelJar.of(model, JarOptions.defaults()).write(file);
        Trainer trainer = ModelCompiler.compile(model).trainer(11);
        try (LoadedJar loaded = new LoadedJar(file, "tapeless.models.Noisy")) {
            Object noisy = loaded.make(11L);
            long[] word = {4, 0, 4, 1};
            trainer.batch(4);
            for (int i = 0; i < 5; i++) {
                trainer.input("word").set(word);
                assertEquals((float) trainer.step(), loaded.call(noisy, "step", (Object) word));
            }
            for (String name : List.of("table", "seen")) {
                assertArrayEquals(trainer.parameters().get(name).toArray().asFloats(),
                        (float[]) loaded.call(noisy, name));
            }
            String message = loaded.failure(noisy, "step", (Object) new long[] {5});
            assertTrue(message.startsWith("index 5 is outside [0, 5)"), message);
        }
    }

    @Test
    void severalDimensionsAreParametersAndScalarsAreScalars() throws Exception {
        Model model = SpecCompiler.compile("Scores.model.java", """
                class Scores {
                    static final Dim N = dim();
                    static final Dim C = dim(2, 8);
                    @Input Tensor x = f64(N, C);
                    @Input Tensor mask = bool(N, C);
                    @Input Tensor scale = f32();
                    @Input Tensor shift = i64();
                    @Param Tensor clone = constant(new double[] {1, 2, 3});
                    @Output Tensor total = sum(where(mask, x, 0.0), 1) * cast(scale, F64) + cast(shift, F64);
                    @Output Tensor any = any(mask, 1);
                    @Output Tensor count = sum(cast(mask, I64));
                    @Output Tensor wait = max(x) > 3;
                    @Output Tensor weight = clone * 2;
                }
                """, Map.of());
        Path file = folder.resolve("scores.jar");
        ModelJar.of(model, JarOptions.defaults().withClassName("Scores")).write(file);
        try (LoadedJar loaded = new LoadedJar(file, "Scores")) {
            Object scores = loaded.make(0L);
            double[] x = {1, 2, 3, 4, 5, 6};
            boolean[] mask = {true, false, true, false, false, false};
            Object result = loaded.call(scores, "predict", x, mask, 2f, 10L, 2, 3);
            assertArrayEquals(new double[] {18, 10}, (double[]) loaded.call(result, "total"));
            assertArrayEquals(new boolean[] {true, false}, (boolean[]) loaded.call(result, "any"));
            assertEquals(2L, loaded.call(result, "count"));
            assertEquals(true, loaded.call(result, "wait_"));
            assertArrayEquals(new float[] {2, 4, 6}, (float[]) loaded.call(result, "weight"));
            assertArrayEquals(new float[] {1, 2, 3}, (float[]) loaded.call(scores, "clone_"));
            assertEquals("dimension C of predict: expected 2 to 8, found 9",
                    loaded.failure(scores, "predict", x, mask, 2f, 10L, 2, 9));
            assertFalse(Arrays.stream(scores.getClass().getMethods()).anyMatch(m -> m.getName().equals("step")));
        }
    }

    @Test
    void badRequestsAreRefusedAndNothingIsWritten() {
        assertEquals("expected the name of a class such as com.example.Digits, found 3.class",
                assertThrows(IrException.class,
                        () -> ModelJar.of(line("Line"), JarOptions.defaults().withClassName("3.class"))).getMessage());
        assertTrue(assertThrows(IrException.class, () -> ModelJar.of(digits, JarOptions.defaults()
                .withCompile(CompileOptions.defaults().withOptimizer("sgdd", 0.1)))).getMessage().contains("sgdd"));
        Parameters none = new Parameters(new VariableTable(Map.of()));
        assertEquals("there is no variable w; there are []", assertThrows(IrException.class,
                () -> ModelJar.of(line("Line"), JarOptions.defaults().withWeights(none))).getMessage());
    }
}
