package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lowers a schedule, step by step; equal kernels become one. */
public final class Lowering {
    private final Schedule schedule;
    private final Map<Kernel, Integer> kernels = new LinkedHashMap<>();
    private final List<Program.Call> calls = new ArrayList<>();
    private final List<Dim> sizes = new ArrayList<>();

    private Lowering(Schedule schedule) {
        this.schedule = schedule;
    }

    public static LoweredProgram lower(Schedule schedule) {
        Lowering lowering = new Lowering(schedule);
        schedule.steps().forEach(step -> lowering.add(step instanceof Schedule.Step.Compute compute
                ? lowering.compute(compute.cluster()) : lowering.copy((Schedule.Step.Copy) step)));
        return new LoweredProgram(new Program(List.copyOf(lowering.kernels.keySet()), lowering.calls), lowering.sizes);
    }

    private void add(LoweredKernel lowered) {
        int kernel = kernels.computeIfAbsent(lowered.kernel(), k -> kernels.size());
        calls.add(new Program.Call(kernel, lowered.slots().stream().map(Slot::number).toList(),
                lowered.sizes().stream().map(this::number).toList(), lowered.label(), lowered.source()));
    }

    private int number(Dim dim) {
        if (!sizes.contains(dim)) {
            sizes.add(dim);
        }
        return sizes.indexOf(dim);
    }

    private LoweredKernel compute(Cluster cluster) {
        KernelBuilder kernel = new KernelBuilder();
        ValueLowering values = new ValueLowering(schedule, cluster, kernel);
        boolean independent = true;
        switch (cluster.kind()) {
            case LOOPS -> new LoopLowering(cluster, kernel, values).lower();
            case CONTRACTION -> new ContractionLowering(cluster, kernel, values).lower();
            case ARG_REDUCTION -> new IndexedLowering(cluster, kernel, values).argReduce();
            case FOLD -> {
                FoldLowering fold = new FoldLowering(cluster, kernel, values);
                independent = fold.isIndependent();
                fold.lower();
            }
            case SORT -> {
                SortLowering sort = new SortLowering(cluster, kernel, values);
                independent = sort.isIndependent();
                sort.lower();
            }
            case SCATTER -> {
                independent = false;
                new IndexedLowering(cluster, kernel, values).scatterAdd();
            }
            case JOIN -> {
                independent = false;
                IndexedLowering lowering = new IndexedLowering(cluster, kernel, values);
                if (cluster.anchor().op() instanceof Movement.Pad) {
                    lowering.pad();
                } else {
                    lowering.concat();
                }
            }
        }
        return kernel.finish(independent, label(schedule.graph(), cluster), site(cluster));
    }

    private LoweredKernel copy(Schedule.Step.Copy copy) {
        KernelBuilder kernel = new KernelBuilder();
        kernel.loop(copy.from().size(), Stmt.Mode.LANES,
                at -> kernel.store(copy.to(), at, kernel.declare(kernel.load(copy.from(), at))));
        return kernel.finish(true, "copy to " + copy.to().name(), Site.UNKNOWN);
    }

    /** Where the first result was declared. */
    private static Site site(Cluster cluster) {
        return cluster.stored().get(0).origin().site();
    }

    /** {@code hidden = matmul add relu (Digits.model.java:17)}. */
    private static String label(Graph graph, Cluster cluster) {
        String names = graph.names().entrySet().stream()
                .filter(e -> cluster.stored().contains(e.getValue()))
                .map(Map.Entry::getKey).collect(Collectors.joining(", "));
        String ops = cluster.members().stream().map(n -> n.op().mnemonic()).distinct().limit(6)
                .collect(Collectors.joining(" "));
        Site site = site(cluster);
        return (names.isEmpty() ? "" : names + " = ") + ops + (site.isKnown() ? " (" + site + ")" : "");
    }
}
