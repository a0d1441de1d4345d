package io.tapeless.maven;

import io.tapeless.codegen.aot.JarOptions;
import io.tapeless.codegen.aot.ModelJar;
import io.tapeless.codegen.data.DataException;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.frontend.spec.SpecException;
import io.tapeless.ir.IrException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The specs of a folder and the classes made of them. A spec is stale if it, the hyper-parameters or the compiler are not
 * those of its record, or one of its classes is missing; the classes of a spec that is gone are deleted.
 */
final class SpecFolder {
    private static final String SUFFIX = ".model.java";
    private static final String RECORD = ".classes";

    /**
     * What was done.
     *
     * @param compiled full names of the classes of models that were stale
     * @param problems messages, one or more lines for each spec that is none
     */
    record Outcome(List<String> compiled, List<String> problems) {}

    private final Path specs;
    private final Path classes;
    private final Path records;
    private final Map<String, String> defines;

    /**
     * @param classes where class files go
     * @param records where to keep, for each spec, what its classes were made of, and their paths
     */
    SpecFolder(Path specs, Path classes, Path records, Map<String, String> defines) {
        this.specs = specs;
        this.classes = classes;
        this.records = records;
        this.defines = new TreeMap<>(defines);
    }

    /** Compiles stale specs; those that are none leave the classes of others as they are, and have none themselves. */
    Outcome compile() {
        List<String> compiled = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            List<Path> sources = files(specs, SUFFIX);
            for (Path record : files(records, RECORD)) {
                if (!sources.contains(specs.resolve(sourceOf(record)))) {
                    forget(record);
                }
            }
            for (Path source : sources) {
                Path record = records.resolve(specs.relativize(source) + RECORD);
                String digest = digest(source);
                if (!isUpToDate(record, digest)) {
                    forget(record);
                    try {
                        write(ModelJar.of(SpecCompiler.compile(source, defines), options(source)), record, digest);
                        compiled.add(className(source));
                    } catch (SpecException | IrException | DataException e) {
                        problems.add(e.getMessage());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the classes of " + specs + " can't be written", e);
        }
        return new Outcome(compiled, problems);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(suffix)).sorted().toList();
        }
    }

    private String sourceOf(Path record) {
        String name = records.relativize(record).toString();
        return name.substring(0, name.length() - RECORD.length());
    }

    /** The package is the folder, as for any Java source. */
    private String className(Path source) {
        String name = specs.relativize(source).toString();
        return name.substring(0, name.length() - SUFFIX.length()).replace('\\', '/').replace('/', '.');
    }

    private JarOptions options(Path source) {
        return JarOptions.defaults().withClassName(className(source));
    }

    private String digest(Path source) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(source));
            digest.update(defines.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(String.valueOf(SpecFolder.class.getPackage().getImplementationVersion())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** A record is the digest, then the paths of the classes. */
    private boolean isUpToDate(Path record, String digest) throws IOException {
        if (!Files.exists(record)) {
            return false;
        }
        List<String> lines = Files.readAllLines(record);
        return lines.get(0).equals(digest)
                && lines.stream().skip(1).allMatch(path -> Files.exists(classes.resolve(path)));
    }

    private void write(ModelJar jar, Path record, String digest) throws IOException {
        List<String> lines = new ArrayList<>(List.of(digest));
        for (Map.Entry<String, byte[]> file : jar.classes().entrySet()) {
            Path target = classes.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
            lines.add(file.getKey());
        }
        Files.createDirectories(record.getParent());
        Files.write(record, lines);
    }

    /** Deletes a record and the classes that it names. */
    private void forget(Path record) throws IOException {
        if (Files.exists(record)) {
            for (String path : Files.readAllLines(record).stream().skip(1).toList()) {
                Files.deleteIfExists(classes.resolve(path));
            }
            Files.delete(record);
        }
    }
}
