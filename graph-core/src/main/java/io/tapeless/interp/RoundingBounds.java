package io.tapeless.interp;

import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import java.util.Arrays;
import java.util.Collections;
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

    private final Graph graph;
    private final Map<String, Value> inputs;
    private final Map<String, Value> variables;
    private final Map<String, Value> exact;

    /**
     * How far an element of a result is off.
     *
     * @param element its place in the result
     * @param distance from the exact value; infinite if only one of them is NaN
     * @param bound what rounding explains; infinite if nothing is known of the element
     */
    public record Deviation(int element, double distance, double bound) {
        private static Deviation of(int element, Value expected, Value found, double bound) {
            double a = expected.real(element);
            double b = found.real(element);
            boolean equal = expected.dtype().isFloat() ? a == b || Double.isNaN(a) && Double.isNaN(b)
                    : expected.integer(element) == found.integer(element);
            double distance = Math.abs(a - b);
            return new Deviation(element, equal ? 0 : Double.isNaN(distance) ? Double.POSITIVE_INFINITY
                    : Math.max(distance, Double.MIN_VALUE), bound);
        }

        /** Whether something is known of the element. */
        public boolean isBounded() {
            return bound < Double.POSITIVE_INFINITY;
        }

        /** Whether rounding explains it. */
        public boolean isExplained() {
            return distance <= bound;
        }

        /** The distance in units of the bound; below 0 if nothing is known. */
        private double severity() {
            return !isBounded() ? -1 : distance == 0 ? 0 : distance / bound;
        }
    }

    /** Interprets the graph in f64; inputs and variables are as {@link Interpreter#run} takes them. */
    public RoundingBounds(Graph graph, Map<String, Value> inputs, Map<String, Value> variables) {
        this.graph = graph;
        this.inputs = inputs;
        this.variables = variables;
        this.exact = results(Interpreter.run(graph, inputs, variables));
    }

    /** Outputs by name and new values of variables under {@code "update " + name}. */
    private static Map<String, Value> results(Interpreter.Result result) {
        Map<String, Value> results = new LinkedHashMap<>(result.outputs());
        result.variables().forEach((name, value) -> results.put("update " + name, value));
        return results;
    }

    /** The exact results: outputs by name, variables after the run by {@code "update " + name}. */
    public Map<String, Value> exact() {
        return Collections.unmodifiableMap(exact);
    }

    /**
     * What is wrong with results; empty if nothing.
     *
     * @param found by names of {@link #exact}, some or all of them
     */
    public Optional<String> difference(Map<String, Value> found) {
        for (Map.Entry<String, Value> entry : found.entrySet()) {
            Value expected = exact.get(entry.getKey());
            Value value = entry.getValue();
            if (expected.dtype() != value.dtype() || !Arrays.equals(expected.shape(), value.shape())) {
                return Optional.of(entry.getKey() + ": expected " + expected + " but was " + value);
            }
        }
        return deviations(found).entrySet().stream().filter(e -> !e.getValue().isExplained()).findFirst()
                .map(e -> text(e.getKey(), e.getValue(), found.get(e.getKey())));
    }

    private String text(String name, Deviation deviation, Value found) {
        Value expected = exact.get(name);
        return name + ", element " + deviation.element + ": expected " + expected.real(deviation.element) + " ± "
                + deviation.bound + " but was " + found.real(deviation.element) + "; expected " + expected + " but was "
                + found;
    }

    /**
     * Of each result the element that rounding explains least; of one without elements nothing.
     *
     * @param found by names of {@link #exact}, some or all of them, of the same types
     */
    public Map<String, Deviation> deviations(Map<String, Value> found) {
        Map<String, double[]> bounds = new LinkedHashMap<>();
        found.forEach((name, value) -> bounds.put(name, smallest(exact.get(name))));
        Map<String, Deviation> worst = worst(bounds, found);
        for (int run = 0; run < RUNS && !worst.values().stream().allMatch(Deviation::isExplained); run++) {
            widen(bounds, run);
            worst = worst(bounds, found);
        }
        return worst;
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
        Map<String, Value> perturbed = results(Interpreter.run(graph, inputs, variables, new Perturbation(run)));
        bounds.forEach((name, bound) -> {
            for (int i = 0; i < bound.length; i++) {
                double moved = Math.abs(perturbed.get(name).real(i) - exact.get(name).real(i));
                bound[i] = Math.max(bound[i], Double.isNaN(moved) ? Double.POSITIVE_INFINITY : FACTOR * moved);
            }
        });
    }

    private Map<String, Deviation> worst(Map<String, double[]> bounds, Map<String, Value> found) {
        Map<String, Deviation> all = new LinkedHashMap<>();
        bounds.forEach((name, bound) -> {
            Deviation worst = null;
            for (int i = 0; i < bound.length; i++) {
                Deviation next = Deviation.of(i, exact.get(name), found.get(name), bound[i]);
                worst = worst == null || next.severity() > worst.severity() ? next : worst;
            }
            if (worst != null) {
                all.put(name, worst);
            }
        });
        return all;
    }
}
