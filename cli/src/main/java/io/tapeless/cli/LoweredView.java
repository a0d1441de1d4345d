package io.tapeless.cli;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ProgramCost;
import io.tapeless.codegen.loop.KernelPrinter;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.MemoryMap;
import io.tapeless.codegen.schedule.Slot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Text views of a function below the graph: calls, code, memory, cost. */
final class LoweredView {
    /** Extent of symbolic dimensions where nobody says one. */
    static final int USUAL_EXTENT = 64;

    private final LoweredFunction function;
    private final String name;

    LoweredView(LoweredFunction function, String name) {
        this.function = function;
        this.name = name;
    }

    /** The calls in order, then the slots they work on. */
    String kernels() {
        Program program = function.loops().program();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"call", "kernel", "slots", "sizes", "computes"});
        for (int i = 0; i < program.calls().size(); i++) {
            Program.Call call = program.calls().get(i);
            rows.add(new String[] {Integer.toString(i), "k" + call.kernel(), numbers(call.slots()),
                    call.sizes().stream().map(s -> function.loops().sizes().get(s).toString())
                            .collect(Collectors.joining(" ")), call.label().replaceAll("\\s+", " ")});
        }
        List<String[]> slots = new ArrayList<>();
        slots.add(new String[] {"slot", "region", "type", "size", "name"});
        function.schedule().slots().forEach(s -> slots.add(new String[] {Integer.toString(s.number()),
                region(s), s.dtype().text(), s.size().toString(), s.name()}));
        return program.calls().size() + " calls of " + program.kernels().size() + " kernels\n\n" + table(rows) + "\n"
                + table(slots);
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String region(Slot slot) {
        return slot.region().name().toLowerCase(Locale.ROOT);
    }

    /** The kernels as plain Java that computes the same bits. */
    String java() {
        return KernelPrinter.print(function.loops().program(), name);
    }

    /** The emitted class, disassembled by the JDK's javap. */
    String bytecode() {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow(() -> new CliException(
                "bytecode is shown by javap, which this Java runtime lacks; run with a JDK"));
        try {
            Path folder = Files.createTempDirectory("tapeless");
            Path file = folder.resolve(name + ".class");
            try {
                Files.write(file, function.emit(Form.best(), name));
                StringWriter text = new StringWriter();
                StringWriter errors = new StringWriter();
                if (javap.run(new PrintWriter(text), new PrintWriter(errors), "-c", "-p", file.toString()) != 0) {
                    throw new CliException("javap failed: " + errors);
                }
                return text.toString();
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new CliException("the class can't be written for javap: " + e.getMessage());
        }
    }

    /** Where every slot lies, and the peak beside the least that any plan needs. */
    String memory(int extent) {
        Layout layout = function.layout();
        int[] dims = new int[layout.symbols().size()];
        Arrays.fill(dims, extent);
        MemoryMap map = MemoryMap.of(layout, dims);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"slot", "region", "element", "offset", "elements", "bytes", "calls", "name"});
        for (Slot slot : function.schedule().slots()) {
            Layout.Slot placed = layout.slots().get(slot.number());
            long size = placed.size().evaluate(dims);
            String calls = slot.region() == Slot.Region.WORK ? placed.first() + "-" + placed.last() : "all";
            rows.add(new String[] {Integer.toString(slot.number()), region(slot),
                    placed.element().name().toLowerCase(Locale.ROOT),
                    placed.isVariable() ? "" : Long.toString(map.offsets().get(slot.number())), Long.toString(size),
                    Long.toString(size * placed.element().bytes()), calls, slot.name()});
        }
        return binding(extent) + table(rows) + "\n"
                + String.format(Locale.ROOT, "variables           %,15d bytes%n", map.variableBytes())
                + String.format(Locale.ROOT, "working memory      %,15d bytes%n", map.peakBytes())
                + String.format(Locale.ROOT, "largest live set    %,15d bytes, the least that any plan needs%n",
                        map.liveBytes());
    }

    /** What each call costs. */
    String cost(int extent) {
        int[] dims = new int[function.layout().symbols().size()];
        Arrays.fill(dims, extent);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"call", "operations", "bytes", "operations/byte", "computes"});
        long allFlops = 0;
        long allBytes = 0;
        for (ProgramCost.Call call : new ProgramCost(function).calls()) {
            long flops = call.flops().evaluate(dims);
            long bytes = call.bytes().evaluate(dims);
            rows.add(row(Integer.toString(rows.size() - 1), flops, bytes, call.label().replaceAll("\\s+", " ")));
            allFlops += flops;
            allBytes += bytes;
        }
        rows.add(row("all", allFlops, allBytes, ""));
        return "kernels as fused and called, " + binding(extent) + table(rows);
    }

    private static String[] row(String call, long flops, long bytes, String label) {
        return new String[] {call, Long.toString(flops), Long.toString(bytes),
                String.format(Locale.ROOT, "%.2f", (double) flops / Math.max(1, bytes)), label};
    }

    private String binding(int extent) {
        List<String> symbols = function.layout().symbols();
        return symbols.isEmpty() ? "no symbolic dimensions\n\n"
                : "with " + symbols.stream().map(s -> s + " = " + extent).collect(Collectors.joining(", ")) + "\n\n";
    }

    private static String table(List<String[]> rows) {
        StringWriter text = new StringWriter();
        TextTable.print(new PrintWriter(text, true), rows);
        return text.toString();
    }
}
