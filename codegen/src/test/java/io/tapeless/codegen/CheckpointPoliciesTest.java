package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.MemoryMap;
import io.tapeless.frontend.CheckpointTest;
import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.testkit.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints by every policy in all oracles; what they save in memory. */
class CheckpointPoliciesTest {
    private static final int BATCH = 256;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oraclesAgree(boolean isSecondOrder) {
        List<Form> forms = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? List.of(Form.values()) : List.of(Form.SCALAR);
        for (String policy : CheckpointTest.POLICIES) {
            DType dtype = isSecondOrder ? DType.F64 : DType.F32;
            Graph graph = ModelCompiler.optimize(CheckpointTest.attention(policy, dtype, isSecondOrder));
            Map<String, Value> inputs = CheckpointTest.inputs(dtype, 5);
            Interpreter.Result expected = Interpreter.run(graph, inputs, Map.of());
            Map<String, Value> loops = new LoopRun(graph).run(inputs, Map.of());
            loops.forEach((name, value) -> Values.assertClose(expected.output(name), value,
                    dtype == DType.F32 ? 1e-5 : 1e-12));
            for (Form form : forms) {
                Map<String, Value> code = new BytecodeOracle(graph, form).run(inputs, Map.of());
                loops.forEach((name, value) -> Values.assertClose(value, code.get(name), 0));
            }
        }
    }

    /** Layers of two products and several functions each. */
    static Model layers(String... saved) {
        return Model.define("Layers", model -> {
            Tensor h = model.input("x", DType.F32, model.dim("B"), Dim.of(64));
            for (int i = 0; i < 6; i++) {
                Tensor x = h;
                Tensor w = model.param("w" + i, Initializer.heNormal(), DType.F32, 64, 96);
                Tensor v = model.param("v" + i, Initializer.heNormal(), DType.F32, 96, 64);
                h = ControlFlow.checkpoint(model,
                        () -> x.matmul(w).sin().exp().tanh().matmul(v).sin().sigmoid(), saved);
            }
            model.loss("loss", h.square().mean());
        });
    }

    static LoweredFunction step(Model model) {
        TrainGraphs graphs = TrainGraphs.of(model, model.settings());
        return ModelCompiler.lower(graphs.stages().result(), graphs.variables(model));
    }

    private static long peak(String... saved) {
        return MemoryMap.of(step(layers(saved)).layout(), BATCH).peakBytes();
    }

    /** The less is saved, the less memory a step takes. */
    @Test
    void savingLessTakesLessMemory() {
        long nothing = peak();
        long dots = peak("dots");
        long everything = peak("everything");
        assertTrue(nothing < dots && dots < everything, nothing + ", " + dots + ", " + everything);
        assertTrue(nothing < 0.5 * everything, nothing + " of " + everything);
    }
}
