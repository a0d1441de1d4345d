package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops and choices, compiled: values, gradients and gradients of gradients by all three oracles in all forms. */
class ControlFlowTest {
    @Test
    void recurrence() {
        for (boolean reverse : new boolean[] {false, true}) {
            Fed.check(fed -> {
                Tensor h0 = fed.in("h0", 3, 5);
                Tensor x = fed.in("x", 4, 3, 2);
                Tensor w = fed.in("w", 2, 5);
                Tensor u = fed.in("u", 5, 5);
                return List.of(ControlFlow.scan(h0, x,
                        (h, slice) -> slice.matmul(w).plus(h.matmul(u)).tanh(), reverse));
            });
        }
    }

    @Test
    void symbolicLengthAndBatch() {
        for (int steps : new int[] {0, 1, 2, 5}) {
            Fed.check(fed -> {
                Dim t = fed.model.dim("T", 0, 100);
                Dim b = fed.model.dim("B");
                Tensor x = fed.in("x", new Dim[] {t, b, Dim.of(3)}, steps, 2, 3);
                Tensor h0 = fed.in("h0", new Dim[] {b, Dim.of(3)}, 2, 3);
                Tensor w = fed.in("w", 3, 3);
                List<Tensor> y = ControlFlow.scan(List.of(h0), List.of(x), (c, xs) -> {
                    Tensor h = c.get(0).matmul(w).plus(xs.get(0)).sin();
                    return List.of(h, h.times(xs.get(0)), h.sum());
                });
                return List.of(y.get(1), y.get(0), y.get(2));
            });
        }
    }

    @Test
    void carriesThatSwapAndCount() {
        Fed.check(fed -> {
            Tensor a = fed.in("a", 17);
            Tensor b = fed.in("b", 17);
            List<Tensor> y = ControlFlow.forLoop(Dim.of(5), List.of(a, b, fed.model.constant(DType.I32, 7)),
                    (i, c) -> List.of(c.get(1), c.get(0).times(i.cast(fed.dtype).plus(0.5)).cos(), c.get(2).plus(i)));
            assertEquals(3, y.size());
            return y;
        });
    }

    @Test
    void loopInLoop() {
        Fed.check(fed -> {
            Tensor x = fed.in("x", 3, 4);
            Tensor w = fed.in("w", 4);
            List<Tensor> y = ControlFlow.scan(List.of(w), List.of(x), (c, xs) -> {
                Tensor inner = ControlFlow.forLoop(Dim.of(2), c.get(0),
                        (j, z) -> z.times(w).plus(xs.get(0)).plus(j.cast(fed.dtype)).tanh());
                Tensor all = ControlFlow.scan(inner.sum(), xs.get(0), (s, e) -> s.times(e).plus(w.sum()), true);
                return List.of(inner, all);
            });
            return List.of(y.get(1), y.get(0));
        });
    }

    @Test
    void choices() {
        for (double threshold : new double[] {-100, 100}) {
            Fed.check(fed -> {
                Tensor a = fed.in("a", 6);
                Tensor w = fed.in("w", 6);
                Tensor big = a.sum().gt(threshold);
                return List.of(ControlFlow.cond(big, () -> a.times(w).tanh(), () -> a.dot(w).times(a).exp()),
                        ControlFlow.cond(big, () -> a, () -> w));
            });
        }
    }

    @Test
    void choiceInLoop() {
        Fed.check(fed -> {
            Tensor x = fed.in("x", 6, 3);
            Tensor w = fed.in("w", 3);
            return List.of(ControlFlow.scan(w, x, (h, e) -> ControlFlow.cond(e.sum().gt(0),
                    () -> h.times(w).plus(e).tanh(), () -> h.minus(e.times(e)))));
        });
    }

    @Test
    void whileLoop() {
        Fed.check(fed -> {
            Tensor x = fed.in("x", 3);
            Tensor w = fed.in("w", 3);
            return List.of(ControlFlow.whileLoop(Dim.of(9), x, v -> v.times(v).sum().lt(4),
                    v -> v.times(1.25).plus(w.times(0.125))));
        });
    }

