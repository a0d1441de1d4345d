package io.tapeless.codegen.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a user's source a kernel's work was declared. It is kept beside kernels, not in them, so that
 * equal work of different lines is one kernel.
 *
 * @param file name of the file; empty if it is not known
 * @param line of what the call computes; 0 if it is not known
 * @param locals lines of what locals of the kernel hold, by name, where they are known
 */
public record Source(String file, int line, Map<String, Integer> locals) {
    public static final Source NONE = new Source("", 0, Map.of());

    public Source {
        locals = Map.copyOf(locals);
    }

    /** The line of a local, else that of the call. */
    public int line(String local) {
        return locals.getOrDefault(local, line);
    }

    /** What several calls of one kernel agree on: nothing that is said of it is wrong for one of them. */
    public static Source common(List<Source> calls) {
        if (calls.isEmpty()) {
            return NONE;
        }
        Source first = calls.get(0);
        if (calls.stream().anyMatch(s -> !s.file.equals(first.file) || s.line != first.line)) {
            return NONE;
        }
        Map<String, Integer> agreed = new HashMap<>(first.locals);
        calls.forEach(s -> agreed.entrySet().retainAll(s.locals.entrySet()));
        return new Source(first.file, first.line, agreed);
    }
}
