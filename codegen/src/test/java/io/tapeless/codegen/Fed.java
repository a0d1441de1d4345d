package io.tapeless.codegen;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphVerifier;
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

/** A model with inputs of random values, whose results the three oracles compute in all forms and compare. */
final class Fed {
    static final List<Form> FORMS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? List.of(Form.values()) : List.of(Form.SCALAR);

    final ModelBuilder model = new ModelBuilder("Fed", false);
    final Map<String, Value> values = new LinkedHashMap<>();
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    final DType dtype;
    private final Random random = new Random(3);

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

    /** The oracles agree on a model in f64 and f32; its first result is made a loss and differentiated twice. */
    static void check(Function<Fed, List<Tensor>> definition) {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Fed fed = new Fed(dtype);
            List<Tensor> results = new ArrayList<>(definition.apply(fed));
            List<Tensor> floats = fed.tensors.values().stream().filter(t -> t.dtype().isFloat()).toList();
            Tensor loss = results.get(0).times(results.get(0)).sum();
            List<Tensor> gradients = floats.stream().map(x -> Derivatives.grad(loss, x)).toList();
            Tensor slopes = gradients.stream().map(g -> g.times(g).sum()).reduce(Tensor::plus).orElseThrow();
            results.addAll(gradients);
            results.add(Derivatives.grad(slopes, floats.get(0)));
            fed.compare(results);
        }
    }

    /** The oracles agree on results of this model. */
    void compare(List<Tensor> results) {
        compare(graph(results), values, dtype);
    }

    /** As above, after all passes only: for graphs of many nodes. */
    void compareOptimized(List<Tensor> results) {
        Graph written = graph(results);
        agree(optimized(written), Interpreter.run(written, values, Map.of()).outputs(), values, dtype);
    }

    private Graph graph(List<Tensor> results) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        results.forEach(r -> outputs.put("y" + outputs.size(), r.node()));
        return GraphVerifier.verify(model.graph().build("Fed", outputs));
    }

    /** The oracles agree on a graph, as written and after all passes. */
    static void compare(Graph written, Map<String, Value> inputs, DType dtype) {
        Map<String, Value> expected = Interpreter.run(written, inputs, Map.of()).outputs();
        agree(written, expected, inputs, dtype);
        agree(optimized(written), expected, inputs, dtype);
    }

    private static Graph optimized(Graph written) {
        return PassPipeline.run(written, GraphPasses.predict(), PassLog.configured()).result();
    }

    private static void agree(Graph graph, Map<String, Value> expected, Map<String, Value> inputs, DType dtype) {
        double tolerance = dtype == DType.F32 ? 2e-4 : 1e-10;
        Map<String, Value> loops = new LoopRun(graph).run(inputs, Map.of());
        expected.forEach((name, value) -> Values.assertClose(value, loops.get(name), tolerance));
        for (Form form : FORMS) {
            Map<String, Value> code = new BytecodeOracle(graph, form).run(inputs, Map.of());
            expected.keySet().forEach(name -> Values.assertClose(loops.get(name), code.get(name), 0));
        }
    }
}
