package io.tapeless.codegen.aot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The many places a model's jar is put to use in. */
class JarUseTest {
    private static final String PROGRAM = """
            import tapeless.models.Net;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    Net net = new Net(7);
                    float[] x = new float[6 * 20];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = i * 31 % 17 / 17f;
                    }
                    for (int i = 0; i < 30; i++) {
                        net.step(x);
                    }
                    int expected = java.util.Arrays.hashCode(net.predict(x).y());
                    Thread[] threads = new Thread[4];
                    boolean[] same = new boolean[threads.length];
                    for (int t = 0; t < threads.length; t++) {
                        int number = t;
                        threads[t] = new Thread(() -> {
                            Net.Predictor own = net.predictor();
                            same[number] = true;
                            for (int i = 0; i < 100; i++) {
                                same[number] &= java.util.Arrays.hashCode(own.predict(x).y()) == expected;
                            }
                        });
                        threads[t].start();
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    System.out.println(expected + " " + java.util.Arrays.toString(same));
                }
            }
            """;

    @TempDir
    static Path folder;
    private static ModelJar compiled;
    private static Path jar;

    @BeforeAll
    static void compile() {
        Model model = SpecCompiler.compile("Net.model.java", """
                /** A small network. */
                @Train(optimizer = "adam", learningRate = 0.01)
                class Net {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 20);
                    @Param Tensor w = heNormal(20, 30);
                    @Param Tensor v = heNormal(30, 20);
                    @Output Tensor y = matmul(tanh(matmul(dropout(x, 0.1), w)), v);
                    @Loss Tensor loss = mean(square(y - x));
                }
                """, Map.of());
        jar = folder.resolve("net.jar");
        compiled = ModelJar.of(model, JarOptions.defaults());
        compiled.write(jar);
    }

    @Test
    void manyThreadsPredictOnEveryJdkHere(@TempDir Path temp) throws Exception {
        JarProgram program = new JarProgram(jar, temp, PROGRAM);
        List<String> here = program.run();
        assertTrue(here.get(0).endsWith("[true, true, true, true]"), here::toString);
        for (Path java : otherJdks()) {
            assertEquals(here, program.run(java), java::toString);
            assertEquals(here, program.run(java, "--add-modules", "jdk.incubator.vector"), java::toString);
        }
    }

    /** JDKs from 17 on beside the one that runs the test, where Debian puts them. */
    private static List<Path> otherJdks() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        TreeSet<Path> found = new TreeSet<>();
        try (Stream<Path> folders = Files.list(all)) {
            for (Path java : folders.map(f -> f.resolve("bin/java")).filter(Files::isExecutable).toList()) {
                found.add(java.toRealPath());
            }
        }
        found.remove(Path.of(System.getProperty("java.home"), "bin", "java").toRealPath());
        return List.copyOf(found);
    }

    @Test
    void twoClassLoadersDontMeet() throws Exception {
        float[] x = new float[40];
        x[3] = 1;
        Callable<float[]> use = () -> {
            try (LoadedJar loaded = new LoadedJar(jar, "tapeless.models.Net")) {
                Object net = loaded.make(3L);
                for (int i = 0; i < 200; i++) {
                    loaded.call(net, "step", (Object) x);
                }
                return (float[]) loaded.call(net, "w");
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<float[]>> weights = threads.invokeAll(List.of(use, use));
        threads.shutdown();
        assertArrayEquals(weights.get(0).get(), weights.get(1).get());
    }

    @Test
    void theJarIsAModule(@TempDir Path temp) throws Exception {
        List<String> said = JarProgram.java(temp, List.of("--module-path", jar.toString(), "--describe-module",
                "tapeless.models.net"));
        assertTrue(said.get(0).startsWith("tapeless.models.net") && said.get(0).endsWith("automatic"), said::toString);
        assertTrue(said.contains("contains tapeless.models"), said::toString);
        assertTrue(JarProgram.java(temp, List.of("-p", jar.toString(), "-m", "tapeless.models.net", "--info")).get(0)
                .endsWith("Net"));
    }

    /** What an image that is built ahead of time can't have: classes and members found by name, or made while it runs. */
    @Test
    void scalarClassesAreKnownAheadOfTime() {
        Map<String, String> forbidden = new TreeMap<>();
        compiled.classes().forEach((path, content) -> {
            boolean isVector = Stream.of(Form.values()).anyMatch(f -> f.isVector() && path.endsWith(f + ".class"));
            // asked only if the module of vectors is there, which no image has
            if (path.endsWith(".class") && !isVector && !path.endsWith("Form$Best.class")) {
                new ClassReader(content).accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                            String[] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMethodInsn(int opcode, String owner, String method, String type,
                                    boolean isInterface) {
                                boolean isArray = owner.equals("java/lang/reflect/Array");
                                if (owner.startsWith("java/lang/reflect/") && !isArray
                                        || owner.equals("sun/misc/Unsafe") || method.startsWith("define")
                                        || owner.startsWith("java/lang/invoke/")
                                        || owner.equals("java/lang/Class") && (method.equals("forName")
                                                || method.startsWith("getDeclared") || method.startsWith("getMethod")
                                                || method.startsWith("getConstructor"))) {
                                    forbidden.put(path + " " + name, owner + "." + method);
                                }
                            }
                        };
                    }
                }, 0);
            }
        });
        assertEquals(Map.of(), forbidden);
    }

    @Test
    void sourcesAreForEditorsAndJavadoc(@TempDir Path temp) throws Exception {
        Path sources = temp.resolve("net-sources.jar");
        compiled.writeSources(sources);
        try (JarFile file = new JarFile(sources.toFile())) {
            Path source = temp.resolve("Net.java");
            Files.write(source, file.getInputStream(file.getEntry("tapeless/models/Net.java")).readAllBytes());
            DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
            assumeTrue(javadoc != null, "this JDK has no javadoc tool");
            StringWriter messages = new StringWriter();
            List<String> options = new ArrayList<>(List.of("-quiet", "-Xdoclint:all,-missing", "-Werror", "-d",
                    temp.resolve("doc").toString()));
            assertTrue(javadoc.getTask(messages, null, null, null, options, javadoc.getStandardFileManager(null, null,
                    null).getJavaFileObjects(new File(source.toString()))).call(), messages::toString);
            assertFalse(Files.readString(temp.resolve("doc/tapeless/models/Net.html")).isEmpty());
            assertTrue(Files.readString(temp.resolve("doc/tapeless/models/Net.Predictor.html")).contains("predict"));
        }
    }
}
