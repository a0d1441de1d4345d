package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places for the nodes of a graph: each in the layer below its operands, leaves just above their first
 * user, and within a layer near the middle of what it is joined to (Sugiyama et al. 1981, barycentres).
 */
final class LayeredLayout {
    private static final int SWEEPS = 8;

    private final Graph graph;
    private final Map<Node, List<Node>> users;
    private final Map<Node, Integer> layerOf = new HashMap<>();
    private final List<List<Node>> layers = new ArrayList<>();
    private final Map<Node, Double> places = new HashMap<>();

    private LayeredLayout(Graph graph) {
        this.graph = graph;
        this.users = graph.users();
    }

    /** The nodes of each layer from left to right, the layers from top to bottom. */
    static List<List<Node>> of(Graph graph) {
        LayeredLayout layout = new LayeredLayout(graph);
        layout.assignLayers();
        layout.orderLayers();
        return layout.layers;
    }

    private void assignLayers() {
        for (Node node : graph.nodes()) {
            layerOf.put(node, node.operands().stream().mapToInt(o -> layerOf.get(o) + 1).max().orElse(0));
        }
        for (Node node : graph.nodes()) {
            if (node.operands().isEmpty()) {
                layerOf.put(node, users.get(node).stream().mapToInt(u -> layerOf.get(u) - 1).min().orElse(0));
            }
        }
        for (Node node : graph.nodes()) {
            while (layers.size() <= layerOf.get(node)) {
                layers.add(new ArrayList<>());
            }
            layers.get(layerOf.get(node)).add(node);
        }
    }

    private void orderLayers() {
        layers.forEach(this::place);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Node> layer = layers.get(down ? i : layers.size() - 1 - i);
                Map<Node, Double> middles = new HashMap<>();
                layer.forEach(n -> middles.put(n, middle(down ? n.operands() : users.get(n), places.get(n))));
                layer.sort(Comparator.comparing(middles::get));
                place(layer);
            }
        }
    }

    private void place(List<Node> layer) {
        for (int i = 0; i < layer.size(); i++) {
            places.put(layer.get(i), i - (layer.size() - 1) / 2.0);
        }
    }

    private double middle(List<Node> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(places::get).average().orElse(otherwise);
    }
}
