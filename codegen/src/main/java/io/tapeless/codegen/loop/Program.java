package io.tapeless.codegen.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * What one function of a model does: kernel calls, loops and choices, in order. Each call sees all stores
 * of the calls before it.
 *
 * @param kernels distinct kernels
 */
public record Program(List<Kernel> kernels, List<? extends Step> steps) {
    public Program {
        kernels = List.copyOf(kernels);
        steps = List.copyOf(steps);
    }

    /** The calls in the order of the text, those of loops and choices included; a call's number is its place here. */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        collect(steps, calls);
        return calls;
    }

    /** Adds the calls of steps in the order of the text. */
    static void collect(List<? extends Step> steps, List<Call> calls) {
        for (Step step : steps) {
            if (step instanceof Call call) {
                calls.add(call);
            } else if (step instanceof Repeat repeat) {
                collect(repeat.start(), calls);
                collect(repeat.body(), calls);
            } else if (step instanceof When when) {
                collect(when.then(), calls);
                collect(when.otherwise(), calls);
            }
        }
    }

    /** A call, a loop or a choice. */
    public sealed interface Step {}

    /**
     * Runs a kernel.
     *
     * @param kernel its number in {@link Program#kernels}
     * @param slots for each buffer, the number of a slot: a region of memory that the run time places
     * @param sizes for each size argument, the number of a size that the run time computes
     * @param label what it computes, for people
     * @param source where that was declared
     */
    public record Call(int kernel, List<Integer> slots, List<Integer> sizes, String label, Source source)
            implements Step {
        public Call {
            slots = List.copyOf(slots);
            sizes = List.copyOf(sizes);
        }

        /** A call that nobody declared. */
        public Call(int kernel, List<Integer> slots, List<Integer> sizes, String label) {
            this(kernel, slots, sizes, label, Source.NONE);
        }
    }

    /**
     * Runs steps a number of times. Turn k, from 0, has position k, or length − 1 − k if {@code reverse}.
     *
     * @param length number of a size: the number of turns
     * @param counter the i32 slot that holds the position of the turn, −1 for none
     * @param start what runs before the first turn, once windows are set for it; not if there is no turn
     */
    public record Repeat(int length, boolean reverse, int counter, List<Window> windows, List<? extends Step> start,
            List<? extends Step> body) implements Step {
        public Repeat {
            windows = List.copyOf(windows);
            start = List.copyOf(start);
            body = List.copyOf(body);
        }
    }

    /**
     * A slot without memory of its own: in turn k of a loop it is {@code (position + shift)·stride} elements
     * into slot {@code turns[k mod turns.size()]}.
     *
     * @param stride number of a size, −1 for a stride of 0
     * @param first what it is in the first turn instead, −1 if the same holds
     * @param last what it is in the last turn instead, −1 if the same holds; it wins over {@code first}
     */
    public record Window(int slot, List<Integer> turns, int stride, int shift, int first, int last) {
        public Window {
            turns = List.copyOf(turns);
        }

        /** The slots it may be in. */
        public List<Integer> targets() {
            List<Integer> targets = new ArrayList<>(turns);
            targets.add(first);
            targets.add(last);
            targets.removeIf(slot -> slot < 0);
            return targets;
        }
    }

    /**
     * Runs one of two sequences.
     *
     * @param condition a bool slot: {@code then} runs if its element is true
     */
    public record When(int condition, List<? extends Step> then, List<? extends Step> otherwise) implements Step {
        public When {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }
}
