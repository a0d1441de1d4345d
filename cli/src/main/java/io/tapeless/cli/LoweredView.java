package io.tapeless.cli;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ProgramCost;
import io.tapeless.codegen.SavedValues;
import io.tapeless.codegen.loop.KernelPrinter;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.MemoryMap;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.inspect.CostCard;
import io.tapeless.ir.Site;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Views of a function below the graph: calls, code, memory, cost. */
final class LoweredView {
    /** Extent of symbolic dimensions where nobody says one. */
    static final int USUAL_EXTENT = 64;

    private final LoweredFunction function;
    private final String name;

    LoweredView(LoweredFunction function, String name) {
        this.function = function;
        this.name = name;
    }

    /** The calls in order, and the slots they work on. */
    Facts kernels() {
        Program program = function.loops().program();
        Table calls = new Table("call", "kernel", "slots", "sizes", "computes");
        for (int i = 0; i < program.calls().size(); i++) {
            Program.Call call = program.calls().get(i);
            calls.add(i, "k" + call.kernel(), words(call.slots()),
                    words(call.sizes().stream().map(function.loops().sizes()::get).toList()), line(call.label()));
        }
        Table slots = new Table("slot", "region", "type", "size", "name");
        function.schedule().slots().forEach(s -> slots.add(s.number(), region(s), s.dtype().text(), s.size(),
                s.name()));
        return new Facts().with("model", name).with("kernels", program.kernels().size()).with("calls", calls)
                .with("slots", slots);
    }

    private static String words(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String line(String label) {
        return label.replaceAll("\\s+", " ");
    }

    private static String region(Slot slot) {
        return slot.region().name().toLowerCase(Locale.ROOT);
    }

    /** The kernels as plain Java that computes the same bits. */
    String java() {
        return KernelPrinter.print(function.loops().program(), name);
    }

    /** Where every slot lies, the peak beside the least that any plan needs, and what the backward pass needs of it. */
    Facts memory(int extent) {
        Layout layout = function.layout();
        int[] dims = dims(extent);
        MemoryMap map = MemoryMap.of(layout, dims);
        Table slots = new Table("slot", "region", "element", "offset", "elements", "bytes", "calls", "name");
        for (Slot slot : function.schedule().slots()) {
            Layout.Slot placed = layout.slots().get(slot.number());
            long size = placed.size().evaluate(dims);
            String calls = slot.region() == Slot.Region.WORK ? placed.first() + "-" + placed.last() : "all";
            slots.add(slot.number(), region(slot), placed.element().name().toLowerCase(Locale.ROOT),
                    placed.isVariable() || placed.isWindow() ? "" : map.offsets().get(slot.number()), size,
                    size * placed.element().bytes(), calls, slot.name());
        }
        Facts facts = new Facts().with("model", name).with("dimensions", binding(extent))
                .with("bytes of variables", map.variableBytes()).with("bytes of working memory", map.peakBytes())
                .with("bytes of largest live set", map.liveBytes());
        addSaved(facts, dims);
        return facts.with("slots", slots);
    }

    private void addSaved(Facts facts, int[] dims) {
        Table saved = new Table("kept slot", "operation", "type", "bytes", "for checkpoint", "declared", "name");
        List<SavedValues.Row> rows = SavedValues.of(function.schedule()).rows();
        for (SavedValues.Row row : rows) {
            saved.add(row.slot().number(), row.operation(), row.type().toString(), bytes(row, dims),
                    row.checkpoint().map(Site::toString).orElse(""), row.site().toString(), row.name());
        }
        facts.with("bytes kept for the backward pass", savedBytes(rows, dims)).with("kept", saved);
    }

    private long savedBytes(List<SavedValues.Row> rows, int[] dims) {
        return rows.stream().mapToLong(row -> bytes(row, dims)).sum();
    }

    private long bytes(SavedValues.Row row, int[] dims) {
        Layout.Slot placed = function.layout().slots().get(row.slot().number());
        return placed.size().evaluate(dims) * placed.element().bytes();
    }

    /** What each node costs on its own, and each call as fused. */
    Facts cost(int extent) {
        CostCard card = CostCard.of(function.graph());
        Table nodes = new Table("node", "operations", "bytes read", "bytes written");
        card.rows().forEach(row -> nodes.add(row.node(), row.operations(), row.bytesRead(), row.bytesWritten()));
        nodes.add("all", card.operations(), card.bytesRead(), card.bytesWritten());
        int[] dims = dims(extent);
        Table calls = new Table("call", "operations", "bytes", "operations per byte", "computes");
        ProgramCost cost = new ProgramCost(function);
        int number = 0;
        for (ProgramCost.Call call : cost.calls()) {
            add(calls, number++, call, dims, line(call.label()));
        }
        ProgramCost.Call total = cost.total();
        add(calls, total.label(), total, dims, "");
        return new Facts().with("model", name).with("parameters", card.parameters()).with("nodes", nodes)
                .with("dimensions of calls", binding(extent)).with("calls", calls);
    }

    private static void add(Table calls, Object name, ProgramCost.Call call, int[] dims, String computes) {
        long flops = call.flops().evaluate(dims);
        long bytes = call.bytes().evaluate(dims);
        calls.add(name, flops, bytes, flops / Math.max(1.0, bytes), computes);
    }

    /** What a run computes, moves and holds in all. */
    Facts totals(int extent) {
        int[] dims = dims(extent);
        ProgramCost.Call total = new ProgramCost(function).total();
        long operations = total.flops().evaluate(dims);
        long bytes = total.bytes().evaluate(dims);
        MemoryMap map = MemoryMap.of(function.layout(), dims);
        return new Facts().with("dimensions", binding(extent))
                .with("parameters", Numbers.count(CostCard.of(function.graph()).parameters()))
                .with("operations", Numbers.count(operations))
                .with("bytes moved", Numbers.count(bytes))
                .with("operations per byte", Numbers.shown(operations / Math.max(1.0, bytes)))
                .with("bytes of variables", Numbers.count(map.variableBytes()))
                .with("bytes of working memory", Numbers.count(map.peakBytes()))
                .with("bytes kept for the backward pass", Numbers.count(
                        savedBytes(SavedValues.of(function.schedule()).rows(), dims)));
    }

    private int[] dims(int extent) {
        int[] dims = new int[function.layout().symbols().size()];
        Arrays.fill(dims, extent);
        return dims;
    }

    private Map<String, Integer> binding(int extent) {
        Map<String, Integer> binding = new LinkedHashMap<>();
        function.layout().symbols().forEach(symbol -> binding.put(symbol, extent));
        return binding;
    }
}
