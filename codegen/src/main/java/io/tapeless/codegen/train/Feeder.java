package io.tapeless.codegen.train;

import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.examples.BatchSource;
import io.tapeless.frontend.ModelBuilder;
import java.util.Map;

/** Copies the examples of a batch into the inputs of a function; allocates nothing. */
final class Feeder {
    private Feeder() {}

    static void feed(BatchSource batches, Map<String, TensorView> inputs) {
        for (Map.Entry<String, TensorView> input : inputs.entrySet()) {
            if (!input.getKey().equals(ModelBuilder.KEY)) {
                batches.gather(input.getKey(), input.getValue().array(), input.getValue().offset());
            }
        }
    }
}
