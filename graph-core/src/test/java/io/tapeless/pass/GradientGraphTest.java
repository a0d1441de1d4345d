package io.tapeless.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Operators;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import io.tapeless.testkit.RewriteTester;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of textbook models as graphs: the nodes a textbook has, no more. */
class GradientGraphTest {

    /** The optimised graph of a model with the gradients of its parameters as outputs {@code w_adj}. */
    private static Graph gradient(Consumer<ModelBuilder> definition) {
        return optimized(Model.define("m", definition).train());
    }

    private static Graph optimized(Graph forward) {
        return PassPipeline.run(forward, GraphPasses.train(graph -> {
            GraphBuilder builder = GraphBuilder.extending(graph);
            Map<String, Node> outputs = new LinkedHashMap<>(graph.outputs());
            new Differentiator(builder).gradients(graph.output("loss"), graph.variables()).forEach((w, adjoint) ->
                    outputs.put(((Leaf.Variable) w.op()).name() + "_adj", adjoint));
            return builder.build(graph.name(), outputs);
        }), PassObserver.SILENT).result();
    }

    private static Node operand(Node node, ScalarOp function, int index) {
        assertEquals(function.text(), node.op().mnemonic(), node.toString());
        return node.operand(index);
    }

    /** {@code exp(s) / Σ exp(s)}. */
    private static void assertSoftmax(Node p) {
        Node exp = operand(p, ScalarOp.DIV, 0);
        operand(exp, ScalarOp.EXP, 0);
        Node sum = p.operand(1).operand(0);
        assertTrue(p.operand(1).op() instanceof Movement.Broadcast);
        assertEquals(new Reduction.Reduce(Reduction.Kind.SUM, List.of(1)), sum.op());
        assertEquals(exp, sum.operand(0));
    }

    /** {@code select(classes = label, 1, 0)}. */
    private static void assertOneHot(Node y) {
        Node equal = operand(y, ScalarOp.SELECT, 0);
        assertTrue(operand(equal, ScalarOp.EQ, 0).op() instanceof Leaf.Iota);
        assertEquals("y", ((Leaf.Input) equal.operand(1).operand(0).op()).name());
    }

    /** Example 8, with the softmax fused into the loss or written out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void crossEntropyAdjointIsSoftmaxMinusOneHotOverTheBatch(boolean fused) {
        Graph graph = gradient(m -> {
            Tensor x = m.input("x", DType.F32, m.dim("B"), Dim.of(5));
            Tensor y = m.input("y", DType.I32, m.dim("B"));
            Tensor w1 = m.param("w1", Initializer.heNormal(), DType.F32, 5, 4);
            Tensor w2 = m.param("w2", Initializer.heNormal(), DType.F32, 4, 3);
            Tensor z = x.matmul(w1).relu().matmul(w2);
            Tensor loss = fused ? Losses.crossEntropy(z, y) : Losses.nll(z.softmax(-1).log(), y);
            m.loss("loss", loss.mean().plus(w1.square().sum().plus(w2.square().sum()).times(1e-3)));
        });
        // w2_adj = w2·2λ + hᵀ·(p − onehot)/B
        Node sum = graph.output("w2_adj");
        Node decay = operand(sum, ScalarOp.ADD, 0);
        assertEquals("w2", ((Leaf.Variable) operand(decay, ScalarOp.MUL, 0).op()).name());
        assertEquals("constant 0.002", constant(decay.operand(1)));
        Node product = sum.operand(1);
        assertEquals(new Contraction.MatMul(true, false), product.op());
        Node logits = product.operand(1);
        Node difference = operand(logits, ScalarOp.MUL, 0);
        assertSoftmax(operand(difference, ScalarOp.SUB, 0));
        assertOneHot(difference.operand(1));
        Node scale = logits.operand(1).operand(0);
        // where the softmax is written out, a label out of range has loss 0 and so gradient 0
        Node perExample = fused ? scale : operand(scale, ScalarOp.SELECT, 1).operand(0);
        assertEquals("constant 1.0", constant(operand(perExample, ScalarOp.DIV, 0)));
        // the same adjoint leads back to w1
        assertTrue(graph.nodes().stream().anyMatch(n -> n.op().equals(new Contraction.MatMul(false, true))
                && n.operand(0) == logits));
    }

    private static String constant(Node node) {
        Node source = node.op() instanceof Movement.Broadcast ? node.operand(0) : node;
        return GraphPrinter.print(source.op());
    }

    /** Example 9: z = f(f(f(w))). */
    @ParameterizedTest
    @EnumSource(value = ScalarOp.class, names = {"EXP", "SIN", "TANH", "SIGMOID"})
    void chainOfOneFunctionHasTheTextbooksNodes(ScalarOp f) {
        GraphBuilder builder = new GraphBuilder();
        Node w = builder.add(new Leaf.Variable("w", TensorType.scalar(DType.F64), true));
        Node z = builder.map(f, builder.map(f, builder.map(f, w)));
        Graph graph = optimized(builder.build("chain", Map.of("loss", z)));
        String nodes = graph.nodes().stream().map(n -> n.op().mnemonic()).collect(Collectors.joining(" "));
        assertEquals(switch (f) {
            // dz/dw = f(f(f(w)))·f(f(w))·f(w): nothing but products is new
            case EXP -> "variable exp exp exp mul mul";
            case SIN -> "variable sin sin sin cos cos mul cos mul";
            case TANH -> "variable tanh tanh tanh constant mul sub mul sub mul mul sub mul";
            default -> "variable sigmoid sigmoid sigmoid constant sub mul sub mul mul sub mul mul";
        }, nodes);
    }

