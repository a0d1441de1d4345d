package io.tapeless.codegen;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The third oracle: a graph compiled to bytecode in one form and run. */
public final class BytecodeOracle {
    private final Graph graph;
    private final VariableTable table;
    private final CompiledFunction function;

    public BytecodeOracle(Graph graph, Form form) {
        this(graph, VariableTable.of(graph), form);
    }

    private BytecodeOracle(Graph graph, VariableTable table, Form form) {
        this(ModelCompiler.lower(graph, table), table, form);
    }

    /** Of what was lowered with the variables of a table. */
    public BytecodeOracle(LoweredFunction lowered, VariableTable table, Form form) {
        this.graph = lowered.graph();
        this.table = table;
        this.function = new ModelCompiler(table, CompileOptions.defaults().withForm(form))
                .define(lowered, "Generated");
    }

    /** Outputs by name and new values of variables under {@code "update " + name}. */
    public Map<String, Value> run(Map<String, Value> inputs, Map<String, Value> variables) {
        Parameters parameters = new Parameters(table);
        table.names().forEach(name -> fill(parameters.get(name), variables.get(name)));
        Map<String, int[]> shapes = new HashMap<>();
        inputs.forEach((name, value) -> shapes.put(name, value.shape()));
        BoundFunction bound = function.bind(parameters, WorkerPool.of(1), function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> fill(view, inputs.get(name)));
        bound.run();
        Map<String, Value> results = new LinkedHashMap<>();
        bound.outputs().forEach((name, view) -> results.put(name, read(view)));
        graph.updates().keySet().forEach(variable -> {
            String name = ((Leaf.Variable) variable.op()).name();
            results.put("update " + name, read(parameters.get(name)));
        });
        return results;
    }

    private static void fill(TensorView view, Value value) {
        for (int i = 0; i < value.size(); i++) {
            switch (view.dtype()) {
                case F32 -> view.floats()[view.offset() + i] = (float) value.real(i);
                case F64 -> view.doubles()[view.offset() + i] = value.real(i);
                case I32, BOOL -> view.ints()[view.offset() + i] = (int) value.integer(i);
                case I64 -> view.longs()[view.offset() + i] = value.integer(i);
            }
        }
    }

    private static Value read(TensorView view) {
        NdArray array = view.toArray();
        return view.dtype().isFloat() ? Value.of(view.dtype(), view.shape(), array.as(DType.F64).asDoubles())
                : Value.ofIntegers(view.dtype(), view.shape(), array.as(DType.I64).asLongs());
    }
}
