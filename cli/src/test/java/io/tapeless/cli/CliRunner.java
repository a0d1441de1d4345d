package io.tapeless.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in this JVM and keeps what they print. */
final class CliRunner {
    private CliRunner() {}

    /** What a command did. */
    record Outcome(int code, String out, String err) {}

    static Outcome run(Object... arguments) {
        String[] line = new String[arguments.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new PrintWriter(out), new PrintWriter(err), line);
        return new Outcome(code, out.toString(), err.toString());
    }
}