    /** Example 10, through the loss as written in textbooks. */
    @Test
    void sigmoidCrossEntropyAdjointIsActivationMinusTarget() {
        Graph graph = gradient(m -> {
            Tensor x = m.input("x", DType.F64, m.dim("B"), Dim.of(2));
            Tensor y = m.input("y", DType.F64, m.dim("B"), Dim.of(1));
            Tensor w1 = m.param("w1", Initializer.heNormal(), DType.F64, 2, 3);
            Tensor w2 = m.param("w2", Initializer.heNormal(), DType.F64, 3, 1);
            Tensor a = x.matmul(w1).sigmoid().matmul(w2).sigmoid();
            m.loss("loss", y.neg().times(a.log()).minus(Operators.minus(1, y)
                    .times(Operators.minus(1, a).log())).sum());
        });
        Node product = graph.output("w2_adj");
        assertEquals(new Contraction.MatMul(true, false), product.op());
        Node adjoint = product.operand(1);
        assertEquals("sigmoid", operand(adjoint, ScalarOp.SUB, 0).op().mnemonic());
        assertEquals("y", ((Leaf.Input) adjoint.operand(1).op()).name());
        // the recursion: (δ·w2ᵀ) ⊙ (a·(1 − a)) with the activation a at hand
        Node hidden = graph.output("w1_adj").operand(1);
        assertEquals(new Contraction.MatMul(false, true), operand(hidden, ScalarOp.MUL, 0).op());
        Node slope = hidden.operand(1);
        assertEquals(product.operand(0), operand(slope, ScalarOp.MUL, 0));
        assertEquals(product.operand(0), operand(slope.operand(1), ScalarOp.SUB, 1));
    }

    /** Example 10 at |z| = 1000, also where {@code grad} was called before any pass. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sigmoidCrossEntropyIsStable(boolean early) {
        Graph graph = Model.define("m", m -> {
            Tensor z = m.param("z", Initializer.zeros(), DType.F64, 4);
            Tensor y = m.input("y", DType.F64, 4);
            Tensor a = z.sigmoid();
            Tensor loss = y.neg().times(a.log()).minus(Operators.minus(1, y).times(Operators.minus(1, a).log())).sum();
            m.loss("loss", loss);
            if (early) {
                m.metric("gradient", Derivatives.grad(loss, z).sum());
            }
        }).train();
        Graph result = early
                ? PassPipeline.run(graph, GraphPasses.predict(), PassObserver.SILENT).result() : optimized(graph);
        Interpreter.Result run = Interpreter.run(result, Map.of("y", Value.of(DType.F64, new int[] {4}, 1, 0, 1, 0)),
                Map.of("z", Value.of(DType.F64, new int[] {4}, 1000, 1000, -1000, -1000)));
        assertEquals(2000, run.output("loss").real(0));
        if (early) {
            assertEquals(0.0, run.output("gradient").real(0));
        } else {
            assertEquals("[0.0, 1.0, -1.0, 0.0]", Arrays.toString(run.output("z_adj").toDoubles()));
        }
    }

    /** Example 18: √(x² + exp x²) + cos(x² + exp x²). */
    @Test
    void sharedExpressionsAreComputedOnce() {
        Graph forward = RewriteTester.graph("""
                %0 = variable{trainable} "x" : f64[]
                %1 = mul %0, %0 : f64[]
                %2 = exp %1 : f64[]
                %3 = add %1, %2 : f64[]
                %4 = sqrt %3 : f64[]
                %5 = cos %3 : f64[]
                %6 = add %4, %5 : f64[]
                output loss = %6
                """);
        Graph graph = optimized(forward);
        for (String function : List.of("exp", "sqrt", "sin", "cos")) {
            assertEquals(1, graph.nodes().stream().filter(n -> n.op().mnemonic().equals(function)).count(), function);
        }
        long operations = graph.nodes().stream().filter(n -> !(n.op() instanceof Leaf)).count();
        assertTrue(operations < 2.5 * 6, graph.toString());
        double x = 0.7;
        double u = x * x + Math.exp(x * x);
        assertEquals(2 * x * (1 / (2 * Math.sqrt(u)) - Math.sin(u)) * (1 + Math.exp(x * x)),
                Interpreter.run(graph, Map.of(), Map.of("x", Value.scalar(DType.F64, x))).output("x_adj").real(0),
                1e-14);
    }
}
