package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints by every policy: derivatives as without them, and what the backward pass computes again. */
public class CheckpointTest {
    private static final String NONE = "";

    /** The policies, and names, that all tests try; empty for no string at all. */
    public static final List<String> POLICIES = List.of(NONE, "nothing", "dots", "dotsWithNoBatchDims", "everything",
            "scores", "dotsWithNoBatchDims scores", "value");

    /** Attention of one head and a layer after it, within a checkpoint: a loss and its derivatives of two orders. */
    public static Graph attention(String policy, DType dtype, boolean isSecondOrder) {
        String[] saved = policy.equals(NONE) ? new String[0] : policy.split(" ");
        return Model.define("Checkpointed", model -> {
            Tensor x = model.input("x", dtype, model.dim("B"), Dim.of(3), Dim.of(4));
            Tensor q = model.input("q", dtype, Dim.of(4), Dim.of(4));
            Tensor w = model.input("w", dtype, Dim.of(4), Dim.of(2));
            Tensor y = ControlFlow.checkpoint(model, () -> {
                Tensor scores = ControlFlow.checkpointName(
                        LinearAlgebra.matmul(x.matmul(q), x.transpose(0, 2, 1)), "scores");
                Tensor mixed = LinearAlgebra.matmul(scores.times(0.5).softmax(), x).tanh();
                return ControlFlow.checkpointName(mixed.matmul(w).sigmoid().square(), "value");
            }, saved);
            Tensor loss = y.sum().plus(y.square().mean());
            model.output("loss", loss);
            List<Tensor> of = List.of(x, q, w);
            List<Tensor> first = Derivatives.grad(loss, of);
            for (int i = 0; i < of.size(); i++) {
                model.output("d" + name(of.get(i)), first.get(i));
                if (isSecondOrder) {
                    model.output("dd" + name(of.get(i)), Derivatives.grad(first.get(i).square().sum(), x));
                }
            }
        }).forward();
    }

    private static String name(Tensor input) {
        return ((Leaf.Input) input.node().op()).name();
    }

    /** Values for the inputs of {@link #attention}. */
    public static Map<String, Value> inputs(DType dtype, int batch) {
        Map<String, Value> inputs = new HashMap<>();
        Random random = new Random(4);
        Map.of("x", new int[] {batch, 3, 4}, "q", new int[] {4, 4}, "w", new int[] {4, 2}).forEach((name, shape) -> {
            int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            inputs.put(name, Value.of(dtype, shape, random.doubles(size, -1, 1).map(v -> (float) v).toArray()));
        });
        return inputs;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void derivativesAreThoseWithoutCheckpoint(boolean isSecondOrder) {
        Map<String, Value> inputs = inputs(DType.F64, 2);
        Graph plain = attention("everything", DType.F64, isSecondOrder);
        for (String policy : POLICIES) {
            Graph graph = attention(policy, DType.F64, isSecondOrder);
            GraphVerifier.verify(graph);
            new GraphSample(graph, inputs, Map.of()).run().outputs().forEach((name, value) -> Values.assertClose(
                    new GraphSample(plain, inputs, Map.of()).run().output(name), value, 1e-12));
        }
    }

    /** How often each operation stands in the loop of the derivative, which is the one that takes slices. */
    private static long inReverse(String policy, String mnemonic) {
        Graph graph = attention(policy, DType.F32, false);
        List<Graph> bodies = graph.nodes().stream()
                .filter(n -> n.op() instanceof Control.Scan scan && scan.slices() > 0)
                .map(n -> ((Control.Scan) n.op()).body()).distinct().toList();
        return bodies.stream().flatMap(b -> b.nodes().stream()).filter(n -> n.op().mnemonic().equals(mnemonic)).count();
    }

    /**
     * Forward there are the products x·q, x·qᵀx, softmax·x and ·w. Without anything saved the first three and the last,
     * which the derivative of the sigmoid needs, are computed again.
     */
    @Test
    void productsThatAreSavedAreNotComputedAgain() {
        long all = inReverse("nothing", "matmul");
        assertEquals(all - 4, inReverse("dots", "matmul"));
        assertEquals(all - 2, inReverse("dotsWithNoBatchDims", "matmul"));
        assertEquals(all - 1, inReverse("scores", "matmul"));
        assertEquals(inReverse("nothing", "tanh"), inReverse("dots", "tanh"));
    }

    /** What is saved is taken out of the loop under its name, and so are the values before it. */
    @Test
    void savedOutputsAreResultsOfTheForwardLoop() {
        Graph graph = attention("dots", DType.F32, false);
        List<Control.Scan> saved = graph.nodes().stream().map(Node::op).filter(Control.Scan.class::isInstance)
                .map(Control.Scan.class::cast).filter(Control.Scan::isSaved).toList();
        assertEquals(4, saved.size());
        assertTrue(saved.stream().allMatch(scan -> scan.saved() == 4 && scan.outs() == 5));
        assertEquals(graph, GraphParser.parse(GraphPrinter.print(graph)));
    }

    /** A value that is saved itself is not stored twice. */
    @Test
    void theValueItselfMayBeSaved() {
        Graph graph = attention("value", DType.F32, false);
        graph.nodes().forEach(n -> {
            if (n.op() instanceof Control.Scan scan && scan.saved() > 0) {
                assertEquals(1, scan.outs());
            }
        });
    }

    @Test
    void namesThatNothingHasAreErrors() {
        Function<String, String> message = policy -> assertThrows(IrException.class,
                () -> attention(policy, DType.F32, false)).getMessage();
        assertTrue(message.apply("dot").contains("checkpoint: nothing is named dot; expected one of nothing, dots,"
                + " dotsWithNoBatchDims, everything, scores, value, or a name given with checkpointName"),
                message.apply("dot"));
        assertTrue(assertThrows(IrException.class, () -> Model.define("M", model -> model.output("y",
                ControlFlow.checkpointName(model.input("x", DType.F32), "dots")))).getMessage()
                .contains("the name dots is that of a policy"));
    }
}
