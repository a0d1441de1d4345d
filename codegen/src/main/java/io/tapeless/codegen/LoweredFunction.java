package io.tapeless.codegen;

import io.tapeless.codegen.jvm.ProgramEmitter;
import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.ir.Graph;

/**
 * A function as loops over planned memory: ready to be emitted in any form.
 *
 * @param schedule what was lowered
 * @param layout the schedule's slots, which {@link #signature} refers to by number
 */
public record LoweredFunction(Schedule schedule, FunctionSignature signature, LoweredProgram loops, Layout layout) {

    /** The graph it computes, after all passes. */
    public Graph graph() {
        return schedule.graph();
    }

    /**
     * The class file of a {@link io.tapeless.codegen.runtime.CompiledProgram}.
     *
     * @param className with package, dots between
     */
    public byte[] emit(Form form, String className) {
        return ProgramEmitter.emit(loops.program(), layout, form, className);
    }
}
