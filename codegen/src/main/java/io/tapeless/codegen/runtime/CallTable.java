package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the run time knows of a program's calls.
 *
 * @param scratch lengths of the arrays of {@link Scratch} that the kernels need: f32, f64, i32, i64
 * @param tiles the methods that kernels share
 * @param flow in what order the calls run
 */
public record CallTable(List<Integer> scratch, Tiles tiles, List<Entry> calls, Flow flow) {
    /**
     * Methods in which contractions spend their time.
     *
     * @param count how many
     * @param scratch lengths of the arrays of {@link Scratch} on which {@link CompiledProgram#tile} runs them: f32,
     *     f64, i32, i64
     */
    public record Tiles(int count, List<Integer> scratch) {
        public static final Tiles NONE = new Tiles(0, List.of(0, 0, 0, 0));

        public Tiles {
            scratch = List.copyOf(scratch);
        }
    }

    /**
     * One call.
     *
     * @param kernel which kernel it runs
     * @param granule ranges of the outer loop start at multiples of it; 0 if the call can't be split
     * @param extent iterations of the outer loop
     * @param work estimate of the whole call's work, in sixteenths of a machine cycle
     * @param label what the call computes, for people
     */
    public record Entry(int kernel, int granule, Polynomial extent, Polynomial work, String label) {
        public Entry {
            label = label.replaceAll("\\s+", " ");
        }
    }

    public CallTable {
        scratch = List.copyOf(scratch);
        calls = List.copyOf(calls);
    }

    /** Of calls that run one after the other. */
    public CallTable(List<Integer> scratch, List<Entry> calls) {
        this(scratch, Tiles.NONE, calls, Flow.calls(0, calls.size()));
    }

    /** Text that {@link #parse} reads back; generated classes hold it. */
    public String encode() {
        StringBuilder text = new StringBuilder();
        scratch.forEach(length -> text.append(length).append(' '));
        text.append(tiles.count);
        tiles.scratch.forEach(length -> text.append(' ').append(length));
        text.append('\n').append(flow.encode()).append('\n');
        for (Entry call : calls) {
            text.append(call.kernel).append(' ').append(call.granule).append(' ').append(call.extent).append(' ')
                    .append(call.work).append(' ').append(call.label).append('\n');
        }
        return text.toString();
    }

    /** Inverse of {@link #encode}. */
    public static CallTable parse(String text) {
        String[] lines = text.split("\n");
        List<Integer> head = Arrays.stream(lines[0].split(" ")).map(Integer::valueOf).toList();
        List<Entry> calls = new ArrayList<>();
        for (int i = 2; i < lines.length; i++) {
            String[] f = lines[i].split(" ", 5);
            calls.add(new Entry(Integer.parseInt(f[0]), Integer.parseInt(f[1]), Polynomial.parse(f[2]),
                    Polynomial.parse(f[3]), f[4]));
        }
        return new CallTable(head.subList(0, 4), new Tiles(head.get(4), head.subList(5, 9)), calls,
                Flow.parse(lines[1]));
    }
}
