package io.tapeless.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.RandomGraphs;
import io.tapeless.testkit.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every pass promises, on random graphs: sound, equal in value, still readable text, and done after one run. */
class RandomGraphPassesTest {
    private static final int GRAPHS = Integer.getInteger("tapeless.test.graphs", 40);
    private static final double TOLERANCE = 1e-9;

    @Test
    void passesKeepValues() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            GraphSample sample = RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F64, 25, false));
            check("graph of seed " + seed, sample, PassPipeline.run(sample.graph(), GraphPasses.predict(),
                    RandomGraphPassesTest::assertDone));
        }
    }

    @Test
    void passesKeepGradients() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            GraphSample sample = RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F64, 15, true));
            GraphSample derived = new GraphSample(differentiate(sample.graph()), sample.inputs(), sample.variables());
            PassPipeline.Stages stages = PassPipeline.run(sample.graph(),
                    GraphPasses.train(RandomGraphPassesTest::differentiate), RandomGraphPassesTest::assertDone);
            check("gradient of seed " + seed, derived, stages);
        }
    }

    private static Graph differentiate(Graph graph) {
        GraphBuilder builder = GraphBuilder.extending(graph);
        Map<String, Node> outputs = new LinkedHashMap<>(graph.outputs());
        var parameters = graph.variables().stream().filter(v -> v.dtype().isFloat()).toList();
        new Differentiator(builder).gradients(graph.output("loss"), parameters,
                        GradientOptions.DEFAULT.withDisconnected(Disconnected.IGNORE))
                .forEach((variable, adjoint) ->
                        outputs.put(((Leaf.Variable) variable.op()).name() + "_adj", adjoint));
        return builder.build(graph.name(), outputs, graph.updates());
    }

    private static void assertDone(Pass pass, Graph before, Graph after, long nanos) {
        if (!pass.name().equals("differentiate")) {
            assertSame(after, pass.function().apply(after), pass.name() + " has not done all at once");
        }
        assertEquals(after, GraphParser.parse(after.toString()), pass.name() + " made a graph that is not read back");
    }

    /** The gradient of a variable that simplification has found to have no effect. */
    private static Value zeros(Value like) {
        return Value.of(like.dtype(), like.shape(), new double[like.size()]);
    }

    private static void check(String what, GraphSample sample, PassPipeline.Stages stages) {
        Interpreter.Result expected = sample.run();
        Interpreter.Result actual = Interpreter.run(stages.result(), sample.inputs(), sample.variables());
        try {
            expected.outputs().forEach((name, value) -> Values.assertClose(value,
                    actual.outputs().containsKey(name) ? actual.output(name) : zeros(value), TOLERANCE));
            expected.variables().forEach((name, value) ->
                    Values.assertClose(value, actual.variables().get(name), TOLERANCE));
        } catch (AssertionError e) {
            throw new AssertionError(what + ": " + e.getMessage() + "\n" + sample + stages.result(), e);
        }
    }
}
