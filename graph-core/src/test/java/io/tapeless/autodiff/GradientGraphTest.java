package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shape of gradient graphs, since they are what a symbolic differentiator gives. */
class GradientGraphTest {
    private final Sandbox s = new Sandbox();

    private long count(Graph graph, String mnemonic) {
        return graph.nodes().stream().filter(n -> n.op().mnemonic().equals(mnemonic)).count();
    }

    /** z = f(f(f(w))): dz/dw = f'(y)·f'(x)·f'(w) is appended to w, x = f(w), y = f(x), z. */
    @Test
    void chain() {
        Node w = s.scalar("w", 1);
        Node x = s.x.map(ScalarOp.SIN, w);
        Node y = s.x.map(ScalarOp.SIN, x);
        Node z = s.x.map(ScalarOp.SIN, y);
        Graph graph = s.builder.build("chain", Map.of("dz", s.d.gradient(z, w)));
        assertEquals(GraphParser.parse("""
                graph chain {
                  %0 = input "w" : f64[]          # name w
                  %1 = sin %0 : f64[]
                  %2 = sin %1 : f64[]
                  %3 = constant 1.0 : f64[]
                  %4 = cos %2 : f64[]
                  %5 = mul %3, %4 : f64[]
                  %6 = cos %1 : f64[]
                  %7 = mul %5, %6 : f64[]
                  %8 = cos %0 : f64[]
                  %9 = mul %7, %8 : f64[]         # name w_adj
                  output dz = %9
                }
                """), graph);
    }

    /** f₃ = β₃ + ω₃·relu(… β₀ + ω₀·x): the adjoint of each fₖ is built once and used for βₖ, ωₖ and hₖ. */
    @Test
    void scalarNetworkSharesAdjoints() {
        Node h = s.scalar("x", 2);
        Map<String, Node> parameters = new LinkedHashMap<>();
        Node f = h;
        for (int k = 0; k < 4; k++) {
            Node beta = s.scalar("beta" + k, 0.1 * k);
            Node omega = s.scalar("omega" + k, 0.5 + k);
            parameters.put("beta" + k, beta);
            parameters.put("omega" + k, omega);
            f = s.x.add(beta, s.x.mul(omega, h));
            h = s.x.map(ScalarOp.RELU, f);
        }
        Node error = s.x.sub(f, s.scalar("y", 1));
        Map<Node, Node> gradients = s.d.gradients(s.x.mul(error, error), List.copyOf(parameters.values()));
        Map<String, Node> outputs = new LinkedHashMap<>();
        parameters.forEach((name, node) -> outputs.put(name, gradients.get(node)));
        Graph graph = s.builder.build("toy", outputs);
        assertEquals(3, count(graph, "select"));
        // forward 4, loss seed 1, one for each of ω₀ … ω₃ and h₁ … h₃
        assertEquals(4 + 1 + 4 + 3, count(graph, "mul"));
        Node adjoint = graph.output("beta1");
        assertEquals(2, graph.users().get(adjoint).size());
        assertTrue(graph.users().get(adjoint).contains(graph.output("omega1")));
    }

    /** fₖ = βₖ + Ωₖhₖ: ∂ℓ/∂Ωₖ = ∂ℓ/∂fₖ hₖᵀ, ∂ℓ/∂βₖ = ∂ℓ/∂fₖ, ∂ℓ/∂fₖ₋₁ = [fₖ₋₁ > 0] ⊙ (Ωₖᵀ ∂ℓ/∂fₖ). */
    @Test
    void vectorNetworkMultipliesByTransposes() {
        Node x = s.random("x", 3, 1);
        Node omega0 = s.random("omega0", 4, 3);
        Node omega1 = s.random("omega1", 2, 4);
        Node beta1 = s.random("beta1", 2, 1);
        Node h = s.x.map(ScalarOp.RELU, s.x.matMul(omega0, x, false, false));
        Node f = s.x.add(beta1, s.x.matMul(omega1, h, false, false));
        Map<Node, Node> gradients = s.d.gradients(s.x.sum(s.x.mul(f, f)), List.of(omega0, omega1, beta1));
        Node f1 = gradients.get(beta1);
        assertEquals(s.x.matMul(f1, h, false, true), gradients.get(omega1));
        Node f0 = gradients.get(omega0).operand(0);
        assertEquals("select", f0.op().mnemonic());
        assertEquals(s.x.matMul(omega1, f1, true, false), f0.operand(1));
        assertEquals(s.x.matMul(f0, x, false, true), gradients.get(omega0));
    }

    /** f = √(x² + eˣ²) + cos(x² + eˣ²): the gradient uses what the function computes, and adds less than 2.5 of it. */
    @Test
    void sharedSubexpressions() {
        Node x = s.random("x", 5);
        Node square = s.x.mul(x, x);
        Node sum = s.x.add(square, s.x.map(ScalarOp.EXP, square));
        Node y = s.x.add(s.x.sqrt(sum), s.x.map(ScalarOp.COS, sum));
        Graph forward = s.builder.build("f", Map.of("y", y));
        Map<String, Node> outputs = Map.of("y", y, "x_adj", s.d.vjp(y, x, s.x.constant(y, 1)));
        Graph both = s.builder.build("f", outputs);
        for (String function : List.of("exp", "sqrt", "sin", "cos")) {
            assertEquals(1, count(both, function), function);
        }
        assertTrue(arithmetic(both) - arithmetic(forward) < 2.5 * arithmetic(forward), both.toString());
    }

    private static long arithmetic(Graph graph) {
        return graph.nodes().stream().filter(n -> n.op() instanceof Elementwise).count();
    }

    /** Derivatives of f32 are f32. */
    @Test
    void dtypesAreKept() {
        Node wide = s.random("a", 3);
        Node narrow = s.x.cast(wide, DType.F32);
        Node y = s.x.sum(s.x.map(ScalarOp.ERF, narrow));
        List<Node> gradients = new ArrayList<>(s.d.gradients(y, List.of(narrow, wide)).values());
        assertEquals("f32[3]", gradients.get(0).type().toString());
        assertEquals("f64[3]", gradients.get(1).type().toString());
        assertEquals(Shape.of(3, 3), s.d.hessian(y, narrow).shape());
    }
}
