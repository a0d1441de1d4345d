package io.tapeless.testkit;

import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random well-typed graphs over all operations, the same for the same seed, with symbolic
 * dimensions {@code B} and {@code T}. Values stay finite and small, operands stay away from kinks, jumps and poles, and rounding
 * to f32 changes no value by much: a compiled program must agree with the interpreter.
 *
 * <p>Outputs are {@code loss}, a scalar that depends on every other float output, and {@code y0, y1, …};
 * some variables are updated.
 */
public final class RandomGraphs {
    /**
     * What to generate.
     *
     * @param dtype the float dtype
     * @param nodes about how many operations
     * @param differentiable true to leave out {@code stop_gradient} and whatever else has a derivative that is not
     *     that of its value
     */
    public record Options(DType dtype, int nodes, boolean differentiable) {}

    private RandomGraphs() {}

    /** The graph of a seed. */
    public static GraphSample generate(long seed, Options options) {
        RandomNodes nodes = new RandomNodes(seed, options);
        new RandomSteps(nodes).add(options.nodes());
        return finish(nodes);
    }

    private static GraphSample finish(RandomNodes nodes) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        List<Node> terms = new ArrayList<>();
        for (Node sink : nodes.sinks()) {
            outputs.put("y" + outputs.size(), sink);
            if (sink.dtype() == nodes.dtype()) {
                terms.add(nodes.builder().add(new Reduction.Reduce(Reduction.Kind.SUM,
                        GraphBuilder.allAxes(sink.shape())), sink));
            }
        }
        outputs.put("loss", terms.stream().reduce((a, b) -> nodes.builder().map(ScalarOp.ADD, a, b)).orElseThrow());
        return nodes.sample(outputs, updates(nodes));
    }

    /** {@code w ← w − ¼·v} for some variables, with v another node of its type if there is one. */
    private static Map<Node, Node> updates(RandomNodes nodes) {
        Map<Node, Node> updates = new LinkedHashMap<>();
        for (Node variable : nodes.variables()) {
            if (nodes.chance(0.7)) {
                Node value = nodes.find(variable.type()).orElse(variable);
                Node quarter = nodes.builder().constant(variable.type(), 0.25);
                updates.put(variable, nodes.builder().map(ScalarOp.SUB, variable,
                        nodes.builder().map(ScalarOp.MUL, quarter, value)));
            }
        }
        return updates;
    }
}
