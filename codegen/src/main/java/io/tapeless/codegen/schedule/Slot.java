package io.tapeless.codegen.schedule;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import java.util.Optional;

/**
 * A region of memory that holds one tensor, row-major.
 *
 * @param number unique in its schedule, from 0
 * @param name the input's or variable's name, else empty
 * @param constant the contents, for constants
 */
public record Slot(int number, Region region, DType dtype, Dim size, String name, Optional<Literal> constant) {
    /** Whose memory it is. */
    public enum Region {
        /** Filled by the caller before a run. */
        INPUT,
        /** A variable's, kept between runs and shared by all functions of a model. */
        VARIABLE,
        /** Filled once. */
        CONSTANT,
        /** A result that nobody asks for after the run; may share memory with others. */
        WORK,
        /** A part of other slots, another one in each turn of a loop. */
        WINDOW,
        /** A result that the caller reads after the run. */
        OUTPUT
    }
}
