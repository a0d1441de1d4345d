package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Functions that are measured, and random numbers to run them on. */
final class Models {
    private Models() {}

    /**
     * A function with memory, its inputs filled with random numbers, in the form that is measured from the first run
     * on.
     *
     * @param dims its symbolic dimensions
     */
    static BoundFunction function(Model model, List<String> outputs, Map<String, Long> dims) {
        CompiledModel compiled = ModelCompiler.compile(model, CompileOptions.defaults().withForm(Form.best()));
        BoundFunction bound = compiled.bind(compiled.forward(outputs), compiled.initialize(1), dims);
        bound.inputs().values().forEach(view -> view.set(uniform(view.offset(), view.size())));
        return bound;
    }

    static float[] uniform(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
