package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.MemoryMap;
import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.NeuralFunctions;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.testkit.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Train steps that gather rows of a large table touch these rows and nothing else of its size, in all forms. */
class TableUpdatesTest {
    private static final int WIDTH = 16;
    private static final int CLASSES = 3;
    private static final int BATCH = 32;

    /** Bags of words: the mean of two rows of a table, a linear layer, cross-entropy. */
    private static Model model(int words, int width, boolean isTied) {
        return Model.define("Words", model -> {
            Dim batch = model.dim("B");
            Tensor words1 = model.input("words", DType.I32, batch, Dim.of(2));
            Tensor y = model.input("y", DType.I32, batch);
            Tensor table = model.param("table", Initializer.normal(0.1), DType.F32, words, width);
            Tensor w = model.param("w", Initializer.glorotUniform(), DType.F32, width, CLASSES);
            Tensor h = NeuralFunctions.embedding(words1, table).mean(1);
            Tensor loss = Losses.crossEntropy(h.matmul(w), y).mean();
            model.loss("loss", isTied ? loss.plus(h.matmul(table.transpose(1, 0)).square().mean()) : loss);
        });
    }

    private static Graph step(int words, int width, boolean isTied, String optimizer) {
        return TrainGraphs.of(model(words, width, isTied), options(optimizer).settings()).stages().result();
    }

    /** A recurrence that gathers in each step, within a checkpoint. */
    private static Graph recurrent(int words, int width) {
        Model model = Model.define("Recurrent", m -> {
            Dim batch = m.dim("B");
            Tensor sentences = m.input("words", DType.I32, batch, Dim.of(2)).transpose(1, 0);
            m.input("y", DType.I32, batch);
            Tensor table = m.param("table", Initializer.normal(0.1), DType.F32, words, width);
            Tensor start = m.constant(DType.F32, 0).broadcastTo(batch, Dim.of(width));
            Tensor h = ControlFlow.checkpoint(m, () -> ControlFlow.scan(List.of(start), List.of(sentences),
                    (state, word) -> List.of(state.get(0).plus(NeuralFunctions.embedding(word.get(0), table)).tanh()))
                    .get(0));
            m.loss("loss", h.square().mean());
        });
        return TrainGraphs.of(model, options("adagrad").settings()).stages().result();
    }

    private static CompileOptions options(String optimizer) {
        return CompileOptions.defaults().withOptimizer(optimizer, 0.1);
    }

    private static LoweredFunction lowered(int words, String optimizer) {
        Graph graph = step(words, 64, false, optimizer);
        return ModelCompiler.lower(graph, VariableTable.of(graph));
    }

    private static List<String> costs(LoweredFunction function) {
        return new ProgramCost(function).calls().stream().map(c -> c.label() + ": " + c.flops().evaluate(BATCH)
                + " operations, " + c.bytes().evaluate(BATCH) + " bytes").toList();
    }

