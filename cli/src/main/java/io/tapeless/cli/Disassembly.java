package io.tapeless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Class files as text. */
final class Disassembly {
    private Disassembly() {}

    /** A class, disassembled by the JDK's javap. */
    static String of(byte[] classFile) {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow(() -> new CliException(
                "bytecode is shown by javap, which this Java runtime lacks; run with a JDK"));
        try {
            Path file = Files.createTempFile("tapeless", ".class");
            try {
                Files.write(file, classFile);
                StringWriter text = new StringWriter();
                StringWriter errors = new StringWriter();
                if (javap.run(new PrintWriter(text), new PrintWriter(errors), "-c", "-p", "-l", file.toString()) != 0) {
                    throw new CliException("javap failed: " + errors);
                }
                return text.toString();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CliException("the class can't be written for javap: " + e.getMessage());
        }
    }
}
