package io.tapeless.codegen.check;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.interp.RoundingBounds;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph three ways: as written, by the reference interpreter in f64; after all passes, its loops
 * interpreted; and as bytecode. The first two agree as far as rounding lets them, the last two in every bit.
 */
public final class OracleCheck {
    private OracleCheck() {}

    /** Compares all outputs of a graph over a model's variables. */
    public static List<Finding> run(CompiledModel model, Graph graph, Map<String, Value> inputs,
            Parameters parameters) {
        Map<String, Value> variables = new HashMap<>();
        parameters.table().names().forEach(name -> variables.put(name, Values.of(parameters.get(name))));
        RoundingBounds bounds = new RoundingBounds(graph, inputs, variables);
        CompiledFunction function = model.function(graph);
        Map<String, Value> loops = new LoopRun(function.graph()).run(inputs, variables);
        BoundFunction bytecode = bytecode(model, function, inputs, parameters);
        List<Finding> findings = new ArrayList<>();
        bounds.deviations(loops).forEach((name, deviation) ->
                findings.add(rounding(name, deviation, size(bounds.exact().get(name)))));
        loops.forEach((name, value) -> findings.add(new Finding(name, "loops to bytecode",
                unequal(value, Values.of(bytecode.output(name))), 0)));
        return findings;
    }

    /** What is off of a result of some size, and what it may be off. */
    private static Finding rounding(String name, RoundingBounds.Deviation deviation, double size) {
        return deviation.isBounded()
                ? new Finding(name, "interpreter to loops", deviation.distance() / size, deviation.bound() / size)
                : Finding.notCompared(name, "out of the range of its dtype: not compared with loops");
    }

    /** The largest magnitude, or 1 if there is none. */
    private static double size(Value value) {
        double size = 0;
        for (int i = 0; i < value.size(); i++) {
            double magnitude = Math.abs(value.real(i));
            size = Double.isFinite(magnitude) ? Math.max(size, magnitude) : size;
        }
        return size > 0 ? size : 1;
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

    private static double unequal(Value a, Value b) {
        int count = 0;
        for (int i = 0; i < a.size(); i++) {
            count += Double.compare(a.real(i), b.real(i)) == 0 ? 0 : 1;
        }
        return count;
    }
}
