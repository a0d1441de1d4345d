package io.tapeless.testkit;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether results that a program computed in the dtypes of a graph differ from the exact ones by no more
 * than rounding explains. How far rounding goes depends on the graph and its numbers: {@code 1 − tanh²x} at 4 has
 * lost five of seven digits in f32 whatever the program does. So the graph is interpreted again with
 * {@linkplain Perturbation perturbed} values, and each element may be off by {@value #FACTOR} times the farthest
 * that it moved. Integers that no perturbed run changes, NaN and infinities must be equal, but for elements that a
 * perturbed run takes out of the range of the dtype: of them nothing is known.
 *
 * <p>Elements that are off by two units of rounding need no excuse. For others, perturbed runs are added until they
 * explain all differences; {@value #RUNS} that don't are a mismatch.
 */
public final class RoundingBounds {
    static final double FACTOR = 4;
    private static final int RUNS = 32;

    private final GraphSample sample;
    private final Map<String, Value> exact;

    public RoundingBounds(GraphSample sample) {
        this.sample = sample;
        this.exact = results(sample.run());
    }

    /** Outputs by name and new values of variables under {@code "update " + name}. */
    private static Map<String, Value> results(Interpreter.Result result) {
        Map<String, Value> results = new LinkedHashMap<>(result.outputs());
        result.variables().forEach((name, value) -> results.put("update " + name, value));
        return results;
    }

    /** What is wrong with results, named as outputs are, those of updates {@code "update " + name}; empty if nothing. */
    public Optional<String> difference(Map<String, Value> found) {
        Map<String, double[]> bounds = new LinkedHashMap<>();
        found.forEach((name, value) -> bounds.put(name, smallest(exact.get(name))));
        Optional<String> difference = firstBeyond(bounds, found);
        for (int run = 0; run < RUNS && difference.isPresent(); run++) {
            widen(bounds, run);
            difference = firstBeyond(bounds, found);
        }
        return difference;
    }

    /** How far each element of each result may be off, after some perturbed runs. */
    Map<String, double[]> bounds(int runs) {
        Map<String, double[]> bounds = new LinkedHashMap<>();
        exact.forEach((name, value) -> bounds.put(name, smallest(value)));
        for (int run = 0; run < runs; run++) {
            widen(bounds, run);
        }
        return bounds;
    }

    /** Two units of rounding; below the normal numbers, where the unit no longer shrinks, two of the smallest number. */
    private static double[] smallest(Value value) {
        if (!value.dtype().isFloat()) {
            return new double[value.size()];
        }
        double unit = Perturbation.unit(value.dtype());
        double least = value.dtype() == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        return Arrays.stream(value.toDoubles()).map(x -> x == 0 ? 0 : 2 * Math.max(unit * Math.abs(x), least))
                .toArray();
    }

    /** Bounds grow by what another perturbed run shows. */
    private void widen(Map<String, double[]> bounds, int run) {
        Map<String, Value> perturbed = results(
                Interpreter.run(sample.graph(), sample.inputs(), sample.variables(), new Perturbation(run)));
        bounds.forEach((name, bound) -> {
            for (int i = 0; i < bound.length; i++) {
                double moved = Math.abs(perturbed.get(name).real(i) - exact.get(name).real(i));
                bound[i] = Math.max(bound[i], Double.isNaN(moved) ? Double.POSITIVE_INFINITY : FACTOR * moved);
            }
        });
    }

    private Optional<String> firstBeyond(Map<String, double[]> bounds, Map<String, Value> found) {
        for (Map.Entry<String, Value> entry : found.entrySet()) {
            String name = entry.getKey();
            Value expected = exact.get(name);
            Value value = entry.getValue();
            if (expected.dtype() != value.dtype() || !Arrays.equals(expected.shape(), value.shape())) {
                return Optional.of(name + ": expected " + expected + " but was " + value);
            }
            for (int i = 0; i < value.size(); i++) {
                if (!isWithin(bounds.get(name)[i], expected, value, i)) {
                    return Optional.of(name + ", element " + i + ": expected " + expected.real(i) + " ± "
                            + bounds.get(name)[i] + " but was " + value.real(i) + "; expected " + expected + " but was "
                            + value);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWithin(double bound, Value expected, Value value, int i) {
        double a = expected.real(i);
        double b = value.real(i);
        if (!expected.dtype().isFloat()) {
            return expected.integer(i) == value.integer(i) || bound > 0 && Math.abs(a - b) <= bound;
        }
        return a == b || Double.isNaN(a) && Double.isNaN(b) || Math.abs(a - b) <= bound
                || bound == Double.POSITIVE_INFINITY;
    }
}
