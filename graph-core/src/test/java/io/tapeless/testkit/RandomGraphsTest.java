package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {
    private static final RandomGraphs.Options F32 = new RandomGraphs.Options(DType.F32, 25, false);
    private static final RandomGraphs.Options F64 = new RandomGraphs.Options(DType.F64, 25, true);

    @Test
    void sameSeedSameGraph() {
        assertEquals(RandomGraphs.generate(5, F32).toString(), RandomGraphs.generate(5, F32).toString());
    }

    @Test
    void textOfRandomGraphsIsReadBack() {
        for (long seed = 0; seed < 150; seed++) {
            Graph graph = GraphVerifier.verify(RandomGraphs.generate(seed, seed % 2 == 0 ? F32 : F64).graph());
            String text = graph.toString();
            Graph read = GraphVerifier.verify(GraphParser.parse(text));
            assertEquals(graph, read, () -> text);
            assertEquals(text, read.toString());
        }
    }

    @Test
    void textOfGradientsIsReadBack() {
        for (long seed = 0; seed < 30; seed++) {
            Graph forward = RandomGraphs.generate(seed, F64).graph();
            GraphBuilder g = GraphBuilder.extending(forward);
            List<Node> leaves = forward.nodes().stream()
                    .filter(n -> n.operands().isEmpty() && n.dtype().isFloat()).toList();
            Map<String, Node> outputs = new LinkedHashMap<>(forward.outputs());
            new Differentiator(g).gradients(forward.output("loss"), leaves, GradientOptions.DEFAULT
                    .withDisconnected(Disconnected.IGNORE)).forEach((x, gradient) ->
                            outputs.put("gradient of %" + forward.position(x), gradient));
            Graph graph = GraphVerifier.verify(g.build("gradients", outputs, forward.updates()));
            String text = graph.toString();
            assertEquals(graph, GraphParser.parse(text), () -> text);
            assertEquals(text, GraphParser.parse(text).toString());
            assertTrue(text.contains(" by \"vjp "), () -> text);
        }
    }

    @Test
    void valuesAreFinite() {
        for (long seed = 0; seed < 100; seed++) {
            GraphSample sample = RandomGraphs.generate(seed, F32);
            Interpreter.Result result = sample.run();
            for (Node node : sample.graph().nodes()) {
                Value value = result.valueOf(node);
                for (double x : value.toDoubles()) {
                    assertTrue(Double.isFinite(x), () -> node + " of\n" + sample);
                }
            }
        }
    }

    @Test
    void everyOperationOccurs() {
        List<Op> ops = new ArrayList<>();
        for (long seed = 0; seed < 150; seed++) {
            RandomGraphs.generate(seed, F32).graph().nodes().forEach(n -> ops.add(n.op()));
        }
        assertEquals(Set.of(), OpSamples.missing(ops));
    }
}
