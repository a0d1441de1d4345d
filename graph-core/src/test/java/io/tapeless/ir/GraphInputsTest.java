package io.tapeless.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graph keeps the inputs that its outputs use, and those that alone show a dimension. */
class GraphInputsTest {
    private final GraphBuilder builder = new GraphBuilder();
    private final Dim batch = Dim.symbol("B");
    private final Node x = builder.add(new Leaf.Input("x", new TensorType(DType.F64, Shape.of(batch))));
    private final Node y = builder.add(new Leaf.Input("y", new TensorType(DType.F64, Shape.of(batch))));

    @Test
    void anUnusedInputIsForgotten() {
        assertEquals(List.of(x), builder.build("g", Map.of("x", x)).inputs());
    }

    /** {@code d²/dc² Σᵢ (c − xᵢ)² = 2·B}: no element of x, but how many there are. */
    @Test
    void anInputThatAloneShowsADimensionStays() {
        Node twos = builder.add(new Movement.Broadcast(Shape.of(batch), List.of(0)),
                builder.constant(new TensorType(DType.F64, Shape.of(new Dim[0])), 2));
        Node sum = builder.add(new Reduction.Reduce(Reduction.Kind.SUM, List.of(0)), twos);
        Graph graph = builder.build("g", Map.of("second", sum));
        assertEquals(List.of(x), graph.inputs());
        Value three = Value.of(DType.F64, new int[] {3}, 1, 2, 3);
        assertEquals(6, Interpreter.run(graph, Map.of("x", three), Map.of()).output("second").real(0));
    }
}
