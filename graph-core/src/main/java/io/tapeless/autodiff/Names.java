package io.tapeless.autodiff;

import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a builder's nodes, and the naming law: the adjoint of {@code x} is {@code x_adj}. */
final class Names {
    private final GraphBuilder builder;
    private final Map<String, Node> taken;
    private final Map<Node, List<String>> names = new HashMap<>();

    Names(GraphBuilder builder) {
        this.builder = builder;
        this.taken = new HashMap<>(builder.names());
        taken.keySet().stream().sorted()
                .forEach(name -> names.computeIfAbsent(taken.get(name), n -> new ArrayList<>()).add(name));
    }

    private List<String> of(Node node) {
        List<String> given = names.get(node);
        if (given != null) {
            return given;
        }
        if (node.op() instanceof Leaf.Variable variable) {
            return List.of(variable.name());
        }
        return node.op() instanceof Leaf.Input input ? List.of(input.name()) : List.of();
    }

    /** Names an adjoint after its node; a further one, as of another result, gets a number: {@code x_adj_2}. */
    void nameAdjoint(Node node, Node adjoint) {
        for (String name : of(node)) {
            String candidate = name + "_adj";
            for (int i = 2; taken.getOrDefault(candidate, adjoint) != adjoint; i++) {
                candidate = name + "_adj_" + i;
            }
            taken.put(candidate, adjoint);
            builder.name(candidate, adjoint);
        }
    }

    /** {@code logits (matmul : f32[B, 10] at Digits.model.java:16:5)}, for messages. */
    String describe(Node node) {
        List<String> given = of(node);
        return given.isEmpty() ? node.toString() : given.get(0) + " (" + node + ")";
    }
}
