package io.tapeless.codegen.train;

import java.util.Locale;

/** What Jazzer calls with bytes that it makes up; {@code -Dtapeless.fuzz=csv} names what takes them. */
public final class Fuzzer {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("tapeless.fuzz").toUpperCase(Locale.ROOT));

    private Fuzzer() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.accept(bytes);
    }
}
