package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/language.md lists every function with its signatures and its meaning, as the sources have them. */
class LanguagePageTest {
    private static final Path PAGE = Path.of("..", "docs", "language.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "tapeless", "frontend");
    private static final String MARKER = "<!-- functions -->\n";
    private static final Pattern FUNCTION = Pattern.compile(
            "/\\*\\*(?<doc>(?:(?!\\*/).)*)\\*/\\s*public static [\\w<>]+ (?<name>\\w+)\\((?<parameters>[^)]*)\\)",
            Pattern.DOTALL);

    private static final Map<String, List<Class<?>>> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("Operators", List.of(Operators.class));
        SECTIONS.put("Elementwise functions", List.of(MathFunctions.class, Activations.class));
        SECTIONS.put("Reductions", List.of(Reductions.class, Statistics.class, CumulativeFunctions.class));
        SECTIONS.put("Shape", List.of(ShapeFunctions.class, ArrangeFunctions.class, PatternFunctions.class,
                ImageFunctions.class));
        SECTIONS.put("Linear algebra", List.of(LinearAlgebra.class, MatrixFunctions.class));
        SECTIONS.put("Indexing", List.of(IndexFunctions.class));
        SECTIONS.put("Order", List.of(OrderFunctions.class));
        SECTIONS.put("Neural networks", List.of(NeuralFunctions.class, ConvolutionFunctions.class,
                PoolingFunctions.class, AttentionFunctions.class,
                RecurrentFunctions.class));
        SECTIONS.put("Losses", List.of(Losses.class));
        SECTIONS.put("Metrics", List.of(MetricFunctions.class));
        SECTIONS.put("Random numbers", List.of(RandomFunctions.class));
        SECTIONS.put("Derivatives", List.of(Derivatives.class, GradientRules.class));
        SECTIONS.put("Loops and choices", List.of(ControlFlow.class));
        SECTIONS.put("Equations", List.of(Equations.class));
    }

    @Test
    void thePageSaysWhatTheSourcesSay() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(MARKER) + MARKER.length();
        String expected = page.substring(0, start) + tables();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE));
    }

    @Test
    void everyFunctionIsOnThePage() throws IOException {
        assertEquals(Set.copyOf(Functions.THEMES),
                SECTIONS.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        Set<String> missing = new TreeSet<>(FunctionNames.defined());
        String page = Files.readString(PAGE);
        missing.removeIf(name -> page.contains("`" + name + "("));
        assertEquals(Set.of(), missing);
    }

    private static String tables() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Class<?>>> section : SECTIONS.entrySet()) {
            text.append("\n## ").append(section.getKey()).append("\n\n| function | meaning |\n|---|---|\n");
            for (Class<?> theme : section.getValue()) {
                rows(theme).forEach((meaning, signatures) -> text.append("| ").append(String.join("<br>", signatures))
                        .append(" | ").append(meaning).append(" |\n"));
            }
        }
        return text.toString();
    }

    /** Signatures by meaning; neighbours of one meaning share a row. */
    private static Map<String, List<String>> rows(Class<?> theme) throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Matcher function = FUNCTION.matcher(Files.readString(SOURCES.resolve(theme.getSimpleName() + ".java")));
        while (function.find()) {
            rows.computeIfAbsent(meaning(function.group("doc")), m -> new ArrayList<>())
                    .add("`" + function.group("name") + "(" + parameters(function.group("parameters")) + ")`");
        }
        return rows;
    }

    /** The comment's text up to the first tag, as Markdown. */
    private static String meaning(String doc) {
        return doc.replaceAll("\\n\\s*\\* ?", " ").replaceAll("\\s+", " ").replaceAll("@(param|throws|return).*", "")
                .replaceAll("\\{@code ([^}]*(?:\\{[^}]*}[^}]*)*)}", "`$1`").replace("|", "\\|").strip();
    }

    private static String parameters(String parameters) {
        return Stream.of(parameters.replaceAll("\\s+", " ").split(", "))
                .filter(p -> !p.startsWith("ModelBuilder "))
                .map(p -> p.replaceFirst("^Tensor ", "").replaceFirst("^Tensor\\.\\.\\. (.*)", "$1...")
                        .replaceFirst("^List<Tensor> (.*)", "List $1"))
                .collect(Collectors.joining(", "));
    }
}
