package io.tapeless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The library in one page, first to run: a model is declared in Java, its gradient and its update are
 * appended to its graph, and the reference interpreter trains it.
 */
class TinyTest {
    private static final int CLASSES = 4;
    private static final int PIXELS = CLASSES * CLASSES;
    private static final int EXAMPLES = 32;

    private static final Model MODEL = Model.define("Rows", m -> {
        Dim batch = m.dim("B");
        Tensor x = m.input("x", DType.F32, batch, Dim.of(PIXELS));
        Tensor y = m.input("y", DType.I32, batch);
        Tensor w1 = m.param("w1", Initializer.heNormal(), DType.F32, PIXELS, 12);
        Tensor b1 = m.param("b1", Initializer.zeros(), DType.F32, 12);
        Tensor w2 = m.param("w2", Initializer.glorotUniform(), DType.F32, 12, CLASSES);
        Tensor b2 = m.param("b2", Initializer.zeros(), DType.F32, CLASSES);
        Tensor logits = x.matmul(w1).plus(b1).relu().matmul(w2).plus(b2);
        m.output("logits", logits);
        m.loss("loss", logits.crossEntropy(y).mean().plus(w1.square().sum().times(1e-4)));
        m.metric("accuracy", logits.argmax(-1).eq(y).cast(DType.F32).mean());
    });

    /** Images of {@code CLASSES} rows, one of which is bright: the label. */
    private static Map<String, Value> images() {
        double[] pixels = new double[EXAMPLES * PIXELS];
        long[] labels = new long[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = i % CLASSES;
            for (int p = 0; p < PIXELS; p++) {
                double noise = ((i * 31 + p * 17) % 23) / 46.0;
                pixels[i * PIXELS + p] = p / CLASSES == labels[i] ? 1 - noise : noise;
            }
        }
        return Map.of("x", Value.of(DType.F32, new int[] {EXAMPLES, PIXELS}, pixels),
                "y", Value.ofIntegers(DType.I32, new int[] {EXAMPLES}, labels));
    }

    /** The train graph with {@code w ← w − rate·∂loss/∂w} for every parameter. */
    private static Graph trainStep(double rate) {
        Graph train = MODEL.train();
        GraphBuilder builder = GraphBuilder.extending(train);
        List<Node> parameters = train.variables().stream()
                .filter(v -> ((Leaf.Variable) v.op()).trainable()).toList();
        Map<Node, Node> updates = new LinkedHashMap<>(train.updates());
        new Differentiator(builder).gradients(train.output("loss"), parameters).forEach((w, gradient) ->
                updates.put(w, builder.map(ScalarOp.SUB, w,
                        builder.map(ScalarOp.MUL, gradient, builder.constant(w.type(), rate)))));
        return builder.build("step", train.outputs(), updates);
    }

    @Test
    void trains() {
        Map<String, Value> data = images();
        Map<String, Value> seed = Map.of(ModelBuilder.KEY, Value.scalar(DType.I64, 42L));
        Map<String, Value> weights = new HashMap<>(Interpreter.run(MODEL.init(), seed, Map.of()).outputs());
        Graph step = trainStep(0.5);
        double first = Interpreter.run(step, data, weights).output("loss").real(0);
        Interpreter.Result result = null;
        for (int i = 0; i < 40; i++) {
            result = Interpreter.run(step, data, weights);
            weights.putAll(result.variables());
        }
        assertEquals(Math.log(CLASSES), first, 0.7);
        assertTrue(result.output("loss").real(0) < first / 5, "loss " + result.output("loss").real(0));
        assertEquals(1, result.output("accuracy").real(0));
        assertEquals(1, Interpreter.run(MODEL.forward(), data, weights).output("accuracy").real(0));
    }

    @Test
    void graphsAreText() {
        for (Graph graph : List.of(MODEL.init(), MODEL.forward(), MODEL.train(), trainStep(0.5))) {
            assertEquals(graph, GraphParser.parse(graph.toString()));
        }
    }

    @Test
    void nodesKnowTheLineTheyWereDeclaredOn() {
        assertEquals("TinyTest.java", MODEL.forward().output("logits").origin().site().file());
    }
}
