package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static io.tapeless.examples.lectures.RowMajor.map;
import static io.tapeless.examples.lectures.RowMajor.outer;
import static io.tapeless.examples.lectures.RowMajor.product;
import static io.tapeless.examples.lectures.RowMajor.transpose;
import static io.tapeless.examples.lectures.RowMajor.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Example 21: back-propagation through time against its recursion. */
class RecurrentTest {
    private static final int IN = 2;
    private static final int STATE = 3;
    private static final int OUT = 2;

    @Test
    void backPropagationThroughTime() {
        for (int steps : new int[] {1, 5}) {
            Lecture lecture = Lecture.of("21-recurrent/Recurrent");
            double[] x = lecture.draw("x", steps, IN);
            double[] y = lecture.draw("y", steps, OUT);
            double[] w = lecture.draw("w", STATE, IN);
            double[] u = lecture.draw("u", STATE, STATE);
            double[] b = lecture.draw("b", STATE);
            double[] v = lecture.draw("v", OUT, STATE);
            double[][] h = new double[steps + 1][STATE];
            for (int t = 0; t < steps; t++) {
                double[] sum = zip(product(w, row(x, t, IN), STATE, IN, 1), product(u, h[t], STATE, STATE, 1),
                        Double::sum);
                h[t + 1] = map(zip(sum, b, Double::sum), Math::tanh);
            }
            double[] later = new double[STATE];
            double[] byB = new double[STATE];
            double[] byW = new double[STATE * IN];
            double[] byU = new double[STATE * STATE];
            double[] byV = new double[OUT * STATE];
            for (int t = steps - 1; t >= 0; t--) {
                double[] error = zip(product(v, h[t + 1], OUT, STATE, 1), row(y, t, OUT), (p, q) -> p - q);
                double[] above = zip(product(transpose(v, OUT, STATE), error, STATE, OUT, 1), later, Double::sum);
                double[] delta = zip(h[t + 1], above, (s, g) -> (1 - s * s) * g);
                later = product(transpose(u, STATE, STATE), delta, STATE, STATE, 1);
                byB = zip(byB, delta, Double::sum);
                byW = zip(byW, outer(delta, row(x, t, IN)), Double::sum);
                byU = zip(byU, outer(delta, h[t]), Double::sum);
                byV = zip(byV, outer(error, h[t + 1]), Double::sum);
            }
            assertClose(byB, lecture.gradient("b"));
            assertClose(byW, lecture.gradient("w"));
            assertClose(byU, lecture.gradient("u"));
            assertClose(byV, lecture.gradient("v"));
        }
    }

    /** The forward loop, once, and one loop backward. */
    @Test
    void twoLoops() {
        Graph graph = Lecture.of("21-recurrent/Recurrent").optimizedGradients("w", "u", "b", "v");
        assertEquals(2, graph.nodes().stream().filter(n -> n.op() instanceof Control)
                .map(Control::group).distinct().count());
    }

    private static double[] row(double[] matrix, int row, int width) {
        return Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
    }
}
