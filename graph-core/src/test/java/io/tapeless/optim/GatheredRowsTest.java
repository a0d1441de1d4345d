package io.tapeless.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates of gathered rows alone, against updates of whole tables. */
class GatheredRowsTest {
    private static final int ROWS = 20_000;
    private static final int WIDTH = 2;
    private static final int BATCH = 6;
    private static final double RATE = 0.1;
    private static final Dim B = Dim.symbol("B", 1, 8);
    private static final TensorType TABLE = new TensorType(DType.F32, Shape.of(ROWS, WIDTH));

    /** How a model uses its table. */
    enum Use { GATHERS, GATHERS_AND_ZERO, GATHERS_AND_SUM }

    /** The loss {@code Σ a·a·x + Σ b·a₀·x} of rows a[B, 2] and b[B] of a table, by i32 and i64 indices. */
    private static Graph model(Use use) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node table = builder.add(new Leaf.Variable("table", TABLE, true));
        Node pairs = builder.add(new Leaf.Input("pairs", new TensorType(DType.I32, Shape.of(B, Dim.of(2)))));
        Node more = builder.add(new Leaf.Input("more", new TensorType(DType.I64, Shape.of(B))));
        Node a = builder.add(new Indexing.Gather(0), table, pairs);
        Node b = builder.add(new Indexing.Gather(0), table, more);
        Node factors = builder.add(new Leaf.Input("x", a.type()));
        Node first = x.reshape(x.slice(x.mul(a, factors), 1, Dim.ZERO, Dim.ONE), b.shape());
        Node loss = x.add(x.sum(x.mul(x.mul(a, a), factors)), x.sum(x.mul(b, first)));
        if (use == Use.GATHERS_AND_ZERO) {
            loss = x.add(loss, x.mul(x.sum(table), 0));
        } else if (use == Use.GATHERS_AND_SUM) {
            loss = x.add(loss, x.sum(x.mul(table, table)));
        }
        return builder.build("rows", Map.of("loss", loss));
    }

    private static TrainStep step(Use use, String optimizer) {
        Function<GraphBuilder, Optimizer> made = b -> Optimizers.byName(optimizer,
                b.constant(TensorType.scalar(DType.F64), RATE));
        TrainStep step = TrainStep.of(model(use), "loss", made);
        GraphVerifier.verify(step.graph());
        return step;
    }

    private static Map<String, Value> start(TrainStep step) {
        Map<String, Value> variables = new HashMap<>();
        Random random = new Random(1);
        variables.put("table", Value.of(DType.F32, new int[] {ROWS, WIDTH},
                random.doubles(ROWS * WIDTH, -1, 1).map(v -> (float) v).toArray()));
        for (Optimizer.Slot slot : step.slots()) {
            double[] elements = new double[(int) slot.variable().shape().size().constant()];
            Arrays.fill(elements, slot.initialValue());
            variables.put(((Leaf.Variable) slot.variable().op()).name(), Value.of(slot.variable().dtype(),
                    slot.variable().shape().evaluate(Map.of()), elements));
        }
        return variables;
    }

    /** Indices that meet often, within a gather and between the two; rows 0 and the last among them. */
    private static Map<String, Value> inputs(int step) {
        Random random = new Random(step);
        long[] some = {0, 7, 8, 4711, ROWS - 1};
        long[] pairs = random.ints(2 * BATCH, 0, some.length).mapToLong(i -> some[i]).toArray();
        long[] more = random.ints(BATCH, 0, some.length).mapToLong(i -> some[i]).toArray();
        return Map.of("pairs", Value.ofIntegers(DType.I32, new int[] {BATCH, 2}, pairs),
                "more", Value.ofIntegers(DType.I64, new int[] {BATCH}, more),
                "x", Value.of(DType.F32, new int[] {BATCH, 2, WIDTH},
                        random.doubles(2 * BATCH * WIDTH, -1, 1).map(v -> (float) v).toArray()));
    }

    private static Map<String, Value> run(TrainStep step, int steps) {
        Map<String, Value> variables = start(step);
        for (int i = 0; i < steps; i++) {
            variables = Interpreter.run(step.graph(), inputs(i), variables, Interpreter.Precision.DECLARED).variables();
        }
        return variables;
    }

    /** The computed nodes as large as the table. */
    private static List<String> large(TrainStep step) {
        return step.graph().nodes().stream().filter(n -> n.type().equals(TABLE) && !(n.op() instanceof Leaf))
                .map(n -> n.op().mnemonic()).toList();
    }

    @ParameterizedTest
    @CsvSource({"sgd, 1", "adagrad, 2", "lazyadam, 3"})
    void onlyTheUpdatesAreAsLargeAsTheTable(String optimizer, int variables) {
        TrainStep step = step(Use.GATHERS, optimizer);
        assertEquals(Collections.nCopies(variables, "scatter_add"), large(step));
        step.graph().updates().forEach((variable, value) -> {
            if (variable.type().equals(TABLE)) {
                assertEquals(variable, value.operand(0));
            }
        });
    }

    /** The dense twin's gradient has a term of the table's size, all of whose elements are 0. */
    @ParameterizedTest
    @CsvSource({"sgd", "adagrad"})
    void bitsAreThoseOfTheWholeUpdate(String optimizer) {
        Map<String, Value> rows = run(step(Use.GATHERS, optimizer), 4);
        Map<String, Value> whole = run(step(Use.GATHERS_AND_ZERO, optimizer), 4);
        assertEquals(whole.keySet(), rows.keySet());
        whole.forEach((name, value) -> assertArrayEquals(value.toDoubles(), rows.get(name).toDoubles(), name));
    }

    @Test
    void lazyAdamMovesTheGatheredRowsAsAdamWould() {
        TrainStep lazy = step(Use.GATHERS, "lazyadam");
        Map<String, Value> begin = start(lazy);
        Map<String, Value> once = run(lazy, 1);
        Map<String, Value> adam = run(step(Use.GATHERS_AND_ZERO, "adam"), 1);
        assertArrayEquals(adam.get("table").toDoubles(), once.get("table").toDoubles(), 1e-6);
        Map<String, Value> more = run(lazy, 3);
        boolean[] gathered = gathered(3);
        int moved = 0;
        for (int i = 0; i < ROWS * WIDTH; i++) {
            boolean changed = begin.get("table").real(i) != more.get("table").real(i);
            assertEquals(gathered[i / WIDTH], changed, "row " + i / WIDTH);
            assertEquals(gathered[i / WIDTH], more.get("table.adam_v").real(i) != 0, "row " + i / WIDTH);
            moved += changed ? 1 : 0;
        }
        assertEquals(5 * WIDTH, moved);
    }

    /** Row 8 is named by all indices: one row's Adam, whose moments see one gradient a step, against doubles. */
    @Test
    void lazyAdamSeesTheSumOfEqualIndices() {
        TrainStep lazy = step(Use.GATHERS, "lazyadam");
        Map<String, Value> variables = start(lazy);
        Map<String, Value> inputs = new HashMap<>(inputs(0));
        inputs.put("pairs", Value.ofIntegers(DType.I32, new int[] {BATCH, 2}, new long[2 * BATCH]));
        inputs.put("more", Value.ofIntegers(DType.I64, new int[] {BATCH}, new long[BATCH]));
        double[] w = {variables.get("table").real(0), variables.get("table").real(1)};
        double[] m = new double[WIDTH];
        double[] v = new double[WIDTH];
        for (int t = 1; t <= 5; t++) {
            variables = Interpreter.run(lazy.graph(), inputs, variables).variables();
            for (int j = 0; j < WIDTH; j++) {
                double g = 0;
                for (int i = 0; i < BATCH; i++) {
                    double first = inputs.get("x").real(2 * WIDTH * i + j);
                    g += 2 * w[j] * (first + inputs.get("x").real(2 * WIDTH * i + WIDTH + j)) + 2 * w[j] * first;
                }
                m[j] = 0.9 * m[j] + 0.1 * g;
                v[j] = 0.999 * v[j] + 0.001 * g * g;
                w[j] -= RATE * m[j] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[j] / (1 - Math.pow(0.999, t))) + 1e-8);
                assertEquals(w[j], variables.get("table").real(j), 1e-5, "step " + t);
            }
        }
    }

    private static boolean[] gathered(int steps) {
        boolean[] gathered = new boolean[ROWS];
        for (int i = 0; i < steps; i++) {
            for (String name : List.of("pairs", "more")) {
                Value indices = inputs(i).get(name);
                IntStream.range(0, indices.size()).forEach(k -> gathered[(int) indices.integer(k)] = true);
            }
        }
        return gathered;
    }

    /** A table that is used in another way too has a gradient in every row. */
    @ParameterizedTest
    @CsvSource({"sgd", "adagrad", "lazyadam"})
    void otherUsesMakeTheUpdateWhole(String optimizer) {
        TrainStep step = step(Use.GATHERS_AND_SUM, optimizer);
        step.graph().updates().forEach((variable, value) -> assertEquals(false,
                value.op() instanceof Indexing.ScatterAdd, "the update of " + variable));
        Map<String, Value> begin = start(step);
        double before = begin.get("table").real(20);
        double after = Interpreter.run(step.graph(), inputs(0), begin).variables().get("table").real(20);
        double g = 2 * before;
        assertEquals(optimizer.equals("sgd") ? before - RATE * g : before - RATE * Math.signum(g), after, 1e-6);
    }

    /** The loss {@code Σₜ Σ table[indices[t]]²}: its gradient in a row is twice the row for each index that names it. */
    @ParameterizedTest
    @CsvSource({"1", "4"})
    void loopsThatGatherAddRowsOnce(int length) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node table = builder.add(new Leaf.Variable("table", TABLE, true));
        Node indices = builder.add(new Leaf.Input("i", new TensorType(DType.I32, Shape.of(Dim.of(length), B))));
        LoopBuilder loop = new LoopBuilder(builder, Dim.of(length), false);
        Node sum = loop.carry(builder.constant(TensorType.scalar(DType.F32), 0));
        Node rows = builder.add(new Indexing.Gather(0), table, loop.slice(indices));
        loop.finish(List.of(x.add(sum, x.sum(x.mul(rows, rows)))), List.of());
        Graph forward = builder.build("m", Map.of("loss", loop.lastCarry(0)));
        TrainStep step = TrainStep.of(forward, "loss",
                b -> Optimizers.byName("sgd", b.constant(TensorType.scalar(DType.F64), RATE)));
        assertEquals(List.of("scatter_add"), large(step));
        Map<String, Value> begin = start(step);
        long[] named = new Random(2).ints(length * BATCH, 0, 5).asLongStream().toArray();
        Map<String, Value> end = Interpreter.run(step.graph(), Map.of("i",
                Value.ofIntegers(DType.I32, new int[] {length, BATCH}, named)), begin).variables();
        for (int i = 0; i < 6 * WIDTH; i++) {
            int row = i / WIDTH;
            double before = begin.get("table").real(i);
            double g = 2 * before * Arrays.stream(named).filter(n -> n == row).count();
            assertEquals(before - RATE * g, end.get("table").real(i), 1e-5, "row " + row);
        }
    }

    /** Momentum and Adam's moments move rows that have no gradient. */
    @ParameterizedTest
    @CsvSource({"momentum", "nesterov", "adam", "adamw"})
    void optimizersThatMoveEveryRowUpdateTheWholeTable(String optimizer) {
        TrainStep step = step(Use.GATHERS, optimizer);
        step.graph().updates().values().forEach(v -> assertEquals(false, v.op() instanceof Indexing.ScatterAdd));
    }

    /** A table hardly larger than what is gathered of it is cheaper updated as a whole. */
    @Test
    void smallTablesAreUpdatedAsAWhole() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node table = builder.add(new Leaf.Variable("table", new TensorType(DType.F32, Shape.of(65, 64)), true));
        Node indices = builder.add(new Leaf.Input("i", new TensorType(DType.I32, Shape.of(Dim.symbol("B")))));
        Graph forward = builder.build("m", Map.of("loss", x.sum(builder.add(new Indexing.Gather(0), table, indices))));
        TrainStep step = TrainStep.of(forward, "loss",
                b -> Optimizers.byName("sgd", b.constant(TensorType.scalar(DType.F64), RATE)));
        step.graph().updates().values().forEach(v -> assertEquals("sub", v.op().mnemonic()));
    }
}
