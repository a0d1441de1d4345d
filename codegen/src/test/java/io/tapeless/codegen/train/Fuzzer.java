package io.tapeless.codegen.train;

/** What Jazzer calls with bytes that it makes up; {@code -Dtapeless.fuzz=CSV} names what takes them. */
public final class Fuzzer {
    private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("tapeless.fuzz"));

    private Fuzzer() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.accept(bytes);
    }
}
