package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Places for the nodes of a graph and ways for its edges (Sugiyama et al. 1981): each node in the layer below its
 * operands; inputs, and what depends on none, just above the first user. An operand whose users are farther below has a
 * narrow place in each layer between, which its edges share. Places of a layer are ordered by the barycentres of what
 * they are joined to, and then drawn as near to them as order and widths allow.
 */
final class LayeredLayout {
    private static final int SWEEPS = 8;
    /** Of a place that edges pass, in widths of a node. */
    private static final double PASS_WIDTH = 0.15;

    /**
     * A place.
     *
     * @param x of its centre, in widths of a node from the left
     * @param layer from the top
     */
    record Place(double x, int layer) {}

    /** Where a node is, or where its edges pass a layer. */
    private static final class Cell {
        private final double width;
        private final List<Cell> above = new ArrayList<>();
        private final List<Cell> below = new ArrayList<>();
        private double x;
        private double wish;

        Cell(double width) {
            this.width = width;
        }

        void join(Cell lower) {
            below.add(lower);
            lower.above.add(this);
        }

        /** The middle of what it is joined to on one side, if that is anything. */
        void wish(boolean upwards) {
            wish = (upwards ? above : below).stream().mapToDouble(cell -> cell.x).average().orElse(x);
        }
    }

    private final Graph graph;
    private final Map<Node, List<Node>> users;
    private final Map<Node, Integer> layerOf = new HashMap<>();
    /** The cell of each node, then those in which its edges pass the layers below. */
    private final Map<Node, List<Cell>> columns = new HashMap<>();
    private final List<List<Cell>> layers = new ArrayList<>();

    private LayeredLayout(Graph graph) {
        this.graph = graph;
        this.users = graph.users();
    }

    static LayeredLayout of(Graph graph) {
        LayeredLayout layout = new LayeredLayout(graph);
        layout.assignLayers();
        layout.makeCells();
        layout.orderLayers();
        layout.placeCells();
        return layout;
    }

    Place place(Node node) {
        return place(node, layerOf.get(node));
    }

    /** Where the edge between two nodes passes the layers between them, from top to bottom. */
    List<Place> way(Node operand, Node user) {
        List<Place> way = new ArrayList<>();
        for (int layer = layerOf.get(operand) + 1; layer < layerOf.get(user); layer++) {
            way.add(place(operand, layer));
        }
        return way;
    }

    /** In widths of a node. */
    double width() {
        return layers.stream().flatMap(List::stream).mapToDouble(cell -> cell.x + cell.width / 2).max().orElse(1);
    }

    int layers() {
        return layers.size();
    }

    private Place place(Node node, int layer) {
        return new Place(cell(node, layer).x, layer);
    }

    private Cell cell(Node node, int layer) {
        return columns.get(node).get(layer - layerOf.get(node));
    }

    private void assignLayers() {
        for (Node node : graph.nodes()) {
            layerOf.put(node, node.operands().stream().mapToInt(o -> layerOf.get(o) + 1).max().orElse(0));
        }
        Set<Node> fed = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operands().stream().anyMatch(o -> o.op() instanceof Leaf.Input || fed.contains(o))) {
                fed.add(node);
            }
        }
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (!fed.contains(node)) {
                users.get(node).stream().mapToInt(u -> layerOf.get(u) - 1).min().ifPresent(l -> layerOf.put(node, l));
            }
        }
    }

    private void makeCells() {
        for (Node node : graph.nodes()) {
            int first = layerOf.get(node);
            int last = users.get(node).stream().mapToInt(u -> layerOf.get(u) - 1).max().orElse(first);
            List<Cell> column = new ArrayList<>();
            for (int layer = first; layer <= last; layer++) {
                Cell cell = new Cell(layer == first ? 1 : PASS_WIDTH);
                if (layer > first) {
                    column.get(column.size() - 1).join(cell);
                }
                column.add(cell);
                while (layers.size() <= layer) {
                    layers.add(new ArrayList<>());
                }
                layers.get(layer).add(cell);
            }
            columns.put(node, column);
        }
        for (Node node : graph.nodes()) {
            int layer = layerOf.get(node);
            node.operands().stream().distinct().forEach(o -> cell(o, layer - 1).join(cell(node, layer)));
        }
    }

    private void orderLayers() {
        layers.forEach(LayeredLayout::pack);
        sweep(layer -> {
            layer.sort(Comparator.comparingDouble(cell -> cell.wish));
            pack(layer);
        });
    }

    /** One beside the other, around the middle. */
    private static void pack(List<Cell> layer) {
        double x = -layer.stream().mapToDouble(cell -> cell.width).sum() / 2;
        for (Cell cell : layer) {
            cell.x = x + cell.width / 2;
            x += cell.width;
        }
    }

    private void placeCells() {
        sweep(LayeredLayout::approach);
        double left = layers.stream().flatMap(List::stream).mapToDouble(cell -> cell.x - cell.width / 2).min().orElse(0);
        layers.forEach(layer -> layer.forEach(cell -> cell.x -= left));
    }

    /** Down and up by turns. */
    private void sweep(Consumer<List<Cell>> action) {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Cell> layer = layers.get(down ? i : layers.size() - 1 - i);
                layer.forEach(cell -> cell.wish(down));
                action.accept(layer);
            }
        }
    }

    /** Cells that stand close together, whose middle has the least squares of distances to their wishes. */
    private record Block(double wishes, int count) {
        double middle() {
            return wishes / count;
        }
    }

    /**
     * The x that are nearest to the wishes, in the sum of squares, among those that keep order and widths: isotonic
     * regression of the wishes less the widths at their left, by pooling adjacent violators.
     */
    private static void approach(List<Cell> layer) {
        Deque<Block> blocks = new ArrayDeque<>();
        double left = 0;
        for (Cell cell : layer) {
            Block block = new Block(cell.wish - left - cell.width / 2, 1);
            while (!blocks.isEmpty() && blocks.getLast().middle() > block.middle()) {
                Block last = blocks.removeLast();
                block = new Block(last.wishes + block.wishes, last.count + block.count);
            }
            blocks.add(block);
            left += cell.width;
        }
        left = 0;
        int i = 0;
        for (Block block : blocks) {
            for (int end = i + block.count; i < end; i++) {
                Cell cell = layer.get(i);
                cell.x = block.middle() + left + cell.width / 2;
                left += cell.width;
            }
        }
    }
}
