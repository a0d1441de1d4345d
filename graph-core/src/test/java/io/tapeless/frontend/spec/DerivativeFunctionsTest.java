package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Derivatives in specs: several tensors at once, options, rules as lambdas. */
class DerivativeFunctionsTest {
    private static final String INPUTS = """
            @Input Tensor x = f64(2);
            @Input Tensor w = f64(2);
            """;
    private static final Map<String, Value> VALUES = Map.of("x", Value.of(DType.F64, new int[] {2}, 2, 3),
            "w", Value.of(DType.F64, new int[] {2}, 5, 7));

    private static void assertOut(String members, double... expected) {
        assertArrayEquals(expected, Specs.out(INPUTS + members, VALUES), 1e-12);
    }

    @Test
    void constantsAndDisconnected() {
        assertOut("Tensor h = x * x; @Output Tensor out = grad(sum(h * x), x, h);", 4, 9);
        assertOut("@Output Tensor out = concat(0, grad(sum(x * x), List.of(w, x), \"zero\"));", 0, 0, 4, 6);
        assertOut("@Output Tensor out = grad(sum(x * x), List.of(w, x), \"ignore\").get(0);", 4, 6);
        assertTrue(Specs.problems(INPUTS + "@Output Tensor out = grad(sum(x), List.of(x), \"never\").get(0);").get(0)
                .contains("expected raise, zero or ignore for what is disconnected, found never"));
    }

    @Test
    void severalTensors() {
        assertOut("@Output Tensor out = concat(0, vjp(List.of(x * w, w), List.of(x, w), List.of(w, x)));", 25, 49, 12, 24);
        assertOut("@Output Tensor out = concat(0, jvp(List.of(x * w, w), List.of(x, w), List.of(w, x)));", 29, 58, 2, 3);
        assertOut("Tensor y = x * w; @Output Tensor out = vjp(List.of(y, y * x), List.of(x), List.of(w, w), \"zero\", y)"
                + ".get(0);", 50, 147);
    }

    @Test
    void customGradients() {
        assertOut("@Output Tensor out = grad(sum(customGradient(floor(x / 2), x, g -> g * w)), x);", 5, 7);
        assertOut("@Output Tensor out = grad(sum((x * w).customGradient(List.of(x, w), g -> List.of(g * 2, g * x))), w);",
                2, 3);
        assertOut("@Output Tensor out = jvp(round(x).customGradient(x, g -> clip(g, -1.0, 1.0), v -> v * 3), x, w);",
                15, 21);
        assertOut("@Output Tensor out = jvp((x * w).customGradient(List.of(x, w), g -> List.of(g, g), vs -> vs.get(0)), "
                + "x, w);", 5, 7);
        assertTrue(Specs.problems(INPUTS + "@Output Tensor out = customGradient(x, x, g -> sum(g));").get(0)
                .contains("expected the adjoint of f64[2] to be of its type, found f64[]"));
    }

    @Test
    void clippedScaledReversed() {
        assertOut("@Output Tensor out = grad(sum(clipGradient(x, -1, 5) * w), x);", 5, 5);
        assertOut("@Output Tensor out = grad(sum(x.clipGradientByNorm(1) * w), x) * sqrt(constant(74.0, F64));", 5, 7);
        assertOut("@Output Tensor out = grad(sum(scaleGradient(x, 0.5)), x) + grad(sum(x.scaleGradient(sum(w))), x);",
                12.5, 12.5);
        assertOut("@Output Tensor out = grad(sum(reverseGradient(x)), x) + grad(sum(reverseGradient(x, 3)), x);", -4, -4);
    }

    @Test
    void equations() {
        assertOut("@Output Tensor out = grad(sum(root(w, v -> v * v - x, 1e-15, 30)), x) * 2 * sqrt(x);", 1, 1);
        assertOut("@Output Tensor out = x.fixedPoint(v -> { Tensor half = v / 2; return half + w; }, 1e-15, 80);", 10, 14);
        assertTrue(Specs.problems(INPUTS + "@Output Tensor out = fixedPoint(x, v -> sum(v), 1e-9, 10);").get(0)
                .contains("the function gives f64[]; expected the type of its argument"));
    }

    /** As written, values and derivatives of these overflow at ±1000; and so would penalties on the derivatives. */
    @Test
    void farOut() {
        String far = "Tensor z = 1000 * sign(w - 6); ";
        assertOut(far + "@Output Tensor out = grad(sum(log(softmax(z))), z);", 1, -1);
        assertOut(far + "@Output Tensor out = grad(sum(log(sigmoid(z))), z);", 1, 0);
        assertOut(far + "@Output Tensor out = grad(sum(log1p(exp(z))), z);", 0, 1);
        assertOut(far + "@Output Tensor out = grad(sqrt(sum(square(z))), z) * sqrt(constant(2.0, F64));", -1, 1);
        assertOut(far + "Tensor slope = grad(sum(log(1 + exp(z))), z); @Output Tensor out = grad(sum(slope * slope), z);",
                0, 0);
    }

    @Test
    void severalResults() {
        assertOut("List<Tensor> both = customGradient(List.of(x * w, sum(x)), List.of(x), g -> List.of(g.get(0) + "
                + "2 * g.get(1))); @Output Tensor out = grad(3 * sum(both.get(0)) + both.get(1), x);", 5, 5);
        assertOut("List<Tensor> both = root(List.of(x, w), v -> List.of(v.get(0) - v.get(1), v.get(1) - 2 * x), 1e-15, 9); "
                + "@Output Tensor out = grad(sum(both.get(0)), x);", 2, 2);
    }
}
