package io.tapeless.frontend.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests names close to one that is not known. */
final class Names {
    private static final int LONGEST = 64;

    private Names() {}

    /** {@code did you mean a or b?}, empty if no candidate is close. */
    static String suggest(String name, Collection<String> candidates) {
        if (name.length() > LONGEST) {
            return "";
        }
        int allowed = (name.length() + 1) / 3;
        List<String> close = candidates.stream()
                .distinct()
                .filter(c -> c.length() <= LONGEST && !c.equals(name) && distance(name, c) <= allowed)
                .sorted(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(c -> c))
                .limit(3)
                .toList();
        return close.isEmpty() ? "" : "did you mean " + String.join(" or ", close) + "?";
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other; case is free. */
    static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
