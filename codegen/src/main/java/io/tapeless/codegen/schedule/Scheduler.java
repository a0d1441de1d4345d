package io.tapeless.codegen.schedule;

import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the schedule of a graph: clusters, what they store, the order they run in, and slots. */
public final class Scheduler {
    private final Graph graph;
    private final Dataflow flow;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Node, Slot> slotOf = new HashMap<>();
    private final Map<String, Slot> outputs = new LinkedHashMap<>();
    private final List<Schedule.Step> first = new ArrayList<>();
    private final List<Schedule.Step> last = new ArrayList<>();

    private Scheduler(Graph graph, int limit) {
        this.graph = graph;
        ClusterGraph clusters = FusionPlanner.plan(graph, limit);
        StorePlanner.plan(graph, clusters);
        this.flow = new Dataflow(clusters.clusters());
    }

    /**
     * The schedule of a verified graph.
     *
     * @param limit machine primitives for each element that the nodes fused into one kernel may take
     */
    public static Schedule schedule(Graph graph, int limit) {
        return new Scheduler(graph, limit).schedule();
    }

    private Schedule schedule() {
        placeLeaves();
        placeOutputs();
        placeUpdates();
        Map<Node, Integer> positions = new HashMap<>();
        graph.nodes().forEach(n -> positions.put(n, positions.size()));
        List<Schedule.Step> steps = new ArrayList<>(first);
        for (Cluster cluster : flow.sorted(positions)) {
            cluster.stored().stream().filter(n -> !slotOf.containsKey(n))
                    .forEach(n -> slotOf.put(n, slot(Slot.Region.WORK, n, "")));
            steps.add(new Schedule.Step.Compute(cluster));
        }
        steps.addAll(last);
        return new Schedule(graph, steps, slots, slotOf, outputs);
    }

    private void placeLeaves() {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Leaf.Input input) {
                slotOf.put(node, slot(Slot.Region.INPUT, node, input.name()));
            } else if (node.op() instanceof Leaf.Variable variable) {
                slotOf.put(node, slot(Slot.Region.VARIABLE, node, variable.name()));
            } else if (Views.isStoredLeaf(node)) {
                Literal value = ((Leaf.Constant) node.op()).value();
                slotOf.put(node, slot(Slot.Region.CONSTANT, node.dtype(), node.shape(), "", Optional.of(value)));
            }
        }
    }

    private Slot slot(Slot.Region region, Node node, String name) {
        return slot(region, node.dtype(), node.shape(), name, Optional.empty());
    }

    private Slot slot(Slot.Region region, DType dtype, Shape shape, String name, Optional<Literal> constant) {
        Slot slot = new Slot(slots.size(), region, dtype, shape.size(), name, constant);
        slots.add(slot);
        return slot;
    }

    /** Each new value is computed right in its variable's slot where the old value is no longer needed. */
    private void placeUpdates() {
        graph.updates().forEach((variable, value) -> {
            Node result = StorePlanner.resultOf(value);
            Slot target = slotOf.get(variable);
            if (result == variable) {
                return;
            }
            if (Views.isStoredLeaf(result)) {
                Slot saved = slot(Slot.Region.WORK, variable, "");
                first.add(new Schedule.Step.Copy(slotOf.get(result), saved));
                last.add(new Schedule.Step.Copy(saved, target));
            } else if (!slotOf.containsKey(result) && canReplace(variable, result)) {
                slotOf.put(result, target);
            } else {
                Slot own = slotOf.computeIfAbsent(result, n -> slot(Slot.Region.WORK, n, ""));
                last.add(new Schedule.Step.Copy(own, target));
            }
        });
    }

    /** True if the old value can be overwritten by the new one; the readers of the old are then ordered before. */
    private boolean canReplace(Node variable, Node value) {
        Cluster cluster = flow.writer(value);
        Set<Cluster> readers = flow.clusters().stream()
                .filter(c -> flow.loads(c).contains(variable))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean readsInStep = !readers.contains(cluster) || readsInStep(cluster, variable, value);
        return readsInStep && flow.order(readers, cluster);
    }

    /** True if the kernel reads the old element only where it then stores the new one. */
    private boolean readsInStep(Cluster cluster, Node variable, Node value) {
        if (cluster.kind() == Cluster.Kind.SCATTER) {
            return value.operand(0) == variable && value.operands().subList(1, 3).stream()
                    .noneMatch(o -> Views.source(o) == variable);
        }
        boolean oneVisit = cluster.reduced().isEmpty() || value.shape().equals(cluster.kept());
        return oneVisit && flow.loadsInStep(cluster, variable, value.shape());
    }

    private void placeOutputs() {
        graph.outputs().forEach((name, node) -> {
            Node result = StorePlanner.resultOf(node);
            if (Views.isStoredLeaf(result)) {
                Slot copy = slot(Slot.Region.OUTPUT, result, name);
                first.add(new Schedule.Step.Copy(slotOf.get(result), copy));
                outputs.put(name, copy);
            } else {
                outputs.put(name, slotOf.computeIfAbsent(result, n -> slot(Slot.Region.OUTPUT, n, name)));
            }
        });
    }
}
