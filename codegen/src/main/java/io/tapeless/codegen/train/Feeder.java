package io.tapeless.codegen.train;

import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.Batches;
import io.tapeless.frontend.ModelBuilder;
import java.util.Map;

/** Copies the examples of a batch into the inputs of a function; allocates nothing. */
final class Feeder {
    private Feeder() {}

    static void feed(Batches batches, Map<String, TensorView> inputs) {
        for (Map.Entry<String, TensorView> input : inputs.entrySet()) {
            String name = input.getKey();
            if (name.equals(ModelBuilder.KEY)) {
                continue;
            }
            TensorView view = input.getValue();
            switch (view.dtype()) {
                case F32 -> batches.gather(name, view.floats(), view.offset());
                case F64 -> batches.gather(name, view.doubles(), view.offset());
                case I32, BOOL -> batches.gather(name, view.ints(), view.offset());
                case I64 -> batches.gather(name, view.longs(), view.offset());
            }
        }
    }
}
