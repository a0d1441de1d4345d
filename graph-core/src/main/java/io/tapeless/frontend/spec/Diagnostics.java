package io.tapeless.frontend.spec;

import com.github.javaparser.Position;
import io.tapeless.ir.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The problems found so far: one a position, the first, as those that follow it there are mostly its
 * consequences, the same method evaluated again, or the same member in the other mode.
 */
final class Diagnostics {
    private final Source source;
    private final List<Diagnostic> ofTheWhole = new ArrayList<>();
    private final Map<Position, Diagnostic> byPosition = new TreeMap<>();

    Diagnostics(Source source) {
        this.source = source;
    }

    void report(Position at, String message, String hint) {
        if (byPosition.size() < Limits.DEFAULT.problems()) {
            byPosition.putIfAbsent(at,
                    new Diagnostic(new Site(source.file(), at.line, at.column), message, hint, source.line(at.line)));
        }
    }

    void report(Position at, SpecError error) {
        report(at, error.getMessage(), error.hint());
    }

    /** Reports what has no place in the file. */
    void reportWhole(String message, String hint) {
        ofTheWhole.add(new Diagnostic(Site.UNKNOWN, message, hint, ""));
    }

    boolean isEmpty() {
        return ofTheWhole.isEmpty() && byPosition.isEmpty();
    }

    /**
     * @throws SpecException if there are any, in order of position
     */
    void throwIfAny() {
        if (!isEmpty()) {
            List<Diagnostic> all = new ArrayList<>(ofTheWhole);
            all.addAll(byPosition.values());
            throw new SpecException(all);
        }
    }
}
