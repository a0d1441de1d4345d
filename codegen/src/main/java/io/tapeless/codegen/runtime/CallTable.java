package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * What the run time knows of a program's calls.
 *
 * @param scratch lengths of the arrays of {@link Scratch} that the kernels need: f32, f64, i32, i64
 * @param flow in what order the calls run
 */
public record CallTable(List<Integer> scratch, List<Entry> calls, Flow flow) {
    /**
     * One call.
     *
     * @param granule ranges of the outer loop start at multiples of it; 0 if the call can't be split
     * @param extent iterations of the outer loop
     * @param work estimate of the whole call's work, in sixteenths of a machine cycle
     * @param label what the call computes, for people
     */
    public record Entry(int granule, Polynomial extent, Polynomial work, String label) {
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
        this(scratch, calls, Flow.calls(0, calls.size()));
    }

    /** Text that {@link #parse} reads back; generated classes hold it. */
    public String encode() {
        StringBuilder text = new StringBuilder();
        scratch.forEach(length -> text.append(length).append(' '));
        text.append('\n').append(flow.encode()).append('\n');
        for (Entry call : calls) {
            text.append(call.granule).append(' ').append(call.extent).append(' ').append(call.work).append(' ')
                    .append(call.label).append('\n');
        }
        return text.toString();
    }

    /** Inverse of {@link #encode}. */
    public static CallTable parse(String text) {
        String[] lines = text.split("\n");
        List<Integer> scratch = new ArrayList<>();
        for (String length : lines[0].trim().split(" ")) {
            scratch.add(Integer.valueOf(length));
        }
        List<Entry> calls = new ArrayList<>();
        for (int i = 2; i < lines.length; i++) {
            String[] f = lines[i].split(" ", 4);
            calls.add(new Entry(Integer.parseInt(f[0]), Polynomial.parse(f[1]), Polynomial.parse(f[2]), f[3]));
        }
        return new CallTable(scratch, calls, Flow.parse(lines[1]));
    }
}
