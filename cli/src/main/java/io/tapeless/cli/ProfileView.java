package io.tapeless.cli;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.KernelTimes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Times of kernels as a table, beside what the machine can do if that was measured. */
final class ProfileView {
    /**
     * What the machine can do.
     *
     * @param peak float operations a second
     * @param bandwidth bytes a second
     */
    record Roof(double peak, double bandwidth) {}

    private final String title;
    private final KernelTimes times;
    private final Optional<Roof> roof;

    /**
     * Of a function that was compiled to be profiled.
     *
     * @param title what the function does
     */
    ProfileView(String title, CompiledFunction function, Optional<Roof> roof) {
        this.title = title;
        this.times = KernelTimes.of(function).orElseThrow();
        this.roof = roof;
    }

    void print(PrintWriter out) {
        List<KernelTimes.Row> rows = times.rows();
        double all = seconds(rows);
        out.printf(Locale.ROOT, "%n%s: %d runs, %s in kernels%n", title, times.runs(), Numbers.seconds(all));
        List<String[]> lines = new ArrayList<>();
        lines.add(line("kernel", "calls", "µs/run", "time", "operations", "bytes", "GFLOP/s", "GB/s", "of roof",
                "computes"));
        for (KernelTimes.Row row : rows) {
            lines.add(line("k" + row.kernel(), "" + row.calls(), text("%.1f", row.seconds() / times.runs() * 1e6),
                    text("%.1f %%", row.seconds() / all * 100), text("%.0f", row.operations() / times.runs()),
                    text("%.0f", row.bytes() / times.runs()), text("%.1f", row.speed() / 1e9),
                    text("%.1f", row.traffic() / 1e9),
                    roof.map(r -> text("%.0f %%", row.shareOfRoof(r.peak, r.bandwidth) * 100)).orElse(""),
                    row.label()));
        }
        TextTable.print(out, lines);
    }

    /** The same as records. */
    Map<String, Object> document() {
        List<KernelTimes.Row> rows = times.rows();
        double all = seconds(rows);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("function", title);
        document.put("runs", times.runs());
        document.put("seconds", all);
        document.put("kernels", rows.stream().map(row -> record(row, all)).toList());
        return document;
    }

    private Map<String, Object> record(KernelTimes.Row row, double all) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kernel", row.kernel());
        record.put("calls", row.calls());
        record.put("secondsPerRun", row.seconds() / times.runs());
        record.put("shareOfTime", row.seconds() / all);
        record.put("operationsPerRun", row.operations() / times.runs());
        record.put("bytesPerRun", row.bytes() / times.runs());
        record.put("gflops", row.speed() / 1e9);
        record.put("gigabytesPerSecond", row.traffic() / 1e9);
        roof.ifPresent(r -> record.put("shareOfRoof", row.shareOfRoof(r.peak, r.bandwidth)));
        record.put("computes", row.label());
        return record;
    }

    private static double seconds(List<KernelTimes.Row> rows) {
        return rows.stream().mapToDouble(KernelTimes.Row::seconds).sum();
    }

    /** Without the share of a roof if there is none. */
    private String[] line(String... cells) {
        List<String> line = new ArrayList<>(List.of(cells));
        if (roof.isEmpty()) {
            line.remove(8);
        }
        return line.toArray(String[]::new);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
