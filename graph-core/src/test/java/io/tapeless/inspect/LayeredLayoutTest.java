package io.tapeless.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.inspect.LayeredLayout.Place;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph "skips" {
              %0 = input "x" : f32[3]
              %1 = variable{trainable} "w" : f32[3]
              %2 = neg %1 : f32[3]
              %3 = exp %0 : f32[3]
              %4 = sin %3 : f32[3]
              %5 = cos %4 : f32[3]
              %6 = mul %5, %2 : f32[3]
              %7 = add %6, %0 : f32[3]
              output y = %7
            }
            """);
    private final LayeredLayout layout = LayeredLayout.of(GRAPH);

    private Place place(int node) {
        return layout.place(GRAPH.nodes().get(node));
    }

    @Test
    void nodesAreBelowTheirOperands() {
        for (Node node : GRAPH.nodes()) {
            node.operands().forEach(o -> assertTrue(layout.place(o).layer() < layout.place(node).layer()));
        }
        assertEquals(6, layout.layers());
    }

    @Test
    void whatDependsOnNoInputIsJustAboveItsUser() {
        assertEquals(3, place(2).layer());
        assertEquals(2, place(1).layer());
    }

    @Test
    void boxesOfALayerAreApart() {
        List<Node> nodes = GRAPH.nodes();
        for (Node a : nodes) {
            for (Node b : nodes) {
                Place p = layout.place(a);
                Place q = layout.place(b);
                assertTrue(a == b || p.layer() != q.layer() || Math.abs(p.x() - q.x()) > 1 - 1e-9, p + " and " + q);
            }
        }
    }

    @Test
    void edgesPassBesideBoxes() {
        List<Place> way = layout.way(GRAPH.nodes().get(0), GRAPH.nodes().get(7));
        assertEquals(List.of(1, 2, 3, 4), way.stream().map(Place::layer).toList());
        for (Place pass : way) {
            GRAPH.nodes().stream().map(layout::place).filter(p -> p.layer() == pass.layer())
                    .forEach(p -> assertTrue(Math.abs(p.x() - pass.x()) > 0.5, p + " and " + pass));
        }
    }
}
