package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text, the compiler gives a model or diagnostics, and soon. */
class FuzzTest {
    private static final Pattern TOKENS = Pattern.compile("\\w+|\\s+|\"[^\"]*\"|.", Pattern.DOTALL);
    private static final List<String> SPECS =
            List.of("Digits.model.java", "Layers.model.java", "Features.model.java", "Gpt.model.java");
    private static final List<String> PIECES = List.of("0", "1", "-1", "2147483647", "1e308", "\"s\"", "null", "true",
            "x", "this", "new", "int", "Tensor", "Dim", "static", "@Param", "@Output",
            "(", ")", "{", "}", "[", "]", ";", ",",
            "+", "*", "/", "%", "=", "==", "->", "?", ":", "&&", "!", "for", "while (true)", "if", "return", "break",
            "switch", "training()", "grad", "List.of()", "\t", "\n", "é", "\\", "'");

    /** {@code -Dfuzz.count=100000 -Dfuzz.seed=2} for a longer or another run. */
    private static final int COUNT = Integer.getInteger("fuzz.count", 300);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void mutatedSpecsGiveModelsOrDiagnostics() {
        Random random = new Random(SEED);
        for (int i = 0; i < COUNT; i++) {
            String source = Specs.resource(SPECS.get(i % SPECS.size()));
            int mutations = 1 + random.nextInt(3);
            for (int m = 0; m < mutations; m++) {
                source = mutate(source, random);
            }
            check(i, source);
        }
    }

    private static void check(int number, String source) {
        try {
            SpecCompiler.compile("Fuzz.model.java", source, Map.of(), Specs.SMALL);
        } catch (SpecException e) {
            assertFalse(e.diagnostics().isEmpty());
            assertFalse(e.getMessage().contains("inside the compiler"), () -> "mutation " + number + "\n" + source
                    + "\n" + e.getMessage());
        } catch (RuntimeException | Error e) {
            fail("mutation " + number + "\n" + source, e);
        }
    }

    private static String mutate(String source, Random random) {
        List<String> tokens = new ArrayList<>(
                TOKENS.matcher(source).results().map(MatchResult::group).toList());
        int at = random.nextInt(tokens.size());
        int other = random.nextInt(tokens.size());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(other));
            case 2 -> tokens.set(at, tokens.get(other));
            case 3 -> tokens.set(at, PIECES.get(random.nextInt(PIECES.size())));
            case 4 -> tokens.add(at, PIECES.get(random.nextInt(PIECES.size())));
            default -> tokens.subList(at, Math.min(at + 10, tokens.size())).clear();
        }
        return String.join("", tokens);
    }
}
