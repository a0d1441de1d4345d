package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is reported to be kept for the backward pass. */
class SavedValuesTest {
    private static final int LAYERS = 6;

    private static List<SavedValues.Row> rows(Model model) {
        return SavedValues.of(CheckpointPoliciesTest.step(model).schedule()).rows();
    }

    private static List<String> types(List<SavedValues.Row> rows) {
        return rows.stream().map(r -> r.type().toString()).distinct().sorted().toList();
    }

    /** Each layer's value is the input of the next one, which is computed again; the loss's kernel keeps a factor. */
    @Test
    void checkpointsKeepTheirInputs() {
        List<SavedValues.Row> rows = rows(CheckpointPoliciesTest.layers());
        assertEquals(LAYERS, rows.size());
        assertEquals(List.of("f32[1, B, 64]"), types(rows));
        assertTrue(rows.stream().allMatch(r -> r.checkpoint().isEmpty()));
        assertEquals(LAYERS - 1, rows.stream().filter(r -> r.operation().equals("sigmoid")).count());
    }

    @Test
    void dotsAreKeptForTheirCheckpoint() {
        List<SavedValues.Row> rows = rows(CheckpointPoliciesTest.layers("dots"));
        List<SavedValues.Row> saved = rows.stream().filter(r -> r.checkpoint().isPresent()).toList();
        assertEquals(2 * LAYERS, saved.size());
        assertTrue(saved.stream().allMatch(r -> r.operation().equals("matmul")
                && r.checkpoint().get().file().equals("CheckpointPoliciesTest.java")));
        assertEquals(List.of("f32[1, B, 64]", "f32[1, B, 96]"), types(saved));
        assertEquals(LAYERS, rows.size() - saved.size());
    }

    @Test
    void withoutCheckpointsActivationsAreKept() {
        List<SavedValues.Row> rows = rows(CheckpointPoliciesTest.layers("everything"));
        assertTrue(rows.size() >= 4 * LAYERS, rows.toString());
        assertTrue(rows.stream().allMatch(r -> r.checkpoint().isEmpty()));
    }

    @Test
    void namesAreShown() {
        List<SavedValues.Row> rows = rows(Model.define("Named", model -> {
            Tensor x = model.input("x", DType.F32, model.dim("B"), Dim.of(8));
            Tensor w = model.param("w", Initializer.heNormal(), DType.F32, 8, 8);
            Tensor hidden = x.matmul(w).tanh();
            model.name("hidden", hidden);
            Tensor y = ControlFlow.checkpoint(model,
                    () -> hidden.matmul(w).sin().checkpointName("wave").exp().matmul(w), "wave");
            model.loss("loss", y.square().mean());
        }));
        assertEquals(List.of("hidden", "", "wave"), rows.stream().map(SavedValues.Row::name).toList());
    }

    @Test
    void predictionKeepsNothing() {
        Model model = CheckpointPoliciesTest.layers();
        assertEquals(List.of(), SavedValues.of(ModelCompiler.lower(ModelCompiler.optimize(model.forward()),
                VariableTable.of(model.forward())).schedule()).rows());
    }
}
