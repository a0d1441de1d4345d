package io.tapeless.codegen.check;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph three ways: as written, by the reference interpreter in f64; after all passes, its loops
 * interpreted; and as bytecode. The first two agree within rounding, the last two in every bit.
 */
public final class OracleCheck {
    private static final double F32_TOLERANCE = 1e-4;
    private static final double F64_TOLERANCE = 1e-9;

    private OracleCheck() {}

    /** Compares all outputs of a graph over a model's variables. */
    public static List<Finding> run(CompiledModel model, Graph graph, Map<String, Value> inputs,
            Parameters parameters) {
        Map<String, Value> variables = new HashMap<>();
        parameters.table().names().forEach(name -> variables.put(name, Values.of(parameters.get(name))));
        Map<String, Value> reference = Interpreter.run(graph, inputs, variables).outputs();
        CompiledFunction function = model.function(graph);
        Map<String, Value> loops = new LoopRun(function.graph()).run(inputs, variables);
        BoundFunction bytecode = bytecode(model, function, inputs, parameters);
        List<Finding> findings = new ArrayList<>();
        reference.forEach((name, value) -> {
            findings.add(new Finding(name, "interpreter to loops", error(value, loops.get(name)),
                    tolerance(graph, name)));
            findings.add(new Finding(name, "loops to bytecode",
                    unequal(loops.get(name), Values.of(bytecode.output(name))), 0));
        });
        return findings;
    }

    /** What a result may differ by: what its least exact operand may. */
    private static double tolerance(Graph graph, String output) {
        if (!graph.output(output).dtype().isFloat()) {
            return 0;
        }
        Graph needed = GraphBuilder.extending(graph).build(graph.name(), Map.of(output, graph.output(output)));
        return needed.nodes().stream().anyMatch(n -> n.dtype() == DType.F32) ? F32_TOLERANCE : F64_TOLERANCE;
    }

    private static BoundFunction bytecode(CompiledModel model, CompiledFunction function, Map<String, Value> inputs,
            Parameters parameters) {
        Map<String, int[]> shapes = new HashMap<>();
        inputs.forEach((name, value) -> shapes.put(name, value.shape()));
        BoundFunction bound = function.bind(parameters, WorkerPool.of(model.options().threads()),
                function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> Values.copy(inputs.get(name), view));
        bound.run();
        return bound;
    }

    /** The largest difference, relative to the largest magnitude; of integers, the number of unequal ones. */
    private static double error(Value expected, Value found) {
        if (!expected.dtype().isFloat()) {
            return unequal(expected, found);
        }
        double size = 1e-30;
        double error = 0;
        for (int i = 0; i < expected.size(); i++) {
            double a = expected.real(i);
            double b = found.real(i);
            if (Double.compare(a, b) != 0 && a != b) {
                size = Math.max(size, Math.abs(a));
                error = Math.max(error, Math.abs(a - b));
            }
            size = Double.isFinite(a) ? Math.max(size, Math.abs(a)) : size;
        }
        return error / size;
    }

    private static double unequal(Value a, Value b) {
        int count = 0;
        for (int i = 0; i < a.size(); i++) {
            count += Double.compare(a.real(i), b.real(i)) == 0 ? 0 : 1;
        }
        return count;
    }
}
