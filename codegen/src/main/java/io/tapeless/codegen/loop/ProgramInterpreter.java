package io.tapeless.codegen.loop;

import java.util.List;

/** Runs a program step by step, its kernels interpreted. */
public final class ProgramInterpreter {
    private final Program program;
    private final KernelInterpreter.Buffer[] memory;
    private final int[] sizes;

    private ProgramInterpreter(Program program, KernelInterpreter.Buffer[] memory, int[] sizes) {
        this.program = program;
        this.memory = memory;
        this.sizes = sizes;
    }

    /**
     * Runs all steps.
     *
     * @param memory by slot; that of windows is set here
     * @param sizes what calls and loops refer to by number
     * @throws IndexOutOfBoundsException if a checked position is out of range
     */
    public static void run(Program program, KernelInterpreter.Buffer[] memory, int... sizes) {
        new ProgramInterpreter(program, memory, sizes).run(program.steps());
    }

    private void run(List<? extends Program.Step> steps) {
        for (Program.Step step : steps) {
            if (step instanceof Program.Call call) {
                KernelInterpreter.run(program.kernels().get(call.kernel()),
                        call.slots().stream().map(slot -> memory[slot]).toList(),
                        call.sizes().stream().mapToInt(s -> sizes[s]).toArray());
            } else if (step instanceof Program.When when) {
                KernelInterpreter.Buffer condition = memory[when.condition()];
                run(((int[]) condition.array())[condition.offset()] != 0 ? when.then() : when.otherwise());
            } else {
                repeat((Program.Repeat) step);
            }
        }
    }

    private void repeat(Program.Repeat repeat) {
        int length = sizes[repeat.length()];
        for (int turn = 0; turn < length; turn++) {
            int position = repeat.reverse() ? length - 1 - turn : turn;
            for (Program.Window window : repeat.windows()) {
                memory[window.slot()] = place(window, turn, position, length);
            }
            if (repeat.counter() >= 0) {
                KernelInterpreter.Buffer counter = memory[repeat.counter()];
                ((int[]) counter.array())[counter.offset()] = position;
            }
            if (turn == 0) {
                run(repeat.start());
            }
            run(repeat.body());
        }
    }

    private KernelInterpreter.Buffer place(Program.Window window, int turn, int position, int length) {
        if (turn == length - 1 && window.last() >= 0) {
            return memory[window.last()];
        } else if (turn == 0 && window.first() >= 0) {
            return memory[window.first()];
        }
        KernelInterpreter.Buffer whole = memory[window.turns().get(turn % window.turns().size())];
        int stride = window.stride() < 0 ? 0 : sizes[window.stride()];
        return new KernelInterpreter.Buffer(whole.array(), whole.offset() + (position + window.shift()) * stride);
    }
}