    @Test
    void unusedResultsAndCarriesAreNotComputed() {
        Fed fed = new Fed(DType.F64);
        Tensor x = fed.in("x", 4, 3);
        List<Tensor> y = ControlFlow.scan(List.of(x.sum(), x.mean()), List.of(x), (c, xs) -> List.of(
                c.get(0).plus(xs.get(0).sum()), c.get(1).times(xs.get(0).exp().mean()), xs.get(0).tanh()));
        Graph graph = fed.model.graph().build("Control", Map.of("y", y.get(0).node()));
        Fed.compare(graph, fed.values, DType.F64);
        assertTrue(new LoopRun(graph).lowered().program().calls().stream().noneMatch(c -> c.label().contains("exp")
                || c.label().contains("tanh")));
    }

    /** A product of six factors and a start, cut after four steps: those that ran later have derivatives. */
    @ParameterizedTest
    @CsvSource({"4, false", "4, true", "6, false", "6, true"})
    void truncationCutsGradientsOnly(int truncate, boolean reverse) {
        Fed fed = new Fed(DType.F64);
        Tensor x = fed.in("x", 6);
        Tensor h0 = fed.in("h0");
        BinaryOperator<List<Tensor>> product = (c, xs) -> List.of(c.get(0).times(xs.get(0)));
        Tensor whole = ControlFlow.scan(List.of(h0), List.of(x), product, reverse).get(0);
        Tensor cut = ControlFlow.scan(List.of(h0), List.of(x), product, reverse, truncate).get(0);
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("whole", whole.node());
        outputs.put("cut", cut.node());
        outputs.put("dx", Derivatives.grad(cut, x).node());
        outputs.put("dh0", Derivatives.grad(cut, h0).node());
        Graph graph = fed.model.graph().build("Control", outputs);
        Fed.compare(graph, fed.values, DType.F64);
        Interpreter.Result result = Interpreter.run(graph, fed.values, Map.of());
        assertEquals(result.output("whole"), result.output("cut"));
        double[] dx = result.output("dx").toDoubles();
        for (int t = 0; t < 6; t++) {
            int turn = reverse ? 5 - t : t;
            assertEquals(truncate == 4 && turn < 4, dx[t] == 0, "step " + t);
        }
        assertEquals(truncate == 4, result.output("dh0").real(0) == 0);
    }

    @Test
    void eachStepDrawsOtherNumbers() {
        Fed fed = new Fed(DType.F32);
        Tensor x = fed.in("x", 3, 4);
        Tensor y = ControlFlow.scan(List.of(), List.of(x), (c, xs) -> List.of(
                io.tapeless.frontend.RandomFunctions.randomUniform(fed.model, Dim.of(4)))).get(0);
        Graph graph = fed.model.graph().build("Control", Map.of("y", y.node()));
        fed.values.put(ModelBuilder.KEY, Value.scalar(DType.I64, 5L));
        Fed.compare(graph, fed.values, DType.F32);
        double[] drawn = Interpreter.run(graph, fed.values, Map.of()).output("y").toDoubles();
        assertEquals(12, java.util.Arrays.stream(drawn).distinct().count());
    }

    @Test
    void updatesOfStatesByLoops() {
        ModelBuilder model = new ModelBuilder("Control", true);
        Tensor s = model.state("s", io.tapeless.frontend.Initializer.zeros(), DType.F64, 3);
        Tensor next = ControlFlow.forLoop(Dim.of(3), s, (i, c) -> c.times(2).plus(i.cast(DType.F64)));
        Graph graph = model.graph().build("Control", Map.of("y", next.plus(s).node()), Map.of(s.node(), next.node()));
        Map<String, Value> variables = Map.of("s", Value.of(DType.F64, new int[] {3}, 1, 2, 3));
        Map<String, Value> loops = new LoopRun(graph).run(Map.of(), variables);
        assertEquals(Value.of(DType.F64, new int[] {3}, 12, 20, 28), loops.get("update s"));
        assertEquals(Value.of(DType.F64, new int[] {3}, 13, 22, 31), loops.get("y"));
        Fed.FORMS.forEach(form -> assertEquals(loops, new BytecodeOracle(graph, form).run(Map.of(), variables)));
        assertTrue(graph.variables().get(0).op() instanceof Leaf.Variable);
    }
}
