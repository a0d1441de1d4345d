package io.tapeless.cli;

import java.io.PrintWriter;

/** Whether a person watches standard error; the launcher, which can tell, says so. */
final class Terminal {
    private static final String COLUMNS = "tapeless.columns";
    private static final int USUAL_COLUMNS = 100;

    private Terminal() {}

    /** Whether standard error is a terminal. */
    static boolean isWatched() {
        return Boolean.getBoolean("tapeless.terminal");
    }

    static int columns() {
        int columns = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
        return columns < 20 ? USUAL_COLUMNS : columns;
    }

    /** Empties the line the cursor is in. */
    static void clearLine(PrintWriter err) {
        err.print("\r\u001b[K");
        err.flush();
    }
}
