package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.rewrite.StableForm;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives of formulas that overflow or cancel as they are written, where their values do not: far out, in all modes. */
class StableDerivativesTest {
    private final ModelBuilder model = new ModelBuilder("stable", false);

    private static double[] run(ModelBuilder model, Tensor y, double... x) {
        Graph graph = model.graph().build("stable", Map.of("y", y.node()));
        return Interpreter.run(graph, Map.of("x", Value.of(DType.F64, new int[] {x.length}, x)), Map.of()).outputs()
                .get("y").toDoubles();
    }

    /** The gradient of the sum, by reverse and by forward mode, and the sum of the Jacobian's rows. */
    private static void assertGradient(UnaryOperator<Tensor> function, double[] at, double... expected) {
        ModelBuilder model = new ModelBuilder("stable", false);
        Tensor x = model.input("x", DType.F64, at.length);
        Tensor y = function.apply(x).flatten();
        Tensor one = model.constant(DType.F64, 1);
        assertArrayEquals(expected, run(model, Derivatives.grad(y.sum(), x), at), 1e-12);
        assertArrayEquals(expected, run(model, Derivatives.vjp(y.sum(), x, one), at), 1e-12);
        double[] jacobian = run(model, Derivatives.jacobian(y, x).sum(0), at);
        assertArrayEquals(expected, jacobian, 1e-12);
        double sum = 0;
        for (double e : expected) {
            sum += e;
        }
        assertEquals(sum, run(model, Derivatives.jvp(y.sum(), x, x.times(0).plus(1)), at)[0], 1e-12);
    }

    /** The gradient of the squares of the gradient: a penalty. */
    private static void assertPenalty(UnaryOperator<Tensor> function, double[] at, double... expected) {
        ModelBuilder model = new ModelBuilder("stable", false);
        Tensor x = model.input("x", DType.F64, at.length);
        Tensor slope = Derivatives.grad(function.apply(x), x);
        assertArrayEquals(expected, run(model, Derivatives.grad(slope.square().sum(), x), at), 1e-12);
    }

    @Test
    void logarithmsOfSoftmax() {
        assertGradient(x -> x.softmax().log(), new double[] {1000, -1000}, -1, 1);
        assertGradient(x -> x.exp().dividedBy(x.exp().sum()).log(), new double[] {1000, -1000}, -1, 1);
        assertPenalty(x -> x.softmax().log().sum(), new double[] {1000, -1000}, 0, 0);
    }

    @Test
    void logarithmsOfSigmoid() {
        assertGradient(x -> x.sigmoid().log(), new double[] {1000, -1000}, 0, 1);
        assertGradient(x -> x.sigmoid().reshape(2, 1).log(), new double[] {1000, -1000}, 0, 1);
        assertGradient(x -> x.sigmoid().neg().plus(1).log(), new double[] {1000, -1000}, -1, 0);
        assertPenalty(x -> x.sigmoid().log().sum(), new double[] {1000, -1000}, 0, 0);
    }

    @Test
    void logarithmsOfSumsOfExponentials() {
        assertGradient(x -> x.exp().log1p(), new double[] {1000, -1000}, 1, 0);
        assertGradient(x -> x.exp().plus(1).log(), new double[] {1000, -1000}, 1, 0);
        assertGradient(x -> x.exp().sum().log(), new double[] {1000, -1000}, 1, 0);
        assertPenalty(x -> x.exp().plus(1).log().sum(), new double[] {1000, -1000}, 0, 0);
    }

    @Test
    void quotientsOfExponentials() {
        assertGradient(x -> x.exp().dividedBy(x.exp().plus(1)), new double[] {1000, -1000, 0}, 0, 0, 0.25);
    }

    @Test
    void rootsOfSquares() {
        assertGradient(x -> x.square().sum().sqrt(), new double[] {3000, -4000}, 0.6, -0.8);
        assertPenalty(x -> x.square().sum().sqrt(), new double[] {3000, -4000}, 0, 0);
    }

