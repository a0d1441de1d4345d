package io.tapeless.codegen.aot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java program that knows a model's jar and nothing else, compiled and run in a JVM of its own. */
final class JarProgram {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Path jar;
    private final Path folder;

    /** Compiles a class {@code Main} against the jar alone. */
    JarProgram(Path jar, Path folder, String source) throws IOException {
        this.jar = jar;
        this.folder = folder;
        Path file = Files.writeString(folder.resolve("Main.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-Xlint:all", "-Werror", "--release", "17", "-cp", jar.toString(),
                    "-d", folder.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertTrue(compiled, messages::toString);
        }
    }

    /** What the program prints when run with the given options of the JVM. */
    List<String> run(String... options) throws IOException, InterruptedException {
        return run(JAVA, options);
    }

    /** What the program prints when run by that JVM. */
    List<String> run(Path java, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", jar + File.pathSeparator + folder, "Main"));
        return java(java, folder, command);
    }

    /** What a JVM prints. */
    static List<String> java(Path folder, List<String> arguments) throws IOException, InterruptedException {
        return java(JAVA, folder, arguments);
    }

    private static List<String> java(Path java, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xshare:auto"));
        command.addAll(arguments);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program does not end");
        assertEquals(0, process.exitValue(), Files.readString(err));
        return Files.readAllLines(out);
    }
}
