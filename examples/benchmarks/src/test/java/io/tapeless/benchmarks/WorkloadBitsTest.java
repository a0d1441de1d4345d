package io.tapeless.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.runtime.Form;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The weights of each workload, with small extents, have the same bits after some steps in every form, on one thread
 * and two, on every JDK and processor: the expected hashes are written down here. A change that alters them on purpose
 * alters this file, and says why.
 */
class WorkloadBitsTest {
    private static final int STEPS = 20;
    private static final Map<Workload, String> HASHES = Map.ofEntries(
            Map.entry(Workload.LOGISTIC, "c056e0f3a12cd143"),
            Map.entry(Workload.MLP_SGD, "40f4cefc02a0dc3c"),
            Map.entry(Workload.MLP_ADAM, "746a4c6c0e35721f"),
            Map.entry(Workload.TINY_MLP_ONE, "b718831140164552"),
            Map.entry(Workload.TINY_MLP, "ef5f0f498ec1ea9f"),
            Map.entry(Workload.WIDE_MLP, "341bf35a50b366c8"),
            Map.entry(Workload.LENET, "a11bdd168e8020e7"),
            Map.entry(Workload.CHAR_LSTM, "affd8d1b44e8560f"),
            Map.entry(Workload.SMALL_GPT, "95889a523b48e806"),
            Map.entry(Workload.RESIDUAL, "2a3877b5b21b90cb"));

    @ParameterizedTest
    @EnumSource
    void sameBits(Workload workload) {
        CompileOptions options = CompileOptions.defaults();
        assertHash(workload, options.withForm(Form.SCALAR));
        assertHash(workload, options.withForm(Form.best()));
        assertHash(workload, options.withForm(Form.best()).withThreads(2));
    }

    private static void assertHash(Workload workload, CompileOptions options) {
        Trainer trainer = workload.small(options);
        for (int step = 0; step < STEPS; step++) {
            trainer.step();
        }
        assertEquals(HASHES.get(workload), Long.toHexString(hash(trainer.parameters())),
                () -> workload + ", " + options.form() + ", " + options.threads() + " threads");
    }

    /** FNV-1a of the bits of all variables, in order, but for those that only steer the step. */
    private static long hash(Parameters parameters) {
        long hash = 0xCBF29CE484222325L;
        for (String name : parameters.table().names()) {
            TensorView view = parameters.get(name);
            for (int i = 0; i < view.size() && !name.startsWith("$"); i++) {
                long bits = Double.doubleToLongBits(view.get(i));
                for (int b = 0; b < 64; b += 8) {
                    hash = (hash ^ (bits >>> b & 0xFF)) * 0x100000001B3L;
                }
            }
        }
        return hash;
    }
}
