package io.tapeless.testkit;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The loops and choices that have one operation less in a body: an operand of its type stands for it, or ½. */
final class SimplerBodies {
    private SimplerBodies() {}

    static List<Control> of(Control control) {
        List<Control> simpler = new ArrayList<>();
        for (int i = 0; i < control.bodies().size(); i++) {
            for (Graph body : ofBody(control.bodies().get(i))) {
                List<Graph> bodies = new ArrayList<>(control.bodies());
                bodies.set(i, body);
                simpler.add(control.withBodies(bodies));
            }
        }
        return simpler;
    }

    private static List<Graph> ofBody(Graph body) {
        List<Node> latestFirst = new ArrayList<>(body.nodes());
        Collections.reverse(latestFirst);
        List<Graph> simpler = new ArrayList<>();
        for (Node node : latestFirst) {
            node.operands().stream().filter(o -> o.type().equals(node.type()))
                    .forEach(o -> simpler.add(replaced(body, node, (g, copies) -> copies.get(o))));
            if (node.dtype().isFloat() && !node.operands().isEmpty() && !isConstant(node)) {
                simpler.add(replaced(body, node, (g, copies) -> g.constant(node.type(), 0.5)));
            }
        }
        return simpler;
    }

    private static boolean isConstant(Node node) {
        return node.op() instanceof Movement.Broadcast && node.operands().get(0).op() instanceof Leaf.Constant;
    }

    private static Graph replaced(Graph body, Node node, BiFunction<GraphBuilder, Map<Node, Node>, Node> by) {
        GraphBuilder builder = new GraphBuilder();
        Map<Node, Node> copies = new HashMap<>();
        for (Node old : body.nodes()) {
            copies.put(old, old == node ? by.apply(builder, copies)
                    : builder.add(old.op(), old.operands().stream().map(copies::get).toList()));
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        body.outputs().forEach((name, output) -> outputs.put(name, copies.get(output)));
        return builder.build(body.name(), outputs);
    }
}
