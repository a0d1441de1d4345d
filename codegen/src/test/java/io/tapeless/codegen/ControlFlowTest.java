package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassLog;
import io.tapeless.pass.PassPipeline;
import io.tapeless.testkit.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Loops and choices, compiled: values, gradients and gradients of gradients by all three oracles in all forms. */
class ControlFlowTest {
    private static final List<Form> FORMS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? List.of(Form.values()) : List.of(Form.SCALAR);

    private final Random random = new Random(3);

    /** A model of some inputs; the first result is made a loss and differentiated twice. */
    private void check(Function<Fed, List<Tensor>> definition) {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Fed fed = new Fed(dtype);
            List<Tensor> results = new ArrayList<>(definition.apply(fed));
            List<Tensor> floats = fed.tensors.values().stream().filter(t -> t.dtype().isFloat()).toList();
            Tensor loss = results.get(0).times(results.get(0)).sum();
            List<Tensor> gradients = floats.stream().map(x -> Derivatives.grad(loss, x)).toList();
            Tensor slopes = gradients.stream().map(g -> g.times(g).sum()).reduce(Tensor::plus).orElseThrow();
            results.addAll(gradients);
            results.add(Derivatives.grad(slopes, floats.get(0)));
            Map<String, Node> outputs = new LinkedHashMap<>();
            results.forEach(r -> outputs.put("y" + outputs.size(), r.node()));
            compare(GraphVerifier.verify(fed.model.graph().build("Control", outputs)), fed.values, dtype);
        }
    }

    private static void compare(Graph written, Map<String, Value> inputs, DType dtype) {
        double tolerance = dtype == DType.F32 ? 2e-4 : 1e-10;
        Map<String, Value> expected = Interpreter.run(written, inputs, Map.of()).outputs();
        Graph optimized = PassPipeline.run(written, GraphPasses.predict(), PassLog.configured()).result();
        for (Graph graph : List.of(written, optimized)) {
            Map<String, Value> loops = new LoopRun(graph).run(inputs, Map.of());
            for (Form form : FORMS) {
                Map<String, Value> code = new BytecodeOracle(graph, form).run(inputs, Map.of());
                expected.forEach((name, value) -> {
                    Values.assertClose(value, loops.get(name), tolerance);
                    Values.assertClose(loops.get(name), code.get(name), 0);
                });
            }
        }
    }

    /** Inputs with random values. */
    private final class Fed {
        final ModelBuilder model = new ModelBuilder("Control", false);
        final Map<String, Value> values = new LinkedHashMap<>();
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        final DType dtype;

        Fed(DType dtype) {
            this.dtype = dtype;
        }

        Tensor in(String name, int... shape) {
            Dim[] dims = new Dim[shape.length];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = Dim.of(shape[i]);
            }
            return in(name, dims, shape);
        }

        Tensor in(String name, Dim[] dims, int... shape) {
            int size = 1;
            for (int extent : shape) {
                size *= extent;
            }
            values.put(name, Value.of(dtype, shape, random.doubles(size, -1, 1).toArray()).roundedToDType());
            tensors.put(name, model.input(name, dtype, dims));
            return tensors.get(name);
        }
    }

    @Test
    void recurrence() {
        for (boolean reverse : new boolean[] {false, true}) {
            check(fed -> {
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
            check(fed -> {
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
        check(fed -> {
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
        check(fed -> {
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
            check(fed -> {
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
        check(fed -> {
            Tensor x = fed.in("x", 6, 3);
            Tensor w = fed.in("w", 3);
            return List.of(ControlFlow.scan(w, x, (h, e) -> ControlFlow.cond(e.sum().gt(0),
                    () -> h.times(w).plus(e).tanh(), () -> h.minus(e.times(e)))));
        });
    }

    @Test
    void whileLoop() {
        check(fed -> {
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
        compare(graph, fed.values, DType.F64);
        assertTrue(new LoopRun(graph).lowered().program().calls().stream().noneMatch(c -> c.label().contains("exp")
                || c.label().contains("tanh")));
    }

    @Test
    void truncationCutsGradientsOnly() {
        Fed fed = new Fed(DType.F64);
        Tensor x = fed.in("x", 6);
        Tensor h0 = fed.in("h0");
        List<Tensor> whole = ControlFlow.scan(List.of(h0), List.of(x),
                (c, xs) -> List.of(c.get(0).times(xs.get(0))), false);
        List<Tensor> cut = ControlFlow.scan(List.of(h0), List.of(x),
                (c, xs) -> List.of(c.get(0).times(xs.get(0))), false, 4);
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("whole", whole.get(0).node());
        outputs.put("cut", cut.get(0).node());
        outputs.put("dx", Derivatives.grad(cut.get(0), x).node());
        Graph graph = fed.model.graph().build("Control", outputs);
        compare(graph, fed.values, DType.F64);
        Interpreter.Result result = Interpreter.run(graph, fed.values, Map.of());
        assertEquals(result.output("whole"), result.output("cut"));
        double[] dx = result.output("dx").toDoubles();
        for (int t = 0; t < 6; t++) {
            assertEquals(t < 4, dx[t] == 0, "step " + t);
        }
    }

    @Test
    void eachStepDrawsOtherNumbers() {
        Fed fed = new Fed(DType.F32);
        Tensor x = fed.in("x", 3, 4);
        Tensor y = ControlFlow.scan(List.of(), List.of(x), (c, xs) -> List.of(
                io.tapeless.frontend.RandomFunctions.randomUniform(fed.model, Dim.of(4)))).get(0);
        Graph graph = fed.model.graph().build("Control", Map.of("y", y.node()));
        fed.values.put(ModelBuilder.KEY, Value.scalar(DType.I64, 5L));
        compare(graph, fed.values, DType.F32);
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
        FORMS.forEach(form -> assertEquals(loops, new BytecodeOracle(graph, form).run(Map.of(), variables)));
        assertTrue(graph.variables().get(0).op() instanceof Leaf.Variable);
    }
}
