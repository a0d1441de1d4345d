package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tensors of a model that are functions of rows of examples, and which of them are metrics. */
final class EpochMetrics {
    private static final String EXAMPLES = "$examples";

    /** How a tensor was computed of rows. */
    private record OverExamples(List<Tensor> rows, Function<List<Tensor>, Tensor> formula) {}

    private final Map<Tensor, OverExamples> known = new LinkedHashMap<>();
    private final Map<String, EpochMetric> metrics = new LinkedHashMap<>();

    /** Computes a tensor of rows, and keeps how. */
    Tensor compute(List<Tensor> rows, Function<List<Tensor>, Tensor> formula) {
        Tensor result = formula.apply(rows);
        if (rows.stream().allMatch(row -> row.rank() > 0 && !row.shape().dim(0).isConstant())) {
            known.put(result, new OverExamples(rows, formula));
        }
        return result;
    }

    /** Takes note of a metric; its rows, if it is a function of rows, get names. */
    void declare(String label, Tensor metric) {
        OverExamples over = known.get(metric);
        if (over == null) {
            return;
        }
        ModelBuilder all = new ModelBuilder(label, false);
        Dim examples = all.dim(EXAMPLES);
        List<String> names = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor row : over.rows) {
            String name = label + "$" + names.size();
            metric.owner().name(name, row);
            names.add(name);
            Dim[] dims = row.shape().with(0, examples).dims().toArray(Dim[]::new);
            inputs.add(all.input(name, row.dtype(), dims));
        }
        all.output(label, over.formula.apply(inputs));
        metrics.put(label, new EpochMetric(names, all.resultsGraph(false)));
    }

    Map<String, EpochMetric> metrics() {
        return Collections.unmodifiableMap(metrics);
    }
}
