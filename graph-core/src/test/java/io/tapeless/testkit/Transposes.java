package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Holds the forward mode of an operation against its reverse mode, for random tangents u and adjoints v. */
final class Transposes {
    private static final double TOLERANCE = 1e-12;
    private static final GradientOptions OPTIONS = GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO);

    private final GraphBuilder builder;
    private final Map<String, Value> inputs;
    private final Random random = new Random(23);

    private Transposes(OpSample sample) {
        this.builder = GraphBuilder.extending(sample.graph());
        this.inputs = new LinkedHashMap<>(sample.inputs());
    }

    static void assertTransposes(OpSample sample) {
        new Transposes(sample).check(sample);
    }

    private void check(OpSample sample) {
        Differentiator differentiator = new Differentiator(builder);
        Node y = sample.graph().output("y");
        Node v = direction("v", y, sample.expected());
        List<Node> forward = new ArrayList<>();
        List<Node> backward = new ArrayList<>();
        for (Node x : sample.graph().nodes()) {
            boolean leaf = x.op() instanceof Leaf.Input || x.op() instanceof Leaf.Variable;
            if (leaf && x.dtype().isFloat()) {
                String name = x.op() instanceof Leaf.Input input ? input.name() : ((Leaf.Variable) x.op()).name();
                Value at = x.op() instanceof Leaf.Input ? sample.inputs().get(name) : sample.variables().get(name);
                Node u = direction("u " + name, x, at);
                forward.add(inner(v, differentiator.jvp(List.of(y), List.of(x), List.of(u), Disconnected.ZERO).get(0)));
                backward.add(inner(differentiator.vjp(List.of(y), List.of(v), List.of(x), OPTIONS).get(x), u));
            }
        }
        Arithmetic arithmetic = new Arithmetic(builder);
        Interpreter.Result result = Interpreter.run(builder.build("transposes", Map.of(
                "forward", forward.stream().reduce(arithmetic::add).orElseThrow(),
                "backward", backward.stream().reduce(arithmetic::add).orElseThrow())), inputs, sample.variables());
        double expected = result.output("forward").real(0);
        assertEquals(expected, result.output("backward").real(0), TOLERANCE * Math.max(1, Math.abs(expected)));
    }

    /** A random tensor like another. */
    private Node direction(String name, Node like, Value value) {
        double[] elements = random.doubles(value.size(), -1, 1).toArray();
        inputs.put(name, Value.of(like.dtype(), value.shape(), elements));
        return builder.add(new Leaf.Input(name, like.type()));
    }

    private Node inner(Node a, Node b) {
        Arithmetic arithmetic = new Arithmetic(builder);
        return arithmetic.cast(arithmetic.sum(arithmetic.mul(a, b)), DType.F64);
    }
}