    /** Every kernel does the same on the same bytes whether the table has a million rows or two million. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adagrad", "lazyadam"})
    void workIsIndependentOfTheTable(String optimizer) {
        LoweredFunction million = lowered(1_000_000, optimizer);
        assertEquals(costs(million), costs(lowered(2_000_000, optimizer)));
        long rows = 2L * BATCH * 64 * Float.BYTES;
        long most = new ProgramCost(million).calls().stream().mapToLong(c -> c.bytes().evaluate(BATCH)).max()
                .orElseThrow();
        assertTrue(most <= 8 * rows, "a kernel touches " + most + " bytes; the gathered rows have " + rows);
        assertTrue(MemoryMap.of(million.layout(), BATCH).peakBytes() <= 8 * rows);
    }

    @Test
    void workOfLoopsIsIndependentOfTheTable() {
        Graph million = recurrent(1_000_000, 64);
        Graph two = recurrent(2_000_000, 64);
        assertEquals(costs(ModelCompiler.lower(million, VariableTable.of(million))),
                costs(ModelCompiler.lower(two, VariableTable.of(two))));
    }

    /** The cost card does see updates of whole tables. */
    @Test
    void momentumTouchesTheTable() {
        assertTrue(new ProgramCost(lowered(1_000_000, "momentum")).calls().stream()
                .anyMatch(c -> c.bytes().evaluate(BATCH) >= 1_000_000L * 64 * Float.BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adagrad", "lazyadam"})
    void oraclesAgree(String optimizer) {
        for (Graph graph : List.of(step(3000, 2, false, optimizer), step(3000, 2, true, optimizer),
                recurrent(20_000, 4))) {
            Map<String, Value> variables = new HashMap<>();
            Random random = new Random(3);
            for (var variable : graph.variables()) {
                double[] elements = random.doubles(variable.shape().size().constant(), 0.1, 0.9)
                        .map(v -> (float) v).toArray();
                variables.put(((Leaf.Variable) variable.op()).name(),
                        Value.of(variable.dtype(), variable.shape().evaluate(Map.of()), elements));
            }
            for (int batch : new int[] {1, 5, 40}) {
                Map<String, Value> inputs = new HashMap<>(Map.of(
                        "words", Value.ofIntegers(DType.I32, new int[] {batch, 2}, words(random, batch)),
                        "y", Value.ofIntegers(DType.I32, new int[] {batch},
                                random.ints(batch, 0, CLASSES).asLongStream().toArray())));
                compare(graph, inputs, variables);
            }
        }
    }

    /** Few different words, so that they repeat. */
    private static long[] words(Random random, int batch) {
        return random.ints(2L * batch, 0, 9).mapToLong(i -> i * i * 41L).toArray();
    }

    private static void compare(Graph graph, Map<String, Value> inputs, Map<String, Value> variables) {
        Interpreter.Result expected = Interpreter.run(graph, inputs, variables);
        Map<String, Value> loops = new LoopRun(graph).run(inputs, variables);
        List<Form> forms = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? List.of(Form.values()) : List.of(Form.SCALAR);
        loops.forEach((name, value) -> Values.assertClose(name.startsWith("update ")
                ? expected.variables().get(name.substring("update ".length())) : expected.output(name), value, 1e-4));
        for (Form form : forms) {
            Map<String, Value> code = new BytecodeOracle(graph, form).run(inputs, variables);
            loops.forEach((name, value) -> Values.assertClose(value, code.get(name), 0));
        }
    }

    /** What is added may be computed from old elements of the table, that the kernel itself overwrites. */
    @Test
    void additionsAreMadeFromOldElements() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node table = builder.add(new Leaf.Variable("table", new TensorType(DType.F32, Shape.of(6)), false));
        Node indices = builder.add(new Leaf.Input("i", new TensorType(DType.I32, Shape.of(4))));
        Node rows = x.mul(x.slice(table, 0, Dim.of(1), Dim.of(4)), 2);
        Node sum = builder.add(new Indexing.ScatterAdd(0), table, indices, rows);
        Graph graph = builder.build("m", Map.of("loss", x.sum(rows)), Map.of(table, sum));
        compare(graph, Map.of("i", Value.ofIntegers(DType.I32, new int[] {4}, 4, 4, 2, 1)),
                Map.of("table", Value.of(DType.F32, new int[] {6}, 1, 2, 3, 4, 5, 6)));
    }

    /** The weights after training, in each form and on one thread and two. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adagrad", "lazyadam"})
    void sameBitsInEveryForm(String optimizer) {
        long scalar = hash(options(optimizer).withThreads(1).withForm(Form.SCALAR));
        assertEquals(scalar, hash(options(optimizer).withThreads(2).withForm(Form.SCALAR)));
        assertEquals(scalar, hash(options(optimizer).withThreads(2).withForm(Form.best())));
    }

    private static long hash(CompileOptions options) {
        Trainer trainer = ModelCompiler.compile(model(20_000, WIDTH, false), options).trainer(7);
        Random random = new Random(5);
        for (int step = 0; step < 20; step++) {
            int batch = step % 5 == 4 ? 17 : BATCH;
            trainer.batch(batch);
            trainer.input("words").set(Arrays.stream(words(random, batch)).mapToInt(i -> (int) i).toArray());
            trainer.input("y").set(random.ints(batch, 0, CLASSES).toArray());
            trainer.step();
        }
        return TrainedModels.hash(trainer.parameters());
    }
}
