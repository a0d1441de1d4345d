package io.tapeless.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisers step by step against their formulas, written out on doubles. */
class OptimizersTest {
    private static final double RATE = 0.05;
    private static final int STEPS = 20;

    /** The loss Σ (wᵢ − i)⁴ of a parameter w of three elements, which starts at (0.5, 0.5, 0.5). */
    private static Graph quartic(DType dtype) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        TensorType type = new TensorType(dtype, Shape.of(3));
        Node w = builder.add(new Leaf.Variable("w", type, true));
        Node e = x.sub(w, builder.add(new Leaf.Iota(type, 0)));
        Node square = x.mul(e, e);
        Node loss = x.sum(x.mul(square, square));
        builder.name("loss", loss);
        return builder.build("quartic", Map.of("loss", loss));
    }

    private static double[] gradient(double[] w) {
        double[] g = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            g[i] = 4 * Math.pow(w[i] - i, 3);
        }
        return g;
    }

    private static Node rate(GraphBuilder builder) {
        return builder.constant(TensorType.scalar(DType.F64), RATE);
    }

    private static Map<String, Value> start(TrainStep step, DType dtype) {
        Map<String, Value> variables = new HashMap<>();
        variables.put("w", Value.of(dtype, new int[] {3}, 0.5, 0.5, 0.5));
        for (Optimizer.Slot slot : step.slots()) {
            Node variable = slot.variable();
            double[] elements = new double[(int) variable.shape().size().constant()];
            Arrays.fill(elements, slot.initialValue());
            variables.put(((Leaf.Variable) variable.op()).name(),
                    Value.of(variable.dtype(), variable.shape().evaluate(Map.of()), elements));
        }
        return variables;
    }

    /** The parameter after each step of the graph. */
    private static List<double[]> run(Function<GraphBuilder, Optimizer> optimizer, DType dtype) {
        TrainStep step = TrainStep.of(quartic(dtype), "loss", optimizer);
        GraphVerifier.verify(step.graph());
        Map<String, Value> variables = start(step, dtype);
        List<double[]> path = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            variables = Interpreter.run(step.graph(), Map.of(), variables, Interpreter.Precision.DECLARED).variables();
            path.add(variables.get("w").toDoubles());
        }
        return path;
    }

    /** The next parameter from the parameter and its gradient; t counts from 1. */
    private interface Formula {
        double[] next(int t, double[] w, double[] g);
    }

    private static void check(Function<GraphBuilder, Optimizer> optimizer, Formula formula) {
        double[] w = {0.5, 0.5, 0.5};
        List<double[]> wide = run(optimizer, DType.F64);
        List<double[]> narrow = run(optimizer, DType.F32);
        for (int t = 1; t <= STEPS; t++) {
            w = formula.next(t, w, gradient(w));
            for (int i = 0; i < w.length; i++) {
                assertEquals(w[i], wide.get(t - 1)[i], 1e-13, "f64, step " + t);
                assertEquals(w[i], narrow.get(t - 1)[i], 2e-5, "f32, step " + t);
            }
        }
    }

    @Test
    void sgd() {
        check(b -> Optimizers.byName("sgd", rate(b)), (t, w, g) -> {
            double[] next = new double[3];
            for (int i = 0; i < 3; i++) {
                next[i] = w[i] - RATE * g[i];
            }
            return next;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentum(boolean nesterov) {
        double[] u = new double[3];
        check(b -> Optimizers.of(TrainSettings.of(Map.of("optimizer", nesterov ? "nesterov" : "momentum", "momentum", 0.8)),
                        rate(b)),
                (t, w, g) -> {
                    double[] next = new double[3];
                    for (int i = 0; i < 3; i++) {
                        u[i] = 0.8 * u[i] + g[i];
                        next[i] = w[i] - RATE * (nesterov ? g[i] + 0.8 * u[i] : u[i]);
                    }
                    return next;
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void adam(double decay) {
        double[] m = new double[3];
        double[] v = new double[3];
        check(b -> decay == 0 ? Optimizers.byName("adam", rate(b))
                : Optimizers.of(TrainSettings.of(Map.of("optimizer", "adamw", "weightDecay", decay)), rate(b)), (t, w, g) -> {
                    double[] next = new double[3];
                    for (int i = 0; i < 3; i++) {
                        m[i] = 0.9 * m[i] + 0.1 * g[i];
                        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                        double mHat = m[i] / (1 - Math.pow(0.9, t));
                        double vHat = v[i] / (1 - Math.pow(0.999, t));
                        next[i] = w[i] - RATE * decay * w[i] - RATE * mHat / (Math.sqrt(vHat) + 1e-8);
                    }
                    return next;
                });
    }

    /** No parameter here is gathered from. */
    @Test
    void lazyAdamIsAdamElsewhere() {
        List<double[]> adam = run(b -> Optimizers.byName("adam", rate(b)), DType.F64);
        List<double[]> lazy = run(b -> Optimizers.byName("lazyadam", rate(b)), DType.F64);
        for (int t = 0; t < STEPS; t++) {
            assertArrayEquals(adam.get(t), lazy.get(t), 1e-13);
        }
    }

    @Test
    void slotsAreNamedAfterTheirParameter() {
        TrainStep step = TrainStep.of(quartic(DType.F32), "loss", b -> Optimizers.byName("adam", rate(b)));
        assertEquals(
                List.of("adam.m_weight : f32[]", "adam.v_weight : f32[]", "w.adam_m : f32[3]", "w.adam_v : f32[3]"),
                step.slots().stream()
                        .map(s -> ((Leaf.Variable) s.variable().op()).name() + " : " + s.variable().type()).toList());
        assertTrue(step.slots().stream().noneMatch(s -> ((Leaf.Variable) s.variable().op()).trainable()));
        TrainStep momentum = TrainStep.of(quartic(DType.F32), "loss", b -> Optimizers.byName("momentum", rate(b)));
        assertEquals("w.momentum", ((Leaf.Variable) momentum.slots().get(0).variable().op()).name());
    }

    /** The learning rate is a variable, which a schedule may set from step to step. */
    @Test
    void learningRateIsAVariable() {
        TrainStep step = TrainStep.of(quartic(DType.F64), "loss", TrainSettings.NONE);
        Map<String, Value> variables = start(step, DType.F64);
        assertEquals(0.01, variables.put(TrainStep.LEARNING_RATE, Value.scalar(DType.F64, 0.25)).real(0));
        Interpreter.Result result = Interpreter.run(step.graph(), Map.of(), variables);
        assertEquals(0.5 - 0.25 * 0.5, result.variables().get("w").real(0), 1e-15);
    }

    @Test
    void stateUpdatesOfTheModelStayInTheStep() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        TensorType scalar = TensorType.scalar(DType.F64);
        Node w = builder.add(new Leaf.Variable("w", scalar, true));
        Node mean = builder.add(new Leaf.Variable("mean", scalar, false));
        Node loss = x.mul(w, w);
        Graph forward = builder.build("m", Map.of("loss", loss), Map.of(mean, x.add(mean, loss)));
        TrainStep step = TrainStep.of(forward, "loss", b -> Optimizers.byName("sgd", rate(b)));
        Interpreter.Result result = Interpreter.run(step.graph(), Map.of(),
                Map.of("w", Value.scalar(DType.F64, 3.0), "mean", Value.scalar(DType.F64, 1.0)));
        assertEquals(10, result.variables().get("mean").real(0));
        assertEquals(3 - RATE * 6, result.variables().get("w").real(0), 1e-15);
    }

    @Test
    void aModelMayNotUpdateWhatIsTrained() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node w = builder.add(new Leaf.Variable("w", TensorType.scalar(DType.F64), true));
        Graph forward = builder.build("m", Map.of("loss", x.mul(w, w)), Map.of(w, x.neg(w)));
        assertTrue(assertThrows(IrException.class,
                () -> TrainStep.of(forward, "loss", b -> Optimizers.byName("sgd", rate(b))))
                .getMessage().startsWith("variable w is updated by the model and by the optimizer"));
    }

    @Test
    void errorsNameWhatThereIs() {
        GraphBuilder b = new GraphBuilder();
        assertEquals("there is no optimizer adm; expected one of " + String.join(", ", Optimizers.names())
                        + ", or in a run lbfgs",
                assertThrows(IrException.class, () -> Optimizers.byName("adm", rate(b))).getMessage());
        assertEquals("optimizer adam has no momentum; momentum, muon, nesterov, rmsprop, sgd have",
                assertThrows(IrException.class, () -> Optimizers.of(
                        TrainSettings.of(Map.of("optimizer", "adam", "momentum", 0.1)), rate(b))).getMessage());
        assertTrue(assertThrows(IrException.class, () -> Optimizers.of(
                TrainSettings.of(Map.of("optimizer", "adam", "weightDecay", 0.1)), rate(b))).getMessage()
                .startsWith("optimizer adam has no weightDecay; adadelta, adafactor, adagrad, adamw, "));
        Node constant = b.constant(TensorType.scalar(DType.F64), 1);
        assertEquals("graph m has no parameter to train", assertThrows(IrException.class,
                () -> TrainStep.of(b.build("m", Map.of("loss", constant)), "loss", c -> new Sgd(rate(c), 0, false)))
                .getMessage());
    }
}
