package io.tapeless.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.TrainSettings;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimisers step by step against values that a script computed by their published equations. */
class OptimizerReferencesTest {
    private static final int STEPS = 12;
    private static final Map<String, int[]> SHAPES = Map.of("tall", new int[] {3, 2}, "cube", new int[] {2, 1, 3},
            "wide", new int[] {2, 4}, "vector", new int[] {3});

    /** Elements by "run; step; parameter". */
    private static final Map<String, double[]> REFERENCES = read();

    private static Map<String, double[]> read() {
        try (InputStream in = OptimizerReferencesTest.class.getResourceAsStream("/optim/optimizers.txt")) {
            Map<String, double[]> references = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int values = line.lastIndexOf("; ");
                references.put(line.substring(0, values), Arrays.stream(line.substring(values + 2).split(" "))
                        .mapToDouble(Double::parseDouble).toArray());
            });
            return references;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] reference(String run, int step, String parameter) {
        return REFERENCES.get(run + "; " + step + "; " + parameter);
    }

    private static List<String> runs() {
        return REFERENCES.keySet().stream().map(key -> key.split(";")[0])
                .filter(run -> !List.of("start", "gradients").contains(run)).distinct().collect(Collectors.toList());
    }

    /** The optimiser of a run: its name, and constants that are not the usual ones. */
    private static Optimizer optimizer(GraphBuilder builder, String run) {
        String[] parts = run.split("[ =]");
        TrainSettings settings = TrainSettings.of(parts.length == 1 ? Map.of("optimizer", parts[0])
                : Map.of("optimizer", parts[0], parts[1], Double.parseDouble(parts[2])));
        return Optimizers.of(settings,
                builder.constant(TensorType.scalar(DType.F64), Optimizers.learningRate(settings)));
    }

    private static Value value(DType dtype, String run, int step, String parameter) {
        return Value.of(dtype, SHAPES.get(parameter), reference(run, step, parameter));
    }

    private static void check(String run, DType dtype, double tolerance) {
        GraphBuilder builder = new GraphBuilder();
        Map<Node, Node> gradients = new LinkedHashMap<>();
        Map<String, Value> variables = new HashMap<>();
        for (String parameter : new TreeSet<>(SHAPES.keySet())) {
            TensorType type = new TensorType(dtype, Shape.of(Arrays.stream(SHAPES.get(parameter)).asLongStream().toArray()));
            gradients.put(builder.add(new Leaf.Variable(parameter, type, true)),
                    builder.add(new Leaf.Input(parameter, type)));
            variables.put(parameter, value(dtype, "start", 0, parameter));
        }
        Optimizer.Updates updates = optimizer(builder, run).updates(builder, gradients);
        Graph graph = builder.build("step", Map.of(), updates.values());
        GraphVerifier.verify(graph);
        updates.slots().forEach(slot -> variables.put(UpdateBuilder.name(slot.variable()), filled(slot)));
        for (int step = 1; step <= STEPS; step++) {
            Map<String, Value> inputs = new HashMap<>();
            for (String parameter : SHAPES.keySet()) {
                inputs.put(parameter, value(dtype, "gradients", step, parameter));
            }
            variables.putAll(Interpreter.run(graph, inputs, variables, Interpreter.Precision.DECLARED).variables());
            for (String parameter : SHAPES.keySet()) {
                assertClose(reference(run, step, parameter), variables.get(parameter).toDoubles(), tolerance,
                        run + ", step " + step + ", " + parameter);
            }
        }
    }

    private static Value filled(Optimizer.Slot slot) {
        double[] elements = new double[(int) slot.variable().shape().size().constant()];
        Arrays.fill(elements, slot.initialValue());
        return Value.of(slot.variable().dtype(), slot.variable().shape().evaluate(Map.of()), elements);
    }

    private static void assertClose(double[] expected, double[] found, double tolerance, String where) {
        assertEquals(expected.length, found.length, where);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance * Math.max(Math.abs(expected[i]), 1e-2), where);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void f64(String run) {
        check(run, DType.F64, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void f32(String run) {
        check(run, DType.F32, 2e-4);
    }

    @Test
    void everyOptimizerHasARun() {
        List<String> named = runs().stream().map(run -> run.split(" ")[0]).toList();
        List<String> elsewhere = List.of("sgd", "momentum", "nesterov", "lazyadam");
        List<String> missing = Optimizers.names().stream()
                .filter(name -> !named.contains(name) && !elsewhere.contains(name)).toList();
        assertEquals(List.of(), missing, elsewhere + " are checked by OptimizersTest");
        assertTrue(runs().size() >= Optimizers.names().size() - elsewhere.size());
    }
}
