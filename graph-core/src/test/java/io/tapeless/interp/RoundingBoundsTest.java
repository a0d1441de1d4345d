package io.tapeless.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.testkit.GradientSamples;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.RandomGraphs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounding passes, mistakes don't. */
class RoundingBoundsTest {
    private static final int GRAPHS = 40;
    private static final int MISTAKES = 3;

    private static GraphSample sample(long seed) {
        DType dtype = seed % 2 == 0 ? DType.F32 : DType.F64;
        return GradientSamples.of(RandomGraphs.generate(seed, new RandomGraphs.Options(dtype, 12, false)), false);
    }

    private static Map<String, Value> rounded(GraphSample sample) {
        Interpreter.Result result = Interpreter.run(sample.graph(), sample.inputs(), sample.variables(),
                Interpreter.Precision.DECLARED);
        Map<String, Value> values = new LinkedHashMap<>(result.outputs());
        result.variables().forEach((name, value) -> values.put("update " + name, value));
        return values;
    }

    @Test
    void roundingEachNodePasses() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            GraphSample sample = sample(seed);
            assertEquals(Optional.empty(), sample.roundingBounds().difference(rounded(sample)), "seed " + seed);
        }
    }

    /** Of elements with a bound, few are so ill-conditioned that the bound says little. */
    @Test
    void boundsAreTight() {
        int all = 0;
        int loose = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            GraphSample sample = sample(seed);
            Map<String, Value> exact = sample.run().outputs();
            for (Map.Entry<String, double[]> bounds : sample.roundingBounds().bounds(4).entrySet()) {
                Value value = exact.get(bounds.getKey());
                for (int i = 0; value != null && value.dtype().isFloat() && i < value.size(); i++) {
                    all++;
                    loose += bounds.getValue()[i] > 1e-3 * Math.abs(value.real(i)) ? 1 : 0;
                }
            }
        }
        assertTrue(loose < 0.01 * all, loose + " of " + all);
    }

    @ParameterizedTest
    @EnumSource
    void mistakesAreFound(GraphMutation mutation) {
        int visible = 0;
        int found = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            GraphSample sample = sample(seed);
            RoundingBounds bounds = sample.roundingBounds();
            Random random = new Random(seed);
            for (int i = 0; i < MISTAKES; i++) {
                Node node = sample.graph().nodes().get(random.nextInt(sample.graph().nodes().size()));
                Optional<GraphSample> mutant = mutation.at(sample, node);
                if (mutant.isPresent() && isVisible(mutation, sample, mutant.get())) {
                    visible++;
                    found += bounds.difference(rounded(mutant.get())).isPresent() ? 1 : 0;
                }
            }
        }
        assertTrue(visible >= GRAPHS / 2, visible + " visible");
        assertTrue(found >= (mutation == GraphMutation.PRECISION ? 0.9 : 1) * visible, found + " of " + visible);
    }

    /** Whether a mistake changes some element of a result, in exact arithmetic and by at least half of what it is. */
    private static boolean isVisible(GraphMutation mutation, GraphSample right, GraphSample wrong) {
        double least = mutation == GraphMutation.PRECISION
                ? 256 * Perturbation.unit(right.graph().output("loss").dtype()) : 0.01;
        Map<String, Value> a = right.run().outputs();
        Map<String, Value> b = wrong.run().outputs();
        return a.keySet().stream().anyMatch(name -> {
            for (int i = 0; i < a.get(name).size(); i++) {
                double x = a.get(name).real(i);
                if (Math.abs(x - b.get(name).real(i)) > least * Math.abs(x)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** {@code 1 − tanh²x} at 3.4 is known to three digits in f32, and to no fewer. */
    @Test
    void cancellationIsAllowedForAndNoMore() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node tanh = x.map(ScalarOp.TANH, builder.add(new Leaf.Input("x", TensorType.scalar(DType.F32))));
        Node y = x.sub(1, x.mul(tanh, tanh));
        GraphSample sample = new GraphSample(builder.build("y", Map.of("y", y)),
                Map.of("x", Value.scalar(DType.F32, 3.4f)), Map.of());
        double exact = sample.run().output("y").real(0);
        RoundingBounds bounds = sample.roundingBounds();
        assertEquals(Optional.empty(), bounds.difference(Map.of("y", Value.scalar(DType.F32, exact + 1.5e-7))));
        assertTrue(bounds.difference(Map.of("y", Value.scalar(DType.F32, exact + 1e-5))).isPresent());
        assertTrue(bounds.difference(Map.of("y", Value.scalar(DType.F32, Double.NaN))).isPresent());
    }

    /** {@code x² − x²} is 0, but of infinities in f32 from 1.9e19 on. */
    @Test
    void numbersMayLeaveTheRangeOfTheirDType() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node in = builder.add(new Leaf.Input("x", TensorType.scalar(DType.F32)));
        Node other = builder.add(new Leaf.Input("other", TensorType.scalar(DType.F32)));
        Node y = x.sub(x.mul(in, in), x.mul(other, other));
        for (double number : new double[] {1e18, 1e22}) {
            RoundingBounds bounds = new RoundingBounds(builder.build("y", Map.of("y", y)),
                    Map.of("x", Value.scalar(DType.F32, number), "other", Value.scalar(DType.F32, number)), Map.of());
            assertEquals(number < 1e19, bounds.difference(Map.of("y", Value.scalar(DType.F32, Double.NaN))).isPresent());
        }
    }

    /** A product with 0 is 0, unless those of the others are infinite on the way, as lanes multiply apart. */
    @Test
    void runningProductsMayLeaveTheRangeOfTheirDType() {
        GraphBuilder builder = new GraphBuilder();
        Node in = builder.add(new Leaf.Input("x", new TensorType(DType.F32, Shape.of(2, 4))));
        Node y = builder.add(new Reduction.Reduce(Reduction.Kind.PROD, List.of(1)), in);
        Value factors = Value.of(DType.F32, new int[] {2, 4}, 1e18, 1e18, 0, 1, 1e20, 1e20, 0, 1);
        RoundingBounds bounds = new RoundingBounds(builder.build("y", Map.of("y", y)), Map.of("x", factors), Map.of());
        int[] shape = {2};
        assertEquals(Optional.empty(), bounds.difference(Map.of("y", Value.of(DType.F32, shape, 0, 0))));
        assertEquals(Optional.empty(), bounds.difference(Map.of("y", Value.of(DType.F32, shape, 0, Double.NaN))));
        assertTrue(bounds.difference(Map.of("y", Value.of(DType.F32, shape, Double.NaN, 0))).isPresent());

        Value mixed = Value.of(DType.F32, new int[] {2, 4}, 1e-18, 1e-18, 1e18, 1e18, 1e-20, 1e-20, 1e20, 1e18);
        bounds = new RoundingBounds(builder.build("y", Map.of("y", y)), Map.of("x", mixed), Map.of());
        assertEquals(Optional.empty(), bounds.difference(Map.of("y", Value.of(DType.F32, shape, 1, 0))));
        assertTrue(bounds.difference(Map.of("y", Value.of(DType.F32, shape, 0, 0.01))).isPresent());
    }

    /** Which of two numbers is smaller is not known if they differ by less than rounding; else it is. */
    @Test
    void integersThatRoundingDecidesMayBeOff() {
        GraphBuilder builder = new GraphBuilder();
        Node in = builder.add(new Leaf.Input("x", new TensorType(DType.F32, Shape.of(2))));
        Node y = builder.add(new Reduction.ArgReduce(Reduction.Kind.MIN, 0), builder.map(ScalarOp.TANH, in));
        for (float second : new float[] {4.000001f, 4.1f}) {
            RoundingBounds bounds = new RoundingBounds(builder.build("y", Map.of("y", y)),
                    Map.of("x", Value.of(DType.F32, new int[] {2}, new double[] {second, 4})), Map.of());
            assertEquals(second > 4.01f, bounds.difference(Map.of("y", Value.ofIntegers(DType.I32, new int[0],
                    new long[] {0}))).isPresent());
        }
    }

    /** Near 1e-42 the numbers of f32 are 1.4e-45 apart. */
    @Test
    void subnormalNumbersAreRoundedCoarsely() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node in = builder.add(new Leaf.Input("x", TensorType.scalar(DType.F32)));
        GraphSample sample = new GraphSample(builder.build("y", Map.of("y", x.mul(in, in))),
                Map.of("x", Value.scalar(DType.F32, 1.3e-21f)), Map.of());
        double exact = sample.run().output("y").real(0);
        RoundingBounds bounds = sample.roundingBounds();
        assertEquals(Optional.empty(), bounds.difference(Map.of("y", Value.scalar(DType.F32, exact + 1.4e-45))));
        assertTrue(bounds.difference(Map.of("y", Value.scalar(DType.F32, exact + 1e-43))).isPresent());
    }
}
