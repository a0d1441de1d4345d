package io.tapeless.codegen.schedule;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Map;

/**
 * The steps of one graph: of a function, or of the body of a loop or choice.
 *
 * @param slotOf for each leaf in memory and each stored result, its slot
 */
public record Block(Graph graph, List<Schedule.Step> steps, Map<Node, Slot> slotOf) {
    public Block {
        steps = List.copyOf(steps);
        slotOf = Map.copyOf(slotOf);
    }
}
