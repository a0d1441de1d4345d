package io.tapeless.codegen.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives held against differences: what must pass and what must not. */
class GradientCheckTest {
    private static boolean passes(UnaryOperator<Tensor> function) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor y = function.apply(model.input("x", DType.F64, 4L));
        Graph graph = model.graph().build("Test", Map.of("y", y.node()));
        return new GradientCheck(graph, "y", RandomInputs.of(graph, Map.of(), 1), Map.of(), 1).first().values().stream()
                .allMatch(Finding::passed);
    }

    @Test
    void slopesThatAreSmallBesideTheScalarPass() {
        assertTrue(passes(x -> x.square().sum().plus(1e9)));
    }

    @Test
    void wrongSlopesFail() {
        assertTrue(passes(x -> x.times(x).sum()));
        assertFalse(passes(x -> x.times(Derivatives.stopGradient(x)).sum()));
    }
}
