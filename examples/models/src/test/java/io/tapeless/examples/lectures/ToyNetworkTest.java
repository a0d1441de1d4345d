package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Example 2: every partial derivative of the scalar network, and that each adjoint is computed once. */
class ToyNetworkTest {
    private static final String[] F = {"f0", "f1", "f2", "f"};

    private static Lecture lecture(String activation) {
        return Lecture.of("02-toy-network/ToyNetwork", Map.of("ACTIVATION", activation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void partialsOfParametersAndIntermediates(String activation) {
        DoubleUnaryOperator a = switch (activation) {
            case "tanh" -> Math::tanh;
            case "sigmoid" -> RowMajor::sigmoid;
            default -> v -> Math.max(0, v);
        };
        DoubleUnaryOperator slope = switch (activation) {
            case "tanh" -> v -> 1 - Math.tanh(v) * Math.tanh(v);
            case "sigmoid" -> v -> RowMajor.sigmoid(v) * (1 - RowMajor.sigmoid(v));
            default -> v -> v > 0 ? 1 : 0;
        };
        double[] beta = {0.5, -0.3, 0.2, -1.0};
        double[] omega = {1.5, 0.8, -1.2, 2.0};
        Lecture lecture = lecture(activation);
        double[] h = new double[4];
        double[] f = new double[4];
        h[0] = lecture.set("x", 1.1);
        double y = lecture.set("y", 0.6);
        for (int k = 0; k < 4; k++) {
            h[k] = k == 0 ? h[0] : a.applyAsDouble(f[k - 1]);
            f[k] = lecture.set("beta" + k, beta[k]) + lecture.set("omega" + k, omega[k]) * h[k];
        }
        double byF = 2 * (f[3] - y);
        for (int k = 3; k >= 0; k--) {
            assertClose(byF, lecture.gradient(F[k]));
            assertClose(byF, lecture.gradient("beta" + k));
            assertClose(byF * h[k], lecture.gradient("omega" + k));
            if (k > 0) {
                assertClose(byF * omega[k], lecture.gradient("h" + k));
                byF *= omega[k] * slope.applyAsDouble(f[k - 1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void eachAdjointIsComputedOnceAndReused(String activation) {
        Graph graph = lecture(activation).optimizedGradients("f0", "f1", "f2", "f", "beta0", "beta1", "beta2", "beta3",
                "omega0", "omega1", "omega2", "omega3");
        for (int k = 0; k < 4; k++) {
            Node byF = graph.output("d " + F[k]);
            assertSame(byF, graph.output("d beta" + k));
            int expected = k == 0 ? 1 : 2; // the adjoints of omega and, but for the first layer, of h
            assertEquals(expected, graph.users().get(byF).size(), F[k]);
            assertEquals("mul", graph.output("d omega" + k).op().mnemonic());
        }
        assertEquals(3, Lecture.count(graph, activation), "activations are not computed again");
    }
}
