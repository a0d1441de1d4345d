package io.tapeless.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.TrainSettings;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What settings make of a step: the loss a·x + b·y of parameters a and b has the fed x and y as gradients. */
class TrainStepSettingsTest {
    private static final double RATE = 0.5;

    private final Map<String, Value> variables = new HashMap<>();
    private TrainStep step;

    private void step(Map<String, Object> settings) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        TensorType type = new TensorType(DType.F64, Shape.of(2));
        Node a = builder.add(new Leaf.Variable("net.a", type, true));
        Node b = builder.add(new Leaf.Variable("net.b", type, true));
        Node state = builder.add(new Leaf.Variable("seen", TensorType.scalar(DType.F64), false));
        Node loss = x.sum(x.add(x.mul(a, builder.add(new Leaf.Input("x", type))),
                x.mul(b, builder.add(new Leaf.Input("y", type)))));
        Graph forward = builder.build("linear", Map.of("loss", loss), Map.of(state, x.add(state, loss)));
        Map<String, Object> all = new HashMap<>(settings);
        all.put("learningRate", RATE);
        step = TrainStep.of(forward, "loss", TrainSettings.of(all));
        GraphVerifier.verify(step.graph());
        variables.clear();
        variables.put("net.a", Value.of(DType.F64, new int[] {2}, 1, 2));
        variables.put("net.b", Value.of(DType.F64, new int[] {2}, 3, 4));
        variables.put("seen", Value.scalar(DType.F64, 0.0));
        step.slots().forEach(slot -> {
            double[] elements = new double[(int) slot.variable().shape().size().constant()];
            Arrays.fill(elements, slot.initialValue());
            variables.put(UpdateBuilder.name(slot.variable()), Value.of(slot.variable().dtype(),
                    slot.variable().shape().evaluate(Map.of()), elements));
        });
    }

    private void run(double x0, double x1, double y0, double y1) {
        variables.putAll(Interpreter.run(step.graph(), Map.of("x", Value.of(DType.F64, new int[] {2}, x0, x1),
                "y", Value.of(DType.F64, new int[] {2}, y0, y1)), variables).variables());
    }

    private void assertValues(String variable, double... expected) {
        assertArrayEquals(expected, variables.get(variable).toDoubles(), 1e-14, variable);
    }

    @Test
    void clipsValues() {
        step(Map.of("clipValue", 2));
        run(1, -5, 7, 0);
        assertValues("net.a", 1 - RATE, 2 + RATE * 2);
        assertValues("net.b", 3 - RATE * 2, 4);
    }

    @Test
    void clipsTheNormOfEachParameter() {
        step(Map.of("clipNorm", 2.5));
        run(3, 4, 1, 2);
        assertValues("net.a", 1 - RATE * 1.5, 2 - RATE * 2);
        assertValues("net.b", 3 - RATE, 4 - RATE * 2);
        run(0, 0, 0, 0);
        assertValues("net.a", 1 - RATE * 1.5, 2 - RATE * 2);
    }

    @Test
    void clipsTheGlobalNorm() {
        step(Map.of("clipGlobalNorm", 2.5));
        run(3, 0, 0, 4);
        assertValues("net.a", 1 - RATE * 1.5, 2);
        assertValues("net.b", 3, 4 - RATE * 2);
        run(1, 0, 0, 2);
        assertValues("net.b", 3, 4 - RATE * 4);
    }

    @Test
    void weightDecayGoesByName() {
        step(Map.of("weightDecay", "*.b = 0, 0.1"));
        run(1, 1, 1, 1);
        assertValues("net.a", 1 - RATE - RATE * 0.1, 2 - RATE - RATE * 0.2);
        assertValues("net.b", 3 - RATE, 4 - RATE);
        assertEquals("no parameter is named *.c; there are [net.a, net.b]", assertThrows(IrException.class,
                () -> step(Map.of("weightDecay", "*.c = 0"))).getMessage());
        assertThrows(IrException.class, () -> step(Map.of("weightDecay", "*.b = much")));
    }

    @Test
    void frozenParametersHaveNoGradient() {
        step(Map.of("freeze", "*.a"));
        run(1, 1, 1, 1);
        assertValues("net.a", 1, 2);
        assertValues("net.b", 3 - RATE, 4 - RATE);
        assertFalse(step.graph().updates().keySet().stream().anyMatch(v -> UpdateBuilder.name(v).equals("net.a")));
        assertEquals("freeze: no parameter is named nut.*; there are [net.a, net.b]",
                assertThrows(IrException.class, () -> step(Map.of("freeze", "nut.*"))).getMessage());
        assertEquals("graph linear has no parameter to train; all are frozen",
                assertThrows(IrException.class, () -> step(Map.of("freeze", "net.*"))).getMessage());
    }

    @Test
    void stepsThatAreNotFiniteChangeNothing() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
            step(Map.of("skipNonFinite", true, "optimizer", "adam"));
            run(1, 1, 1, 1);
            Map<String, Value> before = new HashMap<>(variables);
            run(bad, 1, 1, 1);
            variables.forEach((name, value) -> {
                if (!name.equals(TrainStep.SKIPPED_STEPS)) {
                    assertArrayEquals(before.get(name).toDoubles(), value.toDoubles(), name + " after " + bad);
                }
            });
            assertValues(TrainStep.SKIPPED_STEPS, 1);
            run(1, 1, 1, 1);
            assertTrue(variables.get("net.a").real(0) < before.get("net.a").real(0));
        }
    }

    @Test
    void accumulatesGradients() {
        step(Map.of("accumulate", 3, "optimizer", "momentum"));
        run(3, 0, 1, 1);
        run(0, 3, 1, 1);
        assertValues("net.a", 1, 2);
        assertValues("net.a.momentum", 0, 0);
        run(3, 6, 1, 1);
        assertValues("net.a", 1 - RATE * 2, 2 - RATE * 3);
        assertValues("net.b", 3 - RATE, 4 - RATE);
        assertValues("net.a.accumulated", 0, 0);
        assertValues("accumulated.steps", 0);
    }

    /** An exponential average whose weights sum to 1: (β·w₁ + w₂) / (β + 1) after two updates. */
    @Test
    void averagesWeightsExponentially() {
        step(Map.of("emaDecay", 0.75));
        run(2, 2, 2, 2);
        assertValues(AveragedWeights.slot("net.a"), 0, 1);
        run(2, 2, 2, 2);
        assertValues(AveragedWeights.slot("net.a"), -1 / 1.75, (0.75 - 0) / 1.75);
    }

    @Test
    void averagesWeightsFromAnUpdateOn() {
        step(Map.of("averageFrom", 2));
        for (double expected : new double[] {0, -1, -1.5, -2}) {
            run(2, 2, 2, 2);
            assertEquals(expected, variables.get(AveragedWeights.slot("net.a")).real(0), 1e-14);
        }
        assertThrows(IrException.class, () -> step(Map.of("averageFrom", 2, "emaDecay", 0.9)));
    }
}
