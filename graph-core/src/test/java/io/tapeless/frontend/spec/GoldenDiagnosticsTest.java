package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Specs with errors, each said by a comment on its line: {@code // ERROR column: text}, several in a row if a
 * line has several. These and no others must be reported.
 */
class GoldenDiagnosticsTest {
    private static final Pattern EXPECTED = Pattern.compile("// ERROR (\\d+): (.*?)(?= // ERROR|$)");

    @ParameterizedTest
    @ValueSource(strings = {"Tensors", "Names", "Unsupported", "Statics", "Layers", "Members", "Bounds"})
    void reportsExactlyWhatTheCommentsSay(String name) {
        String source = Specs.resource("errors/" + name + ".model.java");
        List<String> expected = new ArrayList<>();
        int line = 0;
        for (String text : source.split("\n")) {
            line++;
            Matcher matcher = EXPECTED.matcher(text);
            while (matcher.find()) {
                expected.add(line + ":" + matcher.group(1) + " " + matcher.group(2));
            }
        }
        String found = Specs.problemsOf(source, Map.of()).stream()
                .map(d -> d.site().line() + ":" + d.site().column() + " " + d.text())
                .collect(Collectors.joining("\n"));
        assertEquals(String.join("\n", expected), found);
    }
}
