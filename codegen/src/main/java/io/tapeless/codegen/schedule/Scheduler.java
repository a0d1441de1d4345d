package io.tapeless.codegen.schedule;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the schedule of a graph: clusters, what they store, the order they run in, and slots. */
public final class Scheduler {
    private final Graph graph;
    private final int limit;
    private final Dataflow flow;
    private final Slots slots;
    private final Map<Node, Slot> slotOf = new HashMap<>();
    private final List<Schedule.Step> first = new ArrayList<>();
    private final List<Schedule.Step> last = new ArrayList<>();

    private Scheduler(Graph graph, int limit, Slots slots) {
        this.graph = graph;
        this.limit = limit;
        this.slots = slots;
        ClusterGraph clusters = FusionPlanner.plan(graph, limit);
        StorePlanner.plan(graph, clusters, limit);
        this.flow = new Dataflow(clusters.clusters());
    }

    /**
     * The schedule of a verified graph.
     *
     * @param limit machine primitives for each element that the nodes fused into one kernel may take
     */
    public static Schedule schedule(Graph graph, int limit) {
        Slots slots = new Slots();
        Scheduler scheduler = new Scheduler(graph, limit, slots);
        scheduler.placeLeaves(Map.of());
        Map<String, Slot> outputs = scheduler.placeOutputs();
        scheduler.placeUpdates();
        return new Schedule(scheduler.block(), slots.all(), outputs);
    }

    /**
     * The steps of a body.
     *
     * @param slots the slots of the whole schedule; more are added
     * @param inputs by name, where the body's inputs are
     * @param outputs by name, where its outputs go: slots that are none of the inputs
     */
    static Block schedule(Graph body, int limit, Slots slots, Map<String, Slot> inputs, Map<String, Slot> outputs) {
        Scheduler scheduler = new Scheduler(body, limit, slots);
        scheduler.placeLeaves(inputs);
        scheduler.placeOutputs(outputs);
        return scheduler.block();
    }

    private Block block() {
        Map<Node, Integer> positions = new HashMap<>();
        graph.nodes().forEach(n -> positions.put(n, positions.size()));
        List<Schedule.Step> steps = new ArrayList<>(first);
        for (Cluster cluster : new KernelOrder(flow, positions, this::isWork).sorted()) {
            cluster.stored().stream().filter(n -> !slotOf.containsKey(n))
                    .forEach(n -> slotOf.put(n, slots.of(Slot.Region.WORK, n, "")));
            if (cluster.kind() == Cluster.Kind.CONTROL) {
                steps.addAll(new ControlScheduler(slots, limit, slotOf, cluster).schedule());
            } else {
                steps.add(new Schedule.Step.Compute(cluster));
            }
        }
        steps.addAll(last);
        return new Block(graph, steps, slotOf);
    }

    /** True for results that get a slot of their own, which others may use before and after. */
    private boolean isWork(Node node) {
        return !Views.isStoredLeaf(node) && !slotOf.containsKey(node);
    }

    /** @param given where inputs are, by name; others get slots of their own */
    private void placeLeaves(Map<String, Slot> given) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Leaf.Input input) {
                slotOf.put(node, given.containsKey(input.name()) ? given.get(input.name())
                        : slots.of(Slot.Region.INPUT, node, input.name()));
            } else if (node.op() instanceof Leaf.Variable variable) {
                slotOf.put(node, slots.of(Slot.Region.VARIABLE, node, variable.name()));
            } else if (Views.isStoredLeaf(node)) {
                slotOf.put(node, slots.constant(((Leaf.Constant) node.op()).value()));
            }
        }
    }

    /** Each output of a body is computed in its slot; one that is there elsewhere is copied. */
    private void placeOutputs(Map<String, Slot> targets) {
        graph.outputs().forEach((name, node) -> {
            Node result = StorePlanner.resultOf(node);
            Slot known = slotOf.putIfAbsent(result, targets.get(name));
            if (known != null) {
                last.add(new Schedule.Step.Copy(known, targets.get(name)));
            }
        });
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
                Slot saved = slots.of(Slot.Region.WORK, variable, "");
                first.add(new Schedule.Step.Copy(slotOf.get(result), saved));
                last.add(new Schedule.Step.Copy(saved, target));
            } else if (!slotOf.containsKey(result) && canReplace(variable, result)) {
                slotOf.put(result, target);
            } else {
                Slot own = slotOf.computeIfAbsent(result, n -> slots.of(Slot.Region.WORK, n, ""));
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
            return value.operand(0) == variable
                    && !flow.loads(cluster, value.operands().subList(1, 3)).contains(variable);
        }
        boolean oneVisit = cluster.reduced().isEmpty() || value.shape().equals(cluster.kept());
        return oneVisit && flow.loadsInStep(cluster, variable, value.shape());
    }

    private Map<String, Slot> placeOutputs() {
        Map<String, Slot> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> {
            Node result = StorePlanner.resultOf(node);
            if (Views.isStoredLeaf(result)) {
                Slot copy = slots.of(Slot.Region.OUTPUT, result, name);
                first.add(new Schedule.Step.Copy(slotOf.get(result), copy));
                outputs.put(name, copy);
            } else {
                outputs.put(name, slotOf.computeIfAbsent(result, n -> slots.of(Slot.Region.OUTPUT, n, name)));
            }
        });
        return outputs;
    }
}
