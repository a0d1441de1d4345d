package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What a definition becomes: graphs of both modes, names, states, streams. */
class ModelTest {
    private static final Model NORMED = Model.define("Normed", TrainSettings.of(Map.of("batch", 4)), m -> {
        Tensor x = m.input("x", DType.F64, m.dim("B"), Dim.of(2));
        Tensor scale = m.param("scale", Initializer.ones(), DType.F64, 2);
        Tensor shift = m.param("shift", Initializer.zeros(), DType.F64, 2);
        Tensor mean = m.state("mean", Initializer.zeros(), DType.F64, 2);
        Tensor variance = m.state("variance", Initializer.ones(), DType.F64, 2);
        Tensor y = x.batchNorm(scale, shift, mean, variance, 0.25, 0.5);
        m.name("doubled", y.times(2));
        m.output("y", y);
        m.loss("loss", y.square().sum());
        m.metric("largest", y.max());
    });
    private static final Map<String, Value> VARIABLES = Map.of("scale", vector(2, 3), "shift", vector(1, -1),
            "mean", vector(0, 4), "variance", vector(1, 2));
    private static final Map<String, Value> X = Map.of("x", Value.of(DType.F64, new int[] {2, 2}, 1, 2, 3, 6));

    private static Value vector(double... x) {
        return Value.of(DType.F64, new int[] {x.length}, x);
    }

    @Test
    void whatIsDeclared() {
        assertEquals(List.of("y"), NORMED.outputs());
        assertEquals(Optional.of("loss"), NORMED.loss());
        assertEquals(List.of("largest"), NORMED.metrics());
        assertEquals(List.of("scale", "shift", "mean", "variance"), List.copyOf(NORMED.variables().keySet()));
        assertEquals(Set.of("x"), NORMED.inputs().keySet());
        assertEquals(Optional.of(4), NORMED.settings().count(TrainSetting.BATCH));
        assertEquals(List.of("y", "loss", "largest"), List.copyOf(NORMED.forward().outputs().keySet()));
        assertEquals(List.of("loss", "largest"), List.copyOf(NORMED.train().outputs().keySet()));
        assertEquals(0, NORMED.forward().updates().size());
        assertEquals(2, NORMED.train().updates().size());
        List.of(NORMED.forward(), NORMED.train(), NORMED.init()).forEach(GraphVerifier::verify);
    }

    @Test
    void predictUsesTheRunningStatistics() {
        double[] y = Interpreter.run(NORMED.forward(), X, VARIABLES).output("y").toDoubles();
        double a = 2 / Math.sqrt(1.5);
        double b = 3 / Math.sqrt(2.5);
        assertArrayEquals(new double[] {a + 1, -2 * b - 1, 3 * a + 1, 2 * b - 1}, y, 1e-12);
    }

    @Test
    void trainingUsesTheBatchAndMovesTheStates() {
        Interpreter.Result result = Interpreter.run(NORMED.train(), X, VARIABLES);
        double a = 2 / Math.sqrt(1.5);
        double b = 6 / Math.sqrt(4.5);
        double loss = DoubleStream.of(1 - a, 1 + a, -1 - b, -1 + b).map(v -> v * v).sum();
        assertEquals(loss, result.output("loss").real(0), 1e-12);
        assertArrayEquals(new double[] {0.5, 4}, result.variables().get("mean").toDoubles(), 1e-12);
        assertArrayEquals(new double[] {1, 2.5}, result.variables().get("variance").toDoubles(), 1e-12);
    }

    @Test
    void anyNamedTensorCanBeAsked() {
        Graph graph = NORMED.forward(List.of("doubled", "scale"));
        Interpreter.Result result = Interpreter.run(graph, X, VARIABLES);
        assertEquals(2 * (2 / Math.sqrt(1.5) + 1), result.output("doubled").real(0), 1e-12);
        assertThrows(IrException.class, () -> NORMED.forward(List.of("nothing")));
    }