    /** What is given stays what it is: the logarithm's derivative is 1/p, whatever p is. */
    @Test
    void noRuleLooksBehindWhatIsGiven() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor p = x.sigmoid();
        Tensor y = p.log().sum();
        assertArrayEquals(new double[] {2, 1 + Math.exp(-1)}, run(model, Derivatives.grad(y, p), 0, 1), 1e-12);
        List<Tensor> both = Derivatives.grad(y, List.of(p, x));
        assertArrayEquals(new double[] {2, 1 + Math.exp(-1)}, run(model, both.get(0), 0, 1), 1e-12);
        assertArrayEquals(new double[] {0.5, 1 - 1 / (1 + Math.exp(-1))}, run(model, both.get(1), 0, 1), 1e-12);
    }

    /** A given tensor stays the node it is, so that what was made of a derivative depends on it. */
    @Test
    void derivativesAreOfWhatWasGiven() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor z = x.times(1).rem(7.0).plus(0).times(3);
        Tensor h = z.exp().plus(1);
        Tensor slope = Derivatives.grad(h.log().square().sum(), z);
        double s = Math.log(1 + Math.exp(3));
        double p = 1 / (1 + Math.exp(-3));
        double second = 2 * p * p + 2 * s * p * (1 - p);
        assertArrayEquals(new double[] {second, second}, run(model, Derivatives.grad(slope.sum(), z), 1, 1), 1e-12);
        assertArrayEquals(new double[] {3 * second, 3 * second}, run(model, Derivatives.grad(slope.sum(), x), 1, 1),
                1e-12);
    }

    /** Nodes that no stability rule touches are those that were written. */
    @Test
    void onlyWhatIsUnstableIsReplaced() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor inner = x.plus(0).times(2).rem(5.0);
        Node y = inner.exp().plus(1).log().sum().node();
        Node form = new StableForm(model.graph(), List.of(y), List.of(x.node())).of(y);
        assertSame(inner.node(), form.operand(0).operand(0));
    }

    @Test
    void whatIsGivenMayDependOnWhatIsGiven() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor z = x.exp().plus(1).log();
        List<Tensor> both = Derivatives.grad(z.square().sum().times(0.5), List.of(x, z));
        assertArrayEquals(run(model, z.times(x.sigmoid()), 1, -1), run(model, both.get(0), 1, -1), 1e-12);
        assertArrayEquals(run(model, z, 1, -1), run(model, both.get(1), 1, -1), 1e-12);
    }

    @Test
    void constantsStayConstant() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor p = x.sigmoid();
        Tensor y = p.log().plus(x.exp().plus(1).log()).sum();
        assertArrayEquals(new double[] {1, 0}, run(model, Derivatives.grad(y, x, p), 1000, -1000), 1e-12);
    }

    @Test
    void whatIsStableAlreadyIsItsOwnForm() {
        GraphBuilder builder = model.graph();
        Tensor x = model.input("x", DType.F64, 2);
        Node y = x.logSoftmax().times(1).plus(0).sum().node();
        int before = builder.size();
        assertSame(y, new StableForm(builder, List.of(y), List.of(x.node())).of(y));
        assertEquals(before, builder.size());
    }

    /** An error names what was written, and a form that would lose a path is not taken. */
    @Test
    void connectionsStay() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor z = model.input("z", DType.F64, 2);
        Tensor y = x.exp().plus(1).log().plus(z.times(0)).sum();
        List<Tensor> both = Derivatives.grad(y, List.of(x, z));
        assertArrayEquals(new double[] {0.5, 0.5}, run(model, both.get(0), 0, 0), 1e-12);
        IrException e = assertThrows(IrException.class,
                () -> Derivatives.grad(x.exp().plus(1).log().sum(), z));
        assertTrue(e.getMessage().contains("z"), e.getMessage());
    }

    @Test
    void adjointsOfFormsHaveTheNamesOfWhatWasWritten() {
        Tensor x = model.input("x", DType.F64, 2);
        Tensor p = x.exp().plus(1).log();
        model.graph().name("p", p.node());
        Derivatives.grad(p.square().sum(), x);
        assertTrue(model.graph().names().containsKey("p_adj"), model.graph().names().toString());
    }
}
