package io.tapeless.codegen.train;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.EpochMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows that a metric is a function of, batch by batch, and computes the metric of all of them. */
final class EpochScore {
    private final CompiledModel model;
    private final Parameters parameters;
    private final String name;
    private final CompiledFunction formula;
    private final Map<String, List<NdArray>> rows = new LinkedHashMap<>();

    EpochScore(CompiledModel model, Parameters parameters, String name, EpochMetric metric) {
        this.model = model;
        this.parameters = parameters;
        this.name = name;
        this.formula = model.function(metric.formula());
        metric.rows().forEach(row -> rows.put(row, new ArrayList<>()));
    }

    /** Keeps the rows of a batch. */
    void add(Predictor batch) {
        rows.forEach((row, parts) -> parts.add(batch.output(row).toArray()));
    }

    /** The metric of all rows kept, which are then forgotten. */
    double compute() {
        Map<String, int[]> shapes = new HashMap<>();
        rows.forEach((row, parts) -> {
            int[] shape = parts.get(0).shape().clone();
            shape[0] = parts.stream().mapToInt(NdArray::rows).sum();
            shapes.put(row, shape);
        });
        BoundFunction bound = model.bind(formula, parameters, formula.bindingOf(shapes));
        rows.forEach((row, parts) -> join(parts, bound.input(row)));
        bound.run();
        rows.values().forEach(List::clear);
        return bound.output(name).get(0);
    }

    private static void join(List<NdArray> parts, TensorView to) {
        int at = to.offset();
        for (NdArray part : parts) {
            switch (to.dtype()) {
                case F32 -> part.copyRows(0, part.rows(), to.floats(), at);
                case F64 -> part.copyRows(0, part.rows(), to.doubles(), at);
                case I32, BOOL -> part.copyRows(0, part.rows(), to.ints(), at);
                case I64 -> part.copyRows(0, part.rows(), to.longs(), at);
            }
            at += part.size();
        }
    }
}
