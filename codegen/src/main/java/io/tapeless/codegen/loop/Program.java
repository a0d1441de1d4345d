package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import java.util.List;

/**
 * A sequence of kernel calls: what one function of a model does.
 *
 * @param kernels distinct kernels
 * @param calls in order; each call sees all stores of the calls before it
 */
public record Program(List<Kernel> kernels, List<Call> calls) {
    public Program {
        kernels = List.copyOf(kernels);
        calls = List.copyOf(calls);
    }

    /**
     * Runs a kernel.
     *
     * @param kernel its number in {@link Program#kernels}
     * @param slots for each buffer, the number of a slot: a region of memory that the run time places
     * @param sizes for each size argument, the number of a size that the run time computes
     * @param label what it computes, for people
     * @param source where that was declared
     */
    public record Call(int kernel, List<Integer> slots, List<Integer> sizes, String label, Source source) {
        public Call {
            slots = List.copyOf(slots);
            sizes = List.copyOf(sizes);
        }

        /** A call that nobody declared. */
        public Call(int kernel, List<Integer> slots, List<Integer> sizes, String label) {
            this(kernel, slots, sizes, label, Source.NONE);
        }
    }
}
