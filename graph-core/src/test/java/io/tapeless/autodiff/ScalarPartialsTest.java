package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the calculus page: against differences away from kinks, by definition at them. */
class ScalarPartialsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Points within each function's domain, away from kinks; one array an operand. */
    private static final Map<ScalarOp, double[][]> POINTS = new EnumMap<>(ScalarOp.class);

    static {
        double[] any = {-1.7, -0.6, 0.3, 1.1, 2.4};
        double[] positive = {0.05, 0.4, 1, 2.5, 7};
        double[] inner = {-0.9, -0.4, 0.1, 0.5, 0.85};
        double[] other = {0.7, -1.2, 1.9, 0.4, -2.2};
        for (ScalarOp function : ScalarOp.values()) {
            double[] first = switch (function) {
                case LOG, LOG2, LOG10, SQRT, POW, CBRT, LGAMMA, DIGAMMA -> positive;
                case LOG1P, ASIN, ACOS, ATANH, ERFINV -> inner;
                case ACOSH -> new double[] {1.05, 1.4, 2, 3.5, 8};
                case LOG1MEXP -> new double[] {-0.05, -0.4, -1, -2.5, -7};
                default -> any;
            };
            POINTS.put(function, new double[][] {first, other, {1.4, -0.3, 2.2, 0.9, 0.2}});
        }
        POINTS.put(ScalarOp.CLIP, new double[][] {any, {-1, -1, 0.5, -2, -3}, {1, 1, 2, 1, 1}});
    }

    @ParameterizedTest
    @EnumSource(ScalarOp.class)
    void derivativesMatchDifferences(ScalarOp function) {
        if (!isOfFloats(function)) {
            return;
        }
        Sandbox s = new Sandbox();
        double[][] points = POINTS.get(function);
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < function.arity(); i++) {
            inputs.add(s.input("abc".substring(i, i + 1), Shape.of(points[i].length), points[i]));
        }
        if (function == ScalarOp.SELECT) {
            Node condition = s.x.map(ScalarOp.GT, inputs.get(0), s.x.zeros(inputs.get(0)));
            inputs.remove(0);
            s.checkDerivatives(s.x.select(condition, inputs.get(0), inputs.get(1)), inputs);
        } else {
            s.checkDerivatives(s.x.map(function, inputs.toArray(Node[]::new)), inputs);
        }
    }

    private static boolean isOfFloats(ScalarOp function) {
        return function.kind() != ScalarOp.Kind.COMPARE && function.kind() != ScalarOp.Kind.BITS;
    }

    /** function, point, first derivatives, second derivatives with respect to the same operand. */
    static Stream<Arguments> kinks() {
        return Stream.of(
                kink(ScalarOp.RELU, at(0), at(0), at(0)),
                kink(ScalarOp.RELU, at(-0.0), at(0), at(0)),
                kink(ScalarOp.ABS, at(0), at(0), at(0)),
                kink(ScalarOp.ABS, at(-2), at(-1), at(0)),
                kink(ScalarOp.SIGN, at(0), at(0), at(0)),
                kink(ScalarOp.MAX, at(3, 3), at(0.5, 0.5), at(0, 0)),
                kink(ScalarOp.MIN, at(3, 3), at(0.5, 0.5), at(0, 0)),
                kink(ScalarOp.MAX, at(3, 2), at(1, 0), at(0, 0)),
                kink(ScalarOp.MIN, at(3, 2), at(0, 1), at(0, 0)),
                kink(ScalarOp.CLIP, at(1, 1, 2), at(1, 0, 0), at(0, 0, 0)),
                kink(ScalarOp.CLIP, at(2, 1, 2), at(1, 0, 0), at(0, 0, 0)),
                kink(ScalarOp.CLIP, at(0, 1, 2), at(0, 1, 0), at(0, 0, 0)),
                kink(ScalarOp.CLIP, at(3, 1, 2), at(0, 0, 1), at(0, 0, 0)),
                kink(ScalarOp.CLIP, at(0, 2, 1), at(0, 0, 1), at(0, 0, 0)),
                kink(ScalarOp.SQRT, at(0), at(INF), at(-INF)),
                kink(ScalarOp.CBRT, at(0), at(INF), null),
                kink(ScalarOp.LOG, at(0), at(INF), at(-INF)),
                kink(ScalarOp.POW, at(0, 0), at(0, 0), null),
                kink(ScalarOp.POW, at(0, 1), at(1, 0), at(0, 0)),
                kink(ScalarOp.POW, at(0, 2), at(0, 0), at(2, 0)),
                kink(ScalarOp.POW, at(0, 3), at(0, 0), at(0, 0)),
                kink(ScalarOp.POW, at(1e-320, 0), at(0, Math.log(1e-320)), null),
                kink(ScalarOp.POW, at(-2, 3), at(12, Double.NaN), null),
                kink(ScalarOp.FLOOR, at(2), at(0), at(0)),
                kink(ScalarOp.REM, at(7, 2), at(1, -3), at(0, 0)),
                kink(ScalarOp.REM, at(-7, 2), at(1, 3), at(0, 0)),
                kink(ScalarOp.SIGMOID, at(1000), at(0), at(0)),
                kink(ScalarOp.SIGMOID, at(-1000), at(0), at(0)),
                kink(ScalarOp.SOFTPLUS, at(1000), at(1), at(0)),
                kink(ScalarOp.SOFTPLUS, at(-1000), at(0), at(0)),
                kink(ScalarOp.TANH, at(1000), at(0), at(0)),
                kink(ScalarOp.EXPM1, at(-40), at(Math.exp(-40)), at(Math.exp(-40))),
                kink(ScalarOp.LOG1MEXP, at(-1000), at(0), at(0)));
    }

    private static Arguments kink(ScalarOp function, double[] point, double[] first, double[] second) {
        return Arguments.of(function, point, first, second);
    }

    private static double[] at(double... values) {
        return values;
    }

    @ParameterizedTest
    @MethodSource("kinks")
    void atKinks(ScalarOp function, double[] point, double[] first, double[] second) {
        Sandbox s = new Sandbox();
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            inputs.add(s.scalar("abc".substring(i, i + 1), point[i]));
        }
        Node y = s.x.map(function, inputs.toArray(Node[]::new));
        for (int i = 0; i < point.length; i++) {
            Node a = inputs.get(i);
            Node gradient = s.d.gradient(y, a);
            assertClose(first[i], s.evalScalar(gradient), "first, reverse, operand " + i);
            assertClose(first[i], s.evalScalar(s.d.jvp(y, a, s.x.constant(a, 1))), "first, forward, operand " + i);
            if (second != null) {
                Node curvature = s.d.gradients(gradient, List.of(a), Sandbox.ZERO).get(a);
                assertClose(second[i], s.evalScalar(curvature), "second, operand " + i);
            }
        }
    }

    private static void assertClose(double expected, double actual, String what) {
        if (Double.compare(expected, actual) != 0) {
            assertEquals(expected, actual, Math.abs(expected) * 1e-15, what);
        }
    }

    /** With the exponent a known number, powers differentiate down to zero, at 0 too. */
    @Test
    void powersOfKnownExponent() {
        for (double at : new double[] {0, 1.5, -2}) {
            Sandbox s = new Sandbox();
            Node a = s.scalar("a", at);
            Node y = s.x.map(ScalarOp.POW, a, s.x.constant(a, 5));
            double[] factors = {1, 5, 20, 60, 120, 120, 0, 0};
            for (int order = 0; order < factors.length; order++) {
                assertEquals(factors[order] * Math.pow(at, Math.max(0, 5 - order)), s.evalScalar(y), 1e-12);
                y = s.d.gradients(y, List.of(a), Sandbox.ZERO).get(a);
            }
        }
    }

    /** f(a, b) = aᵇ has ∂²f/∂a∂b = 1/a at b = 0. */
    @Test
    void mixedSecondDerivativeOfAPowerAtExponentZero() {
        Sandbox s = new Sandbox();
        Node a = s.scalar("a", 4);
        Node b = s.scalar("b", 0);
        Node y = s.x.map(ScalarOp.POW, a, b);
        assertEquals(0.25, s.evalScalar(s.d.gradient(s.d.gradient(y, a), b)), 1e-15);
        assertEquals(0.25, s.evalScalar(s.d.gradient(s.d.gradient(y, b), a)), 1e-15);
    }
}
