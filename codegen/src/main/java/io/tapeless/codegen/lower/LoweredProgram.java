package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Program;
import io.tapeless.ir.Dim;
import java.util.List;

/**
 * A schedule as loop IR.
 *
 * @param program its slots are numbered as in the schedule
 * @param sizes what the program's calls refer to by number
 */
public record LoweredProgram(Program program, List<Dim> sizes) {
    public LoweredProgram {
        sizes = List.copyOf(sizes);
    }
}
