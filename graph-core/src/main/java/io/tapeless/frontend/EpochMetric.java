package io.tapeless.frontend;

import io.tapeless.ir.Graph;
import java.util.List;

/**
 * A metric that is a function of rows of all examples, and over several batches is not the mean of its values on them.
 *
 * @param rows names of the tensors that hold the examples' rows, the first axis counting examples
 * @param formula a graph whose inputs have these names, any number of rows each, and whose output is the metric
 */
public record EpochMetric(List<String> rows, Graph formula) {
    public EpochMetric {
        rows = List.copyOf(rows);
    }
}
