package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages show the specs as they are, and what the commands on them print now: blocks marked {@code java FILE} and
 * {@code console}, and files that a command writes with {@code -o}. {@code -Dgolden.update=true} rewrites them.
 */
class PagesTest {
    private static final Pattern BLOCK = Pattern.compile("```(java (?<file>\\S+)|console)\n(?<text>.*?)```",
            Pattern.DOTALL);
    private static final String ROOT = "examples/models/";

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("lectures"))) {
            return files.filter(file -> file.getNameCount() == 3 && file.endsWith("README.md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageShowsWhatIsThere(Path page) throws IOException {
        String current = BLOCK.matcher(Files.readString(page)).replaceAll(block ->
                Matcher.quoteReplacement("```" + block.group(1) + "\n" + current(page, block) + "```"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, current);
        }
        assertEquals(current, Files.readString(page));
    }

    private static String current(Path page, MatchResult block) {
        String text = block.group(3);
        if (block.group(2) != null) {
            return read(page.resolveSibling(block.group(2)));
        }
        int end = text.indexOf('\n') + 1;
        String command = text.substring(0, end);
        String shown = text.substring(end);
        String printed = run(command.substring("$ ".length()).strip());
        return command + (command.contains(" check ") && comparisons(printed).equals(comparisons(shown)) ? shown
                : printed);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a check without the errors, whose last digits depend on the machine, and so does their order. */
    private static List<String> comparisons(String table) {
        return table.lines().map(row -> row.replaceAll("\\S+ +(\\S+)$", "$1").replaceAll(" +", " ")).sorted().toList();
    }

    private static String run(String command) {
        List<String> words = Arrays.stream(command.split(" +")).map(word -> word.replace(ROOT, "")).toList();
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        return words.get(0).equals("./tapeless") ? tapeless(arguments) : program(arguments[0]);
    }

    /** Nothing, for a command that writes a file, which must hold what the command prints without {@code -o}. */
    private static String written(Path file, String printed) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(file, printed);
            }
            assertEquals(printed, Files.readString(file), file::toString);
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tapeless(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int output = Arrays.asList(arguments).indexOf("-o");
        String[] printing = output < 0 ? arguments : Arrays.copyOf(arguments, output);
        assertEquals(0, Main.execute(new PrintWriter(out), new PrintWriter(err), printing), err::toString);
        return output < 0 ? out.toString() : written(Path.of(arguments[output + 1]), out.toString());
    }

    private static String program(String name) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Class.forName("io.tapeless.examples." + name).getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
