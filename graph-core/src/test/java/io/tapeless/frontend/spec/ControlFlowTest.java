package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loops and choices in specs: lambdas become bodies, what they use from around is captured. */
class ControlFlowTest {
    private static final String INPUTS = """
            static final Dim T = dim(0, 100);
            @Input Tensor x = f64(T);
            """;
    private static final Map<String, Value> X = Map.of("x", Value.of(DType.F64, new int[] {4}, 1, 2, 3, 4));

    private static double[] out(String members) {
        return Specs.out(INPUTS + members, X);
    }

    @Test
    void scanOfOneTensor() {
        assertArrayEquals(new double[] {1, 3, 6, 10}, out("@Output Tensor out = scan(0.0, x, (s, e) -> s + e);"));
        assertArrayEquals(new double[] {10, 9, 7, 4},
                out("@Output Tensor out = scan(0.0, x, (s, e) -> s + e, true);"));
        assertArrayEquals(new double[] {11, 23, 36, 50}, out("""
                Tensor w = x.sum();
                @Output Tensor out = scan(constant(0.0, F64), x, (s, e) -> {
                    Tensor t = s + w;
                    return t + e;
                });"""));
    }

    @Test
    void scanOfLists() {
        assertArrayEquals(new double[] {10, 24, 0, 1, 3, 6}, out("""
                List<Tensor> y = scan(List.of(constant(0.0, F64), constant(1.0, F64)), List.of(x),
                    (c, e) -> List.of(c.get(0) + e.get(0), c.get(1) * e.get(0), c.get(0)));
                @Output Tensor out = concat(0, stack(0, y.get(0), y.get(1)), y.get(2));"""));
    }

    @Test
    void layersMethodsAndGradients() {
        assertArrayEquals(new double[] {1.0 * 24 / 1, 24.0 / 2, 24.0 / 3, 24.0 / 4}, out("""
                class Cell {
                    Tensor step(Tensor state, Tensor e) { return state * e; }
                }
                Cell cell = new Cell();
                Tensor all = scan(1.0, x, (s, e) -> cell.step(s, e));
                @Output Tensor out = grad(all.slice(new int[] {3}, new int[] {4}).sum(), x);"""));
    }

    @Test
    void loopsInLoops() {
        assertArrayEquals(new double[] {30}, out("""
                @Output Tensor out = forLoop(3, constant(0.0, F64), (i, a) ->
                    forLoop(2, a, (j, b) -> b + cast(i, F64) * x.sum() * 0.5));"""));
        assertArrayEquals(new double[] {16}, out("""
                @Output Tensor out = whileLoop(100, constant(1.0, F64), v -> v < x.sum(), v -> v * 2);"""));
    }

    @Test
    void choices() {
        assertArrayEquals(new double[] {1, 2, 3, 4}, out("@Output Tensor out = cond(x.sum() > 5, () -> x, () -> -x);"));
        assertArrayEquals(new double[] {-1, -2, -3, -4},
                out("@Output Tensor out = cond(x.sum() > 50, () -> x, () -> -x);"));
        assertArrayEquals(new double[] {2, 4, 6, 8}, out("""
                List<Tensor> y = cond(x.sum() > 5, List.of(x), v -> List.of(v.get(0) * 2), v -> v);
                @Output Tensor out = y.get(0);"""));
    }

    @Test
    void checkpoints() {
        assertArrayEquals(new double[] {2, 4, 6, 8},
                out("@Output Tensor out = grad(checkpoint(() -> (x * x).sum()), x);"));
    }

    @Test
    void checkpointsByPolicyAndName() {
        for (String saved : List.of("\"dots\"", "\"nothing\"", "\"square\"", "\"dots\", \"square\"")) {
            assertArrayEquals(new double[] {2, 4, 6, 8}, out("@Output Tensor out = grad(checkpoint("
                    + "() -> checkpointName(x * x, \"square\").sum(), " + saved + "), x);"), saved);
        }
        String found = Specs.problems(INPUTS + "@Output Tensor out = checkpoint(() -> x * x, \"dot\");").get(0);
        assertTrue(found.contains("checkpoint: nothing is named dot"), found);
    }

    @Test
    void problems() {
        assertEquals(List.of("3:22 scan: carry 1 starts as f64[] and goes on as f64[T]; it must keep its type"),
                Specs.problems(INPUTS + "@Output Tensor out = scan(0.0, x, (s, e) -> s + x);"));
        String found = Specs.problems(INPUTS + "@Output Tensor out = cond(x.sum() > 0, () -> x, () -> x.sum());").get(0);
        assertTrue(found.contains("the branches give f64[T] and f64[]; expected one type"), found);
        found = Specs.problems(INPUTS + "@Output Tensor out = scan(0.0, x, (s, e) -> List.of(s));").get(0);
        assertTrue(found.contains("this lambda gives List of 1"), found);
        found = Specs.problems(INPUTS + """
                List<Tensor> kept = new ArrayList<>();
                Tensor y = scan(0.0, x, (s, e) -> { kept.add(e); return s + e; });
                @Output Tensor out = kept.get(0);""").get(0);
        assertTrue(found.contains("a tensor made in a loop is used outside of it"), found);
    }
}
