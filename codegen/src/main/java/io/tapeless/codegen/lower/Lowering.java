package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Block;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lowers a schedule, step by step, bodies of loops and choices included; equal kernels become one. */
public final class Lowering {
    private final Map<Kernel, Integer> kernels = new LinkedHashMap<>();
    private final List<Dim> sizes = new ArrayList<>();

    private Lowering() {}

    public static LoweredProgram lower(Schedule schedule) {
        Lowering lowering = new Lowering();
        List<Program.Step> steps = lowering.steps(schedule.block());
        return new LoweredProgram(new Program(List.copyOf(lowering.kernels.keySet()), steps), lowering.sizes);
    }

    private List<Program.Step> steps(Block block) {
        return block.steps().stream().map(step -> step(block, step)).toList();
    }

    private Program.Step step(Block block, Schedule.Step step) {
        if (step instanceof Schedule.Step.Compute compute) {
            return call(compute(block, compute.cluster()));
        } else if (step instanceof Schedule.Step.Copy copy) {
            return call(copy(copy));
        } else if (step instanceof Schedule.Step.When when) {
            return new Program.When(when.condition().number(), steps(when.then()), steps(when.otherwise()));
        }
        Schedule.Step.Repeat repeat = (Schedule.Step.Repeat) step;
        return new Program.Repeat(number(repeat.length()), repeat.reverse(), number(repeat.counter()),
                repeat.windows().stream().map(this::window).toList(),
                repeat.start().stream().map(copy -> call(copy(copy))).toList(), steps(repeat.body()));
    }

    private Program.Window window(Schedule.Window window) {
        return new Program.Window(window.slot().number(), window.turns().stream().map(Slot::number).toList(),
                window.stride().map(this::number).orElse(-1), window.shift(), number(window.first()),
                number(window.last()));
    }

    private static int number(Optional<Slot> slot) {
        return slot.map(Slot::number).orElse(-1);
    }

    private Program.Call call(LoweredKernel lowered) {
        int kernel = kernels.computeIfAbsent(lowered.kernel(), k -> kernels.size());
        return new Program.Call(kernel, lowered.slots().stream().map(Slot::number).toList(),
                lowered.sizes().stream().map(this::number).toList(), lowered.label(), lowered.source());
    }

    private int number(Dim dim) {
        if (!sizes.contains(dim)) {
            sizes.add(dim);
        }
        return sizes.indexOf(dim);
    }

    private static LoweredKernel compute(Block block, Cluster cluster) {
        KernelBuilder kernel = new KernelBuilder();
        ValueLowering values = new ValueLowering(block, cluster, kernel);
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
            case DECOMPOSITION -> {
                MatrixCells cells = new MatrixCells(cluster.anchor(), kernel, values);
                independent = cells.isBatch();
                cells.each(() -> ((Decomposition) cluster.anchor().op()).choose(new DecompositionLowering(cells)).run());
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
                IndexedLowering lowering = new IndexedLowering(cluster, kernel, values);
                independent = cluster.anchor().op() instanceof Movement.Pad && lowering.pad();
                if (cluster.anchor().op() instanceof Movement.Concat) {
                    lowering.concat();
                }
            }
            case CONTROL -> throw new IllegalStateException("control flow is scheduled, not computed by a kernel");
        }
        return kernel.finish(independent, label(block.graph(), cluster), site(cluster));
    }

    private static LoweredKernel copy(Schedule.Step.Copy copy) {
        KernelBuilder kernel = new KernelBuilder();
        kernel.loop(copy.from().size(), Stmt.Mode.LANES,
                at -> kernel.store(copy.to(), at, kernel.declare(kernel.load(copy.from(), at))));
        return kernel.finish(true, "copy" + (copy.to().name().isEmpty() ? "" : " to " + copy.to().name()), Site.UNKNOWN);
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
