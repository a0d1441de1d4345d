package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * In what order a program's calls run: one after the other, in loops, or one branch of two. Calls are
 * numbered as they stand in the text, those of loops and choices in their place. Running one allocates
 * nothing.
 */
public abstract class Flow {
    private Flow() {}

    abstract void run(CompiledProgram program, Workspace memory);

    abstract void encode(List<Object> text);

    /** Calls {@code first, first + 1, …}. */
    public static Flow calls(int first, int count) {
        return new Calls(first, count);
    }

    /** Parts one after the other. */
    public static Flow sequence(List<Flow> parts) {
        return new Sequence(parts.toArray(Flow[]::new));
    }

    /**
     * A loop. In turn k, from 0, the position is k, or length − 1 − k if {@code reverse}.
     *
     * @param length number of a size
     * @param counter the slot that holds the position, −1 for none
     * @param windows set before each turn
     * @param start runs before the first turn
     */
    public static Flow repeat(int length, boolean reverse, int counter, List<Window> windows, Flow start, Flow body) {
        return new Repeat(length, reverse, counter, windows.toArray(Window[]::new), start, body);
    }

    /** {@code then} if the i32 slot holds another number than 0, else {@code otherwise}. */
    public static Flow when(int condition, Flow then, Flow otherwise) {
        return new When(condition, then, otherwise);
    }

    /** Text of words that {@link #parse} reads back. */
    final String encode() {
        List<Object> text = new ArrayList<>();
        encode(text);
        return String.join(" ", text.stream().map(String::valueOf).toList());
    }

    /** Inverse of {@link #encode()}. */
    static Flow parse(String text) {
        return new Parser(text.split(" ")).flow();
    }

    /**
     * A slot without memory of its own.
     *
     * @param turns in turn k the slot is in slot {@code turns[k mod turns.length]}
     * @param stride number of a size: elements for each position; −1 for none
     * @param shift added to the position
     * @param first the slot it is in the first turn instead, or −1
     * @param last the slot it is in the last turn instead, or −1; it wins over {@code first}
     */
    public record Window(int slot, int[] turns, int stride, int shift, int first, int last) {
        private void place(Workspace memory, int turn, int position, int length) {
            if (last >= 0 && turn == length - 1) {
                memory.point(slot, last, 0);
            } else if (first >= 0 && turn == 0) {
                memory.point(slot, first, 0);
            } else {
                int elements = stride < 0 ? 0 : (position + shift) * memory.size(stride);
                memory.point(slot, turns[turn % turns.length], elements);
            }
        }

        private void encode(List<Object> text) {
            text.addAll(List.of(slot, stride, shift, first, last, turns.length));
            for (int turn : turns) {
                text.add(turn);
            }
        }
    }

    private static final class Calls extends Flow {
        private final int first;
        private final int count;

        Calls(int first, int count) {
            this.first = first;
            this.count = count;
        }

        @Override
        void run(CompiledProgram program, Workspace memory) {
            for (int call = first, end = first + count; call < end; call++) {
                program.runCall(call, memory);
            }
        }

        @Override
        void encode(List<Object> text) {
            text.addAll(List.of("calls", first, count));
        }
    }

    private static final class Sequence extends Flow {
        private final Flow[] parts;

        Sequence(Flow[] parts) {
            this.parts = parts;
        }

        @Override
        void run(CompiledProgram program, Workspace memory) {
            for (Flow part : parts) {
                part.run(program, memory);
            }
        }

        @Override
        void encode(List<Object> text) {
            text.addAll(List.of("sequence", parts.length));
            for (Flow part : parts) {
                part.encode(text);
            }
        }
    }

    private static final class Repeat extends Flow {
        private final int length;
        private final boolean reverse;
        private final int counter;
        private final Window[] windows;
        private final Flow start;
        private final Flow body;

        Repeat(int length, boolean reverse, int counter, Window[] windows, Flow start, Flow body) {
            this.length = length;
            this.reverse = reverse;
            this.counter = counter;
            this.windows = windows;
            this.start = start;
            this.body = body;
        }

        @Override
        void run(CompiledProgram program, Workspace memory) {
            int turns = memory.size(length);
            for (int turn = 0; turn < turns; turn++) {
                int position = reverse ? turns - 1 - turn : turn;
                for (Window window : windows) {
                    window.place(memory, turn, position, turns);
                }
                if (counter >= 0) {
                    memory.i32(counter)[memory.offset(counter)] = position;
                }
                if (turn == 0) {
                    start.run(program, memory);
                }
                body.run(program, memory);
            }
        }

        @Override
        void encode(List<Object> text) {
            text.addAll(List.of("repeat", length, reverse, counter, windows.length));
            for (Window window : windows) {
                window.encode(text);
            }
            start.encode(text);
            body.encode(text);
        }
    }

    private static final class When extends Flow {
        private final int condition;
        private final Flow then;
        private final Flow otherwise;

        When(int condition, Flow then, Flow otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        void run(CompiledProgram program, Workspace memory) {
            (memory.i32(condition)[memory.offset(condition)] != 0 ? then : otherwise).run(program, memory);
        }

        @Override
        void encode(List<Object> text) {
            text.addAll(List.of("when", condition));
            then.encode(text);
            otherwise.encode(text);
        }
    }

    private static final class Parser {
        private final String[] words;
        private int next;

        Parser(String[] words) {
            this.words = words;
        }

        Flow flow() {
            String kind = words[next++];
            switch (kind) {
                case "calls":
                    return new Calls(number(), number());
                case "sequence":
                    Flow[] parts = new Flow[number()];
                    for (int i = 0; i < parts.length; i++) {
                        parts[i] = flow();
                    }
                    return new Sequence(parts);
                case "repeat":
                    int length = number();
                    boolean reverse = Boolean.parseBoolean(words[next++]);
                    int counter = number();
                    Window[] windows = new Window[number()];
                    for (int i = 0; i < windows.length; i++) {
                        windows[i] = window();
                    }
                    return new Repeat(length, reverse, counter, windows, flow(), flow());
                case "when":
                    return new When(number(), flow(), flow());
                default:
                    throw new IllegalArgumentException("unknown flow " + kind);
            }
        }

        private Window window() {
            int slot = number();
            int stride = number();
            int shift = number();
            int first = number();
            int last = number();
            int[] turns = new int[number()];
            for (int i = 0; i < turns.length; i++) {
                turns[i] = number();
            }
            return new Window(slot, turns, stride, shift, first, last);
        }

        private int number() {
            return Integer.parseInt(words[next++]);
        }
    }
}
