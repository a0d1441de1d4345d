package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.testkit.GradientCheck;
import io.tapeless.testkit.GraphSample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** First and second derivatives of what is made of decompositions; matrices on which they are undefined. */
class MatrixFunctionsTest {
    private static final double[] A = {2.5, 0.4, -0.3, 0.7, -1.8, 0.5, 0.2, -0.6, 3.1};
    private static final double[] B = {1.2, -0.7, 0.4, 0.9, -1.5, 0.3};

    private static Map.Entry<String, BinaryOperator<Tensor>> of(String name, BinaryOperator<Tensor> function) {
        return Map.entry(name, function);
    }

    @TestFactory
    Stream<DynamicTest> secondOrder() {
        return Stream.of(
                of("solve", Tensor::solve),
                of("solve a vector", (a, b) -> a.solve(b.sum(1))),
                of("solve transposed", (a, b) -> a.swapAxes(0, 1).solve(b)),
                of("triangularSolve", (a, b) -> a.triangularSolve(b, false)),
                of("inverse", (a, b) -> a.inverse().matmul(b)),
                of("det", (a, b) -> b.times(a.det())),
                of("logDet", (a, b) -> b.times(a.neg().logDet())),
                of("slogDet", (a, b) -> b.times(a.slogDet().get(1))),
                of("matrixExp", (a, b) -> a.matrixExp().matmul(b)),
                of("matrixPower", (a, b) -> a.matrixPower(-2).matmul(b)),
                of("cholesky", (a, b) -> a.matmul(a.swapAxes(0, 1)).cholesky().matmul(b)),
                of("qr of more columns", (a, b) -> a.matmul(b).swapAxes(0, 1).qr().get(1)),
                of("eigenvalues", (a, b) -> a.eigh().get(0)),
                of("svd of more columns", (a, b) -> a.matmul(b).swapAxes(0, 1).svd().get(0)),
                of("nuclear norm", (a, b) -> a.matmul(b).svd().get(1)))
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
    }

    private static void check(BinaryOperator<Tensor> function) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor a = model.input("a", DType.F64, 3, 3);
        Tensor b = model.input("b", DType.F64, 3, 2);
        Tensor y = function.apply(a, b);
        Tensor loss = y.plus(y.square().times(0.3)).sum();
        GraphSample sample = new GraphSample(model.graph().build("Test", Map.of("loss", loss.node())),
                Map.of("a", Value.of(DType.F64, new int[] {3, 3}, A), "b", Value.of(DType.F64, new int[] {3, 2}, B)),
                Map.of());
        GradientCheck.assertDerivatives(sample, "loss", 2, 1e-6);
    }

    /** The adjoint of a solution is a solution with the same factors: they are found once. */
    @Test
    void solutionAndAdjointShareTheFactors() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor a = model.input("a", DType.F64, 3, 3);
        Tensor b = model.input("b", DType.F64, 3);
        List<Tensor> gradients = Derivatives.grad(a.solve(b).square().sum(), List.of(a, b));
        String text = model.graph().build("Test", Map.of("a", gradients.get(0).node(), "b", gradients.get(1).node()))
                .toString();
        assertEquals(1, text.split(" = lu ", -1).length - 1, text);
        assertEquals(2, text.split(" = lu_solve", -1).length - 1, text);
    }

    @Test
    void singularMatrices() {
        assertArrayEquals(new double[] {0}, matrix(Tensor::det, 1, 2, 2, 4), 1e-15);
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY}, matrix(Tensor::logDet, 1, 2, 2, 4));
        assertArrayEquals(new double[] {0}, matrix(x -> x.slogDet().get(0), 1, 2, 2, 4), 1e-15);
        assertEquals(0, Arrays.stream(matrix(Tensor::inverse, 1, 2, 2, 4)).filter(Double::isFinite).count());
        // A·Aᵀ of eigenvalues that are equal: their vectors are any, their sum has a derivative
        assertArrayEquals(new double[] {1, 0, 0, 1},
                matrix(x -> Derivatives.grad(x.eigh().get(0).sum(), x), 2, 0, 0, 2));
        assertArrayEquals(new double[] {1, 0, 0, 1},
                matrix(x -> Derivatives.grad(x.svd().get(1).sum(), x), 2, 0, 0, 2));
    }

    /** The derivative of a determinant is the matrix of cofactors; the second one at 0 that of {@code ad − bc}. */
    @Test
    void singularDeterminantsHaveDerivatives() {
        assertArrayEquals(new double[] {4, -2, -2, 1}, matrix(x -> Derivatives.grad(x.det(), x), 1, 2, 2, 4), 1e-15);
        assertArrayEquals(new double[] {0, 0, 0, 0}, matrix(x -> Derivatives.grad(x.det(), x), 0, 0, 0, 0));
        assertArrayEquals(new double[] {0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0},
                matrix(x -> Derivatives.hessian(x.det(), x), 0, 0, 0, 0));
        // rank 2: rows 1, 2, 3; 4, 5, 6; 7, 8, 9
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor x = model.input("x", DType.F64, 3, 3);
        Value value = Value.of(DType.F64, new int[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertArrayEquals(new double[] {-3, 6, -3, 6, -12, 6, -3, 6, -3},
                Evaluate.run(Derivatives.grad(x.det(), x), Map.of("x", value)), 1e-13);
    }

    @Test
    void determinantOfAPermutationIsItsSign() {
        assertArrayEquals(new double[] {-1}, matrix(Tensor::det, 0, 1, 1, 0));
        assertArrayEquals(new double[] {1}, matrix(Tensor::det, 0, 1, -1, 0));
    }

    private static double[] matrix(UnaryOperator<Tensor> function, double... elements) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor x = model.input("x", DType.F64, 2, 2);
        return Evaluate.run(function.apply(x), Map.of("x", Value.of(DType.F64, new int[] {2, 2}, elements)));
    }
}
