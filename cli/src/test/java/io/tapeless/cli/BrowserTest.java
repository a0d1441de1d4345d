package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as a browser shows them: nothing is loaded, cut off, drawn nowhere or reported to its console. */
class BrowserTest {
    @TempDir
    Path folder;
    private Browser browser;
    private Path spec;

    @BeforeEach
    void files() {
        Optional<Browser> found = Browser.find();
        assumeTrue(found.isPresent(), "no Chromium on the path, so nobody looks at the pages");
        browser = found.orElseThrow();
        spec = CliFiles.spec(folder);
        CliFiles.data(folder);
    }

    private String report(Object... options) throws IOException {
        Path page = folder.resolve("report.html");
        List<Object> arguments = new ArrayList<>(List.of("train", spec, "--report", page));
        arguments.addAll(List.of(options));
        assertEquals(0, CliRunner.run(arguments.toArray()).code());
        return Files.readString(page);
    }

    private String graph(String stage) {
        return CliRunner.run("inspect", spec, "--stage", stage, "--format", "html").out();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pagesAreWhole(boolean dark) throws Exception {
        String diverged = report("--optimizer", "sgd", "--learning-rate", 1e30, "--epochs", 3);
        List<String> seen = browser.look(List.of(report(), diverged, graph("forward"), graph("gradient")), dark, folder);
        String report = "\\d{3} shapes, 4 curves, \\d{3,} letters";
        String graph = "\\d{2,} shapes, 0 curves, \\d{3,} letters";
        List<String> expected = List.of(report, report, report, report, graph, graph, graph, graph);
        assertEquals(expected.size(), seen.size(), seen.toString());
        for (int i = 0; i < seen.size(); i++) {
            assertTrue(seen.get(i).matches(expected.get(i)), seen.get(i));
        }
    }
}
