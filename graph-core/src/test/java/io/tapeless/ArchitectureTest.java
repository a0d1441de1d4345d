package io.tapeless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports point one way: who may know whom, checked in the sources of all modules. */
class ArchitectureTest {
    private static final String OURS = "io.tapeless.";
    private static final List<String> CORE = List.of("ir", "frontend", "autodiff", "optim", "rewrite", "interp",
            "inspect");
    private static final List<String> ALL = List.of("");

    /** What of ours each package may import: packages, or single classes; everything for the empty name. */
    private static final Map<String, List<String>> MAY_IMPORT = new HashMap<>();

    static {
        MAY_IMPORT.put("ir", List.of());
        MAY_IMPORT.put("autodiff", List.of("ir", "rewrite"));
        MAY_IMPORT.put("rewrite", List.of("ir", "interp"));
        MAY_IMPORT.put("interp", List.of("ir"));
        MAY_IMPORT.put("inspect", List.of("ir"));
        MAY_IMPORT.put("frontend", List.of("ir", "autodiff"));
        MAY_IMPORT.put("frontend.spec", List.of("ir", "autodiff", "frontend"));
        MAY_IMPORT.put("optim", List.of("ir", "frontend", "autodiff"));
        MAY_IMPORT.put("pass", CORE);
        MAY_IMPORT.put("codegen.loop", List.of("ir.DType", "ir.ScalarOp"));
        MAY_IMPORT.put("codegen.schedule", List.of("ir", "codegen.loop"));
        MAY_IMPORT.put("codegen.lower", List.of("ir", "codegen.loop", "codegen.schedule"));
        MAY_IMPORT.put("codegen.jvm", List.of("codegen.loop", "codegen.runtime", "ir.DType", "ir.ScalarOp"));
        MAY_IMPORT.put("codegen.runtime", List.of());
        MAY_IMPORT.put("codegen.data", List.of("ir.DType"));
        MAY_IMPORT.put("codegen.data.format", List.of("ir.DType", "codegen.data"));
        MAY_IMPORT.put("codegen.data.table", List.of("ir.DType", "codegen.data", "codegen.data.format"));
        MAY_IMPORT.put("codegen.data.text", List.of("ir.DType", "codegen.data", "codegen.data.format"));
        MAY_IMPORT.put("codegen.data.image", List.of("ir.DType", "codegen.data", "codegen.data.format",
                "codegen.data.table.ColumnCode"));
        MAY_IMPORT.put("codegen.data.examples", List.of("ir.DType", "codegen.data", "codegen.data.format",
                "codegen.data.table", "codegen.data.text", "codegen.data.image"));
        MAY_IMPORT.put("codegen.aot", ALL);
        MAY_IMPORT.put("codegen.check", ALL);
        MAY_IMPORT.put("codegen.train", ALL);
        MAY_IMPORT.put("codegen.text", ALL);
        MAY_IMPORT.put("codegen", ALL);
        MAY_IMPORT.put("cli", ALL);
        MAY_IMPORT.put("maven", List.of("ir.IrException", "frontend.spec", "codegen.aot", "codegen.data.DataException"));
    }

    /** Libraries that only some packages know. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "com.github.javaparser.", Set.of("frontend.spec"),
            "org.objectweb.asm.", Set.of("codegen.jvm", "codegen.aot"),
            "picocli.", Set.of("cli"));

    private static final List<CompilationUnit> SOURCES = new ArrayList<>();

    @BeforeAll
    static void parse() {
        StaticJavaParser.getParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("graph-core"))) {
            root = root.getParent();
        }
        for (String module : List.of("graph-core", "codegen", "cli", "cli/maven-plugin")) {
            Path sources = root.resolve(module).resolve("src/main/java");
            if (Files.isDirectory(sources)) {
                javaFiles(sources).forEach(file -> SOURCES.add(parse(file)));
            }
        }
    }

    private static List<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompilationUnit parse(Path file) {
        try {
            return StaticJavaParser.parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void importsFollowTheTable() {
        assertTrue(SOURCES.size() > 30, "sources found: " + SOURCES.size());
        Set<String> violations = new TreeSet<>();
        for (CompilationUnit source : SOURCES) {
            String from = packageOf(source);
            if (!MAY_IMPORT.containsKey(from)) {
                violations.add("the table does not say what package " + from + " may import");
                continue;
            }
            for (String name : foreignNames(source)) {
                if (!allowed(from, name)) {
                    violations.add(from + " may not know " + name + " (" + fileOf(source) + ")");
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    @Test
    void everyPackageSaysWhatItKnows() {
        Set<String> packages = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (CompilationUnit source : SOURCES) {
            packages.add(packageOf(source));
            if (fileOf(source).equals("package-info.java") && !source.getAllComments().isEmpty()) {
                described.add(packageOf(source));
            }
        }
        assertEquals(packages, described);
    }

    private static String fileOf(CompilationUnit source) {
        return source.getStorage().orElseThrow().getFileName();
    }

    /** The source's package without our common prefix. */
    private static String packageOf(CompilationUnit source) {
        String name = source.getPackageDeclaration().orElseThrow().getNameAsString();
        assertTrue(name.startsWith(OURS), name);
        return name.substring(OURS.length());
    }

    /** Every name that is imported or written out in full. */
    private static Set<String> foreignNames(CompilationUnit source) {
        Set<String> names = new TreeSet<>();
        source.getImports().stream()
                .map(i -> i.getNameAsString() + (i.isAsterisk() ? ".AnyOfThem" : "")).forEach(names::add);
        source.findAll(ClassOrInterfaceType.class).stream()
                .map(ClassOrInterfaceType::getNameWithScope).forEach(names::add);
        source.findAll(FieldAccessExpr.class).stream().map(Node::toString).forEach(names::add);
        return names;
    }

    private static boolean allowed(String from, String name) {
        for (Map.Entry<String, Set<String>> library : LIBRARIES.entrySet()) {
            if (name.startsWith(library.getKey())) {
                return library.getValue().contains(from);
            }
        }
        if (!name.startsWith(OURS) || !name.matches(".*\\.[A-Z].*")) {
            return true;
        }
        String ours = name.substring(OURS.length());
        String target = ours.replaceFirst("\\.[A-Z].*", "");
        String type = ours.substring(target.length() + 1).replaceFirst("\\..*", "");
        List<String> allowed = MAY_IMPORT.get(from);
        return target.equals(from) || allowed.contains("") || allowed.contains(target)
                || allowed.contains(target + "." + type);
    }
}
