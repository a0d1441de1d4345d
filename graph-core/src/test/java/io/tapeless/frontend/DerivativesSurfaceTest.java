package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known adjoints and tangents of several tensors, constants, and what is not connected. */
class DerivativesSurfaceTest {
    private final ModelBuilder model = new ModelBuilder("Test", false);
    private final Tensor x = model.input("x", DType.F64, 2);
    private final Tensor w = model.input("w", DType.F64, 2);
    private final Tensor u = model.input("u", DType.F64);
    private final Map<String, Value> inputs = Map.of("x", Value.of(DType.F64, new int[] {2}, 2, 3),
            "w", Value.of(DType.F64, new int[] {2}, 5, 7), "u", Value.of(DType.F64, new int[0], 11));

    private void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, Evaluate.run(actual, inputs), 1e-12);
    }

    private static void assertFails(String message, org.junit.jupiter.api.function.Executable action) {
        IrException error = assertThrows(IrException.class, action);
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void constantsAreNotPassed() {
        Tensor h = x.times(x);
        Tensor y = h.times(x).sum();
        assertValues(y.grad(x), 12, 27);
        assertValues(y.grad(x, h), 4, 9);
        assertValues(y.grad(List.of(x, w), "zero", h).get(0), 4, 9);
        assertFails("every path between them stops", () -> h.sum().grad(x, h));
        // a constant that is asked for has a gradient itself
        assertValues(y.grad(h, h), 2, 3);
        assertValues(y.grad(x, h).sum().grad(x), 4, 6);
    }

    @Test
    void aReshapedTensorThatIsReshapedAgainIsOnThePath() {
        Tensor column = w.expandDims(1);
        assertValues(column.flatten().times(x).sum().grad(column), 2, 3);
    }

    @Test
    void disconnected() {
        Tensor y = x.times(x).sum();
        assertFails("no derivative of reduce_sum", () -> y.grad(List.of(x, w)));
        assertFails("the one is not computed from the other", () -> y.grad(List.of(x, w), "raise"));
        List<Tensor> zero = y.grad(List.of(w, x), "zero");
        assertValues(zero.get(0), 0, 0);
        assertValues(zero.get(1), 4, 6);
        List<Tensor> ignored = y.grad(List.of(w, x), "ignore");
        assertEquals(1, ignored.size());
        assertValues(ignored.get(0), 4, 6);
        assertFails("expected raise, zero or ignore for what is disconnected, found none",
                () -> y.grad(List.of(w), "none"));
    }

    @Test
    void severalResultsWithKnownAdjoints() {
        Tensor product = x.times(w);
        Tensor scaled = x.times(u);
        List<Tensor> adjoints = Derivatives.vjp(List.of(product, scaled), List.of(x, w, u), List.of(w, x));
        assertValues(adjoints.get(0), 25 + 22, 49 + 33);
        assertValues(adjoints.get(1), 10, 21);
        assertValues(adjoints.get(2), 13);
        // one result twice counts twice, and a result may be computed from another
        assertValues(Derivatives.vjp(List.of(product, product), List.of(x), List.of(w, w)).get(0), 50, 98);
        assertValues(Derivatives.vjp(List.of(product, product.times(w)), List.of(product, x), List.of(x, x)).get(0),
                2 + 10, 3 + 21);
        List<Tensor> kept = Derivatives.vjp(List.of(product, scaled), List.of(x, u), List.of(w, x), "ignore", scaled);
        assertEquals(1, kept.size());
        assertValues(kept.get(0), 25, 49);
        // the adjoint is differentiated too
        assertValues(adjoints.get(1).sum().grad(x), 5, 7);
    }

    @Test
    void severalTangents() {
        List<Tensor> tangents = Derivatives.jvp(List.of(x.times(w), w.times(u)), List.of(x, w), List.of(w, x));
        assertValues(tangents.get(0), 25 + 4, 49 + 9);
        assertValues(tangents.get(1), 22, 33);
        assertValues(Derivatives.jvp(List.of(x.times(x)), List.of(x, x), List.of(x, w)).get(0), 28, 60);
        assertFails("no derivative of ", () -> Derivatives.jvp(List.of(x, u), List.of(w, x), List.of(w, x)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertFails("expected an adjoint for each of 2 nodes, found 1",
                () -> Derivatives.vjp(List.of(x, w), List.of(x), List.of(x)));
        assertFails("expected an adjoint of type f64[2], found input : f64[]",
                () -> Derivatives.vjp(List.of(x), List.of(x), List.of(u)));
        assertFails("expected a tangent for each of 1 nodes, found 2",
                () -> Derivatives.jvp(List.of(x), List.of(x), List.of(x, w)));
        assertFails("vjp: expected results", () -> Derivatives.vjp(List.of(), List.of(x), List.of()));
        assertFails("is of another model", () -> Derivatives.vjp(List.of(x),
                List.of(new ModelBuilder("Other", false).input("z", DType.F64, 2)), List.of(x)));
    }
}
