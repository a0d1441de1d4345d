package io.tapeless.cli;

import io.tapeless.inspect.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without windows that shows pages in frames of some widths and says what it sees. */
final class Browser {
    /** Of a window on a desk and of a telephone, in pixels. */
    static final List<Integer> WIDTHS = List.of(1280, 400);

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String FRAME = """
            <iframe style="border: 0; width: %dpx; height: 800px" srcdoc="%s"></iframe>
            """;
    /** Writes what is wrong with the page of each frame, a line each; for a page that is well, how much it shows. */
    private static final String LOOK = """
            <pre id="seen"></pre>
            <script>
            const luminance = color => color.match(/[0-9.]+/g).slice(0, 3)
                .reduce((sum, c, i) => sum + [0.2126, 0.7152, 0.0722][i] * c / 255, 0);
            function look(frame) {
                const page = frame.contentDocument;
                const view = frame.contentWindow;
                const faults = [];
                const root = page.documentElement;
                if (root.scrollWidth > root.clientWidth) {
                    faults.push(`${root.scrollWidth} px wide in ${root.clientWidth}`);
                }
                const style = view.getComputedStyle(page.body);
                if (Math.abs(luminance(style.color) - luminance(style.backgroundColor)) < 0.6) {
                    faults.push(`${style.color} on ${style.backgroundColor}`);
                }
                const loaded = view.performance.getEntriesByType("resource");
                if (loaded.length > 0) {
                    faults.push(`loads ${loaded.map(r => r.name)}`);
                }
                const shapes = [...page.querySelectorAll("svg path, svg polyline, svg rect, svg circle, svg text")];
                const numbers = "d points x y cx cy width height r".split(" ");
                for (const shape of shapes) {
                    const box = shape.getBBox();
                    if (numbers.some(n => /NaN|Infinity|undefined/.test(shape.getAttribute(n) ?? ""))
                            || !Number.isFinite(box.x + box.y + box.width + box.height)
                            || box.width + box.height === 0) {
                        faults.push(`nothing drawn by ${shape.outerHTML}`);
                    }
                    const all = shape.ownerSVGElement.viewBox.baseVal;
                    if (box.x < -1 || box.y < -1 || box.x + box.width > all.width + 1
                            || box.y + box.height > all.height + 1) {
                        faults.push(`outside its drawing: ${shape.outerHTML}`);
                    }
                }
                const clipped = [...page.querySelectorAll("h1, h2, p, summary, .charts svg")].filter(e =>
                    e.getBoundingClientRect().right > root.clientWidth + 1);
                clipped.forEach(e => faults.push(`cut off: ${e.outerHTML.slice(0, 80)}`));
                return faults.length > 0 ? faults.join("; ") : `${shapes.length} shapes, `
                    + `${page.querySelectorAll("polyline").length} curves, ${page.body.innerText.length} letters`;
            }
            window.onload = () => document.getElementById("seen").textContent =
                [...document.querySelectorAll("iframe")].map(look).join("\\n");
            </script>
            """;

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** The browser of this machine, if there is one on the path. */
    static Optional<Browser> find() {
        return Stream.of(System.getenv("PATH").split(":")).flatMap(folder -> NAMES.stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable).findFirst().map(Browser::new);
    }

    /**
     * What it sees of pages, each in frames of {@link #WIDTHS}: a line a frame such as {@code 90 shapes, 4 curves, 800
     * letters}, or what is wrong with it.
     *
     * @param folder for its files
     */
    List<String> look(List<String> pages, boolean dark, Path folder) throws IOException, InterruptedException {
        StringBuilder frames = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><body>\n");
        pages.forEach(html -> WIDTHS.forEach(width -> frames.append(FRAME.formatted(width, Markup.escape(html)))));
        Path page = Files.writeString(folder.resolve("frames.html"), frames + LOOK);
        Path out = folder.resolve("browser.out");
        Path err = folder.resolve("browser.err");
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"), "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr", "--window-size=1400,1000", "--dump-dom"));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the browser does not end; it says " + Files.readString(err));
        }
        List<String> console = Files.readString(err).lines().filter(line -> line.contains("CONSOLE")).toList();
        if (!console.isEmpty()) {
            return console;
        }
        String dom = Files.readString(out);
        String start = "<pre id=\"seen\">";
        int at = dom.indexOf(start);
        if (at < 0) {
            throw new AssertionError("the browser shows nothing; it says " + Files.readString(err));
        }
        return dom.substring(at + start.length(), dom.indexOf("</pre>", at)).lines().toList();
    }
}
