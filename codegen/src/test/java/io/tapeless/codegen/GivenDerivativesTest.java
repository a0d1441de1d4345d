package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.GradientRules;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.EquationBuilder;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassObserver;
import io.tapeless.pass.PassPipeline;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values with derivatives of their own, compiled: alone, in fused chains, in loops, choices and checkpoints. */
class GivenDerivativesTest {
    private static Tensor bent(Tensor x, Tensor w) {
        Tensor y = x.times(w).tanh();
        return y.customGradient(List.of(x, w), g -> List.of(g.times(y).times(w.cos()), g.times(x)));
    }

    @Test
    void customGradients() {
        Fed.check(fed -> {
            Tensor x = fed.in("x", 3, 5);
            Tensor w = fed.in("w", 3, 5);
            Tensor y = bent(x.exp(), w).plus(x).sin();
            return List.of(y, Derivatives.jvp(y, x, w), Derivatives.hvp(y.sum(), w, x));
        });
    }

    @Test
    void inLoopsChoicesAndCheckpoints() {
        Fed.check(fed -> {
            Tensor xs = fed.in("xs", 4, 3);
            Tensor w = fed.in("w", 3);
            Tensor all = ControlFlow.scan(w, xs, (h, x) -> ControlFlow.cond(x.sum().gt(0),
                    () -> bent(h, x), () -> bent(x, w).plus(h)));
            Tensor kept = ControlFlow.checkpoint(fed.model, () -> bent(all.square(), xs));
            return List.of(kept, all, Derivatives.jvp(kept, w, w));
        });
    }

    @Test
    void clippedScaledReversed() {
        Fed.check(fed -> {
            Tensor x = fed.in("x", 4, 3);
            Tensor s = fed.in("s");
            return List.of(x.scaleGradient(s).sin().clipGradient(-0.2, 0.3).exp().clipGradientByNorm(0.5)
                    .reverseGradient(2).matmul(x.clipGradientByNorm(100).swapAxes(0, 1)).times(s));
        });
    }

    /** Passes before differentiation change what the rules capture, not what they say. */
    @Test
    void passesComeBeforeAndAfter() {
        Fed fed = new Fed(DType.F64);
        Tensor x = fed.in("x", 4);
        Tensor w = fed.in("w", 4);
        Tensor inner = bent(x.times(1).plus(w.minus(w)), w.swapAxes(0, 0)).times(2).scaleGradient(3);
        Tensor z = inner.fixedPoint(v -> v.times(w).sin().times(0.5).plus(x.plus(0)), 1e-15, Dim.of(90));
        Tensor loss = z.root(v -> v.pow(3).plus(v).minus(z), 1e-15, Dim.of(30)).plus(inner).square().sum();
        Tensor gradient = Derivatives.grad(loss, w);
        Graph forward = fed.model.graph().build("Fed", Map.of("loss", loss.node()));
        Graph trained = PassPipeline.run(forward, GraphPasses.train(graph -> {
            GraphBuilder builder = GraphBuilder.extending(graph);
            Node by = graph.nodes().stream().filter(n -> n.op() instanceof Leaf.Input input && input.name().equals("w"))
                    .findFirst().orElseThrow();
            return builder.build("Fed", Map.of("dw", new Differentiator(builder).gradient(graph.output("loss"), by)));
        }), PassObserver.SILENT).result();
        Values.assertClose(Interpreter.run(fed.model.graph().build("Fed", Map.of("dw", gradient.node())), fed.values,
                Map.of()).output("dw"), Interpreter.run(trained, fed.values, Map.of()).output("dw"), 1e-12);
    }

    /** The value is fused as if there were no rule, and what only the rule needs is not computed. */
    @Test
    void nothingIsLeftOfTheRule() {
        Fed fed = new Fed(DType.F32);
        Tensor x = fed.in("x", 7);
        Tensor y = GradientRules.customGradient(x.exp(), x, g -> g.times(x.lgamma())).plus(1);
        Graph graph = PassPipeline.run(fed.model.graph().build("Fed", Map.of("y", y.node())), GraphPasses.predict(),
                PassObserver.SILENT).result();
        assertTrue(graph.nodes().stream().noneMatch(n -> n.op() instanceof OwnDerivative), graph.toString());
        assertTrue(!graph.toString().contains("lgamma"), graph.toString());
        fed.compare(List.of(y));
    }

    /** Before passes take the mark away, elements behind it are still read where they lie, reshaped or not. */
    @Test
    void elementsBehindAMarkLieInOrder() {
        GraphBuilder g = new GraphBuilder();
        Dim b = Dim.symbol("B");
        Node x = g.add(new Leaf.Input("x", new TensorType(DType.F64, Shape.of(b, Dim.of(3)))));
        EquationBuilder equation = new EquationBuilder(g, x.type());
        equation.finish(g.map(ScalarOp.SIN, equation.unknown()));
        Node flat = g.add(new Movement.Reshape(Shape.of(b.times(3))), equation.fixedPoint(x, Dim.of(9)));
        Node picked = g.add(new Indexing.Gather(0), flat, g.add(new Leaf.Input("i", new TensorType(DType.I32,
                Shape.of(b)))));
        Graph graph = g.build("Marked", Map.of("y", picked));
        GraphSample sample = new GraphSample(graph, Map.of(
                "x", Value.of(DType.F64, new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}),
                "i", Value.ofIntegers(DType.I32, new int[] {2}, new long[] {4, 2})), Map.of());
        for (Form form : ThreeOraclesTest.FORMS) {
            assertEquals(Optional.empty(), ThreeOracles.difference(sample, graph, form));
        }
    }
}
