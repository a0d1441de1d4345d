package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the reverse and the forward table: against differences and each other, to second order. */
class VjpRulesTest {
    private final Sandbox s = new Sandbox();

    /** Makes an operation nonlinear, so that its second derivative tests something. */
    private Node bent(Node a) {
        return s.x.mul(a, s.x.map(ScalarOp.SIN, a));
    }

    private void check(Node y, Node... inputs) {
        s.checkDerivatives(bent(y), List.of(inputs));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void matMul(boolean transposeA, boolean transposeB) {
        Node a = transposeA ? s.random("a", 3, 2) : s.random("a", 2, 3);
        Node b = transposeB ? s.random("b", 4, 3) : s.random("b", 3, 4);
        check(s.x.matMul(a, b, transposeA, transposeB), a, b);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void batchedMatMul(boolean transposeA, boolean transposeB) {
        Node a = transposeA ? s.random("a", 2, 3, 1) : s.random("a", 2, 1, 3);
        Node b = transposeB ? s.random("b", 2, 2, 3) : s.random("b", 2, 3, 2);
        check(s.x.matMul(a, b, transposeA, transposeB), a, b);
    }

    static Stream<Arguments> reductions() {
        return Stream.of(Reduction.Kind.values()).flatMap(kind ->
                Stream.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 2), List.of(0, 1, 2))
                        .map(axes -> Arguments.of(kind, axes)));
    }

    @ParameterizedTest
    @MethodSource("reductions")
    void reduce(Reduction.Kind kind, List<Integer> axes) {
        Node a = s.random("a", 2, 3, 2);
        check(s.x.reduce(kind, a, axes), a);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 5, 7", "2, 0, 5, 7", "0, 3, 0, 7", "0, 0, 0, 7", "0, 0, 0, 0"})
    void productsAreExactWithZeros(double a, double b, double c, double e) {
        Node v = s.input("v", Shape.of(2, 2), a, b, c, e);
        Node y = s.x.reduce(Reduction.Kind.PROD, v, List.of(0, 1));
        assertArrayEquals(new double[] {b * c * e, a * c * e, a * b * e, a * b * c}, s.eval(s.d.gradient(y, v)), 1e-13);
        assertArrayEquals(new double[] {
            0, c * e, b * e, b * c,
            c * e, 0, a * e, a * c,
            b * e, a * e, 0, a * b,
            b * c, a * c, a * b, 0}, s.eval(s.d.hessian(y, v)));
    }

    @Test
    void productsOverASymbolicAxis() {
        Dim n = Dim.symbol("N", 1, 1000);
        Node v = s.symbolic("v", Shape.of(n), new int[] {5}, 2, -1, 0, 3, 4);
        assertArrayEquals(new double[] {0, 0, -24, 0, 0},
                s.eval(s.d.gradient(s.x.reduce(Reduction.Kind.PROD, v, List.of(0)), v)), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"MAX, 1", "MIN, -1"})
    void tiesOfExtremesShareEqually(Reduction.Kind kind, double sign) {
        Node a = s.input("a", Shape.of(2, 3), sign, 3 * sign, 3 * sign, 2 * sign, 2 * sign, 2 * sign);
        Node g = s.input("g", Shape.of(2), 6, 12);
        Node y = s.x.reduce(kind, a, List.of(1));
        assertArrayEquals(new double[] {0, 3, 3, 4, 4, 4}, s.eval(s.d.vjp(y, a, g)));
        Node v = s.input("v", Shape.of(2, 3), 1, 2, 4, 3, 6, 0);
        assertArrayEquals(new double[] {3, 3}, s.eval(s.d.jvp(y, a, v)));
    }

    @Test
    void reshape() {
        Node a = s.random("a", 2, 3);
        check(s.x.reshape(a, Shape.of(3, 1, 2)), a);
    }

    @Test
    void transpose() {
        Node a = s.random("a", 2, 3, 4);
        check(s.builder.add(new Movement.Transpose(List.of(2, 0, 1)), a), a);
    }

    @Test
    void broadcast() {
        Node a = s.random("a", 2, 3);
        check(s.x.broadcast(a, Shape.of(2, 4, 3), List.of(1)), a);
    }

    @ParameterizedTest
    @CsvSource({"0, 6, 1", "1, 4, 1", "0, 3, 2", "1, 2, 3", "5, 1, 4", "2, 0, 1"})
    void slice(long start, long size, int step) {
        Node a = s.random("a", 6, 2);
        check(s.builder.add(new Movement.Slice(List.of(Dim.of(start), Dim.ZERO), List.of(Dim.of(size), Dim.of(2)),
                List.of(step, 1)), a), a);
    }

    @Test
    void pad() {
        Node a = s.random("a", 2, 3);
        Node value = s.scalar("value", 0.7);
        check(s.builder.add(new Movement.Pad(List.of(Dim.of(1), Dim.ZERO), List.of(Dim.ZERO, Dim.of(2)),
                List.of(2, 1)), a, value), a, value);
    }

    @Test
    void concat() {
        Node a = s.random("a", 2, 1);
        Node b = s.random("b", 2, 3);
        check(s.builder.add(new Movement.Concat(1), a, b, a), a, b);
    }

    @Test
    void reverse() {
        Node a = s.random("a", 2, 3);
        check(s.builder.add(new Movement.Reverse(List.of(0, 1)), a), a);
    }

    @Test
    void gather() {
        Node a = s.random("a", 3, 2);
        Node rows = s.indices("rows", Shape.of(2, 2), 2, 0, 2, 2);
        check(s.builder.add(new Indexing.Gather(0), a, rows), a);
        check(s.builder.add(new Indexing.Gather(1), a, s.indices("columns", Shape.SCALAR, 1)), a);
    }

    @Test
    void scatterAdd() {
        Node a = s.random("a", 3, 2);
        Node updates = s.random("updates", 4, 2);
        Node rows = s.indices("rows", Shape.of(4), 2, 0, 2, 1);
        check(s.builder.add(new Indexing.ScatterAdd(0), a, rows, updates), a, updates);
    }

    @Test
    void castBetweenFloats() {
        Node a = s.random("a", 3);
        check(s.x.cast(s.x.cast(a, DType.F32), DType.F64), a);
    }

    @Test
    void nothingPassesStoppedGradients() {
        Node a = s.random("a", 3);
        Node stopped = s.builder.add(new Elementwise.StopGradient(), a);
        Node y = s.x.sum(s.x.mul(a, stopped));
        assertArrayEquals(s.eval(a), s.eval(s.d.gradient(y, a)));
        assertArrayEquals(s.eval(a), s.eval(s.d.gradient(y, stopped)));
    }
}
