package io.tapeless.codegen.schedule;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is run in what order over which slots.
 *
 * @param slotOf for each leaf in memory and each stored result, its slot
 * @param outputs for each output of the graph, the slot to read it from after the run
 */
public record Schedule(Graph graph, List<Step> steps, List<Slot> slots, Map<Node, Slot> slotOf,
        Map<String, Slot> outputs) {
    public Schedule {
        steps = List.copyOf(steps);
        slots = List.copyOf(slots);
        slotOf = Map.copyOf(slotOf);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** One kernel call. */
    public sealed interface Step {
        /** Computes and stores a cluster's results. */
        record Compute(Cluster cluster) implements Step {}

        /** Copies one slot to another of equal size. */
        record Copy(Slot from, Slot to) implements Step {}
    }
}
