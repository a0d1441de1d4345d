package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Source;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.Dim;
import java.util.List;

/**
 * A kernel with what it is to be called with.
 *
 * @param slots for each buffer
 * @param sizes for each size argument
 * @param label what it computes, for people
 * @param source where that was declared
 */
record LoweredKernel(Kernel kernel, List<Slot> slots, List<Dim> sizes, String label, Source source) {}
