package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.fail;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.GraphShrinker;
import io.tapeless.testkit.OpSample;
import io.tapeless.testkit.OpSamples;
import io.tapeless.testkit.RandomGraphs;
import io.tapeless.testkit.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interpreter, loop interpreter and bytecode agree: the first two within rounding, the last two to the
 * bit. {@code -Pfuzz} runs 100,000 random graphs, {@code -Dtapeless.graphs} any number.
 */
class ThreeOraclesTest {
    /** The forms that can be run here. */
    private static final List<Form> FORMS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? List.of(Form.values()) : List.of(Form.SCALAR);
    private static final int GRAPHS = Integer.getInteger("tapeless.graphs", 2000);
    private static final long FIRST_SEED = Long.getLong("tapeless.seed", 0);
    /** Every so many graphs also with gradients of gradients, and in every form. */
    private static final int SECOND_ORDER = 10;

    static List<OpSample> operations() {
        return OpSamples.all();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreeOnEveryOperation(OpSample sample) {
        for (Form form : FORMS) {
            compare(new GraphSample(sample.graph(), sample.inputs(), sample.variables()), form,
                    sample.smooth() ? 1e-5 : 1e-4);
        }
    }

    @Test
    void agreeOnRandomGraphs() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++) {
            DType dtype = seed % 2 == 0 ? DType.F32 : DType.F64;
            GraphSample sample = RandomGraphs.generate(seed, new RandomGraphs.Options(dtype, 12, true));
            Form form = FORMS.get((int) (seed / 2 % FORMS.size()));
            check(withGradients(sample, seed % SECOND_ORDER == 0), form, seed);
        }
    }

    private static void check(GraphSample sample, Form form, long seed) {
        String problem = problem(sample, form);
        if (problem != null) {
            GraphSample smallest = GraphShrinker.shrink(sample, s -> problem(s, form) != null);
            fail("seed " + seed + ", form " + form + ": " + problem(smallest, form) + "\n" + smallest);
        }
    }

    private static String problem(GraphSample sample, Form form) {
        try {
            compare(sample, form, 2e-4);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e.toString();
        }
    }

    /** The sample with the derivative of its loss by every float leaf; twice if asked. */
    private static GraphSample withGradients(GraphSample sample, boolean twice) {
        Graph graph = sample.graph();
        GraphBuilder builder = GraphBuilder.extending(graph);
        List<Node> wrt = graph.nodes().stream().filter(n -> n.dtype().isFloat()
                && (n.op() instanceof Leaf.Input || n.op() instanceof Leaf.Variable)).toList();
        Map<String, Node> outputs = new LinkedHashMap<>(graph.outputs());
        Node loss = graph.output("loss");
        Differentiator differentiator = new Differentiator(builder);
        for (Node x : wrt) {
            Node gradient = gradient(differentiator, loss, x);
            outputs.put("d" + outputs.size(), gradient);
            if (twice) {
                Node square = builder.add(new Reduction.Reduce(Reduction.Kind.SUM,
                        GraphBuilder.allAxes(gradient.shape())), builder.map(ScalarOp.MUL, gradient, gradient));
                outputs.put("dd" + outputs.size(), gradient(differentiator, square, x));
            }
        }
        return new GraphSample(builder.build("sample", outputs, graph.updates()), sample.inputs(), sample.variables());
    }

    private static Node gradient(Differentiator differentiator, Node y, Node x) {
        return differentiator.gradients(y, List.of(x),
                GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO)).get(x);
    }

    private static void compare(GraphSample sample, Form form, double tolerance) {
        Interpreter.Result expected = sample.run();
        Map<String, Value> loops = new LoopRun(sample.graph()).run(sample.inputs(), sample.variables());
        Map<String, Value> code = new BytecodeOracle(sample.graph(), form).run(sample.inputs(), sample.variables());
        boolean single = sample.graph().nodes().stream().anyMatch(n -> n.dtype() == DType.F32);
        loops.forEach((name, value) -> {
            Value reference = name.startsWith("update ")
                    ? expected.variables().get(name.substring("update ".length())) : expected.output(name);
            Values.assertClose(reference, value, single ? tolerance : 1e-9);
            Values.assertClose(value, code.get(name), 0);
        });
    }
}