    @Test
    void dropoutIsTheIdentityInPredictAndUnbiasedInTraining() {
        Model model = Model.define("Dropped", m -> {
            Tensor x = m.input("x", DType.F64, 10_000);
            Tensor y = x.dropout(0.25);
            m.output("y", y);
            m.metric("mean", y.mean());
            m.metric("zeros", y.eq(0).cast(DType.F64).mean());
        });
        Value ones = Value.of(DType.F64, new int[] {10_000}, DoubleStream.generate(() -> 1).limit(10_000).toArray());
        Map<String, Value> inputs = Map.of("x", ones, ModelBuilder.KEY, Value.scalar(DType.I64, 3L));
        assertEquals(1, Interpreter.run(model.forward(), inputs, Map.of()).output("mean").real(0));
        Interpreter.Result trained = Interpreter.run(model.train(), inputs, Map.of());
        assertEquals(0.25, trained.output("zeros").real(0), 0.02);
        assertEquals(1, trained.output("mean").real(0), 0.03);
    }

    @Test
    void randomCallsHaveTheirOwnStreamsEqualInBothModes() {
        ModelBuilder predict = new ModelBuilder("Noise", false);
        ModelBuilder train = new ModelBuilder("Noise", true);
        long[][] streams = new long[2][];
        for (ModelBuilder m : List.of(predict, train)) {
            Tensor x = m.input("x", DType.F32, 3).dropout(0.5);
            Tensor a = RandomFunctions.randomUniform(m, Dim.of(3));
            Tensor b = RandomFunctions.randomUniform(m, Dim.of(3));
            m.output("y", x.plus(a).plus(b));
            streams[m.training() ? 1 : 0] = new long[] {stream(a.node()), stream(b.node())};
        }
        assertArrayEquals(streams[0], streams[1]);
        assertNotEquals(streams[0][0], streams[0][1]);
    }

    private static long stream(Node node) {
        return ((Leaf.Random) node.op()).stream();
    }

    @Test
    void sitesAndScopesAreTheOnesSet() {
        ModelBuilder m = new ModelBuilder("Sited", false);
        m.at(new Site("Digits.model.java", 18, 5));
        Tensor[] y = new Tensor[1];
        m.withScope("encoder", () -> m.withScope("0", () -> y[0] = m.input("x", DType.F32, 3).relu()));
        assertEquals("Digits.model.java:18:5", y[0].node().origin().site().toString());
        assertEquals("encoder.0", y[0].node().origin().scope());
    }

    @Test
    void modesMustAgreeOnWhatIsDeclared() {
        IrException e = assertThrows(IrException.class, () -> Model.define("Odd", m -> {
            if (m.training()) {
                m.param("w", Initializer.zeros(), DType.F32, 3);
            }
        }));
        assertEquals("model Odd: the declared variables depend on training(): {} in predict, {w=f32[3]} in train",
                e.getMessage());
    }

    @Test
    void settings() {
        TrainSettings settings = TrainSettings.of(Map.of("optimizer", "adam", "learningRate", 1, "valid", 0.2));
        assertEquals(Optional.of(1.0), settings.real(TrainSetting.LEARNING_RATE));
        assertEquals(Optional.of("0.2"), settings.text(TrainSetting.VALID));
        assertEquals(Optional.empty(), settings.text(TrainSetting.DATA));
        assertThrows(IrException.class, () -> TrainSettings.of(Map.of("learningrate", 1)));
        assertThrows(IrException.class, () -> TrainSettings.of(Map.of("batch", 0.5)));
        assertThrows(IrException.class, () -> TrainSettings.of(Map.of("optimizer", 3)));
    }

    @Test
    void settingsThatAreLeftOpenComeFromOthers() {
        TrainSettings model = TrainSettings.of(Map.of("optimizer", "adam", "beta1", 0.8, "epochs", 3));
        assertEquals(0.8, TrainSettings.of(Map.of("epochs", 5)).over(model).real(TrainSetting.BETA1).orElseThrow());
        TrainSettings other = TrainSettings.NONE.with(TrainSetting.OPTIMIZER, "lion").over(model);
        assertEquals(Optional.empty(), other.real(TrainSetting.BETA1), "the constants of another optimiser");
        assertEquals(Optional.of(3), other.count(TrainSetting.EPOCHS));
    }

    @Test
    void everySettingIsOnThePageOnTraining() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "training.md"));
        for (TrainSetting setting : TrainSetting.values()) {
            assertTrue(setting.part() == TrainSetting.Part.DATA || page.matches("(?s).*\\b" + setting.label() + "\\b.*"),
                    setting.label());
        }
    }
}
