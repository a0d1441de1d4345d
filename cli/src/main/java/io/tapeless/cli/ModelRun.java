package io.tapeless.cli;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.codegen.train.LabelRange;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a compiled function once, over arrays. */
final class ModelRun {
    private ModelRun() {}

    /** Types of what users feed, by name. */
    static Map<String, TensorType> inputs(Model model) {
        Map<String, TensorType> fed = new LinkedHashMap<>(model.inputs());
        fed.remove(ModelBuilder.KEY);
        return fed;
    }

    /** What users feed as examples: the first axis of each input, whatever its extent, counts them. */
    static List<InputType> exampleTypes(Map<String, TensorType> inputs) {
        List<InputType> types = new ArrayList<>();
        inputs.forEach((name, type) -> {
            if (type.rank() > 0 && type.shape().slice(1, type.rank()).isStatic()) {
                types.add(InputType.of(name, type.dtype(),
                        type.shape().slice(1, type.rank()).evaluate(Map.of())));
            }
        });
        return types;
    }

    /** The outputs of a function, by name. */
    static Map<String, NdArray> run(CompiledModel model, CompiledFunction function, Parameters parameters,
            Map<String, NdArray> inputs, long seed) {
        Map<String, TensorType> needed = new LinkedHashMap<>();
        function.signature().inputs().forEach((name, port) -> needed.put(name, port.type()));
        needed.remove(ModelBuilder.KEY);
        ModelSource.requireGiven(needed, inputs);
        LabelRange.require(model.model().forward(), inputs);
        Map<String, int[]> shapes = new HashMap<>(Map.of(ModelBuilder.KEY, new int[0]));
        inputs.forEach((name, array) -> shapes.put(name, array.shape()));
        BoundFunction bound = function.bind(parameters, WorkerPool.of(model.options().threads()),
                function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> {
            if (name.equals(ModelBuilder.KEY)) {
                view.set(seed);
            } else {
                view.set(inputs.get(name));
            }
        });
        bound.run();
        Map<String, NdArray> outputs = new LinkedHashMap<>();
        bound.outputs().forEach((name, view) -> outputs.put(name, view.toArray()));
        return outputs;
    }
}
