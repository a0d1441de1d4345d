package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static io.tapeless.examples.lectures.RowMajor.dot;
import static io.tapeless.examples.lectures.RowMajor.map;
import static io.tapeless.examples.lectures.RowMajor.outer;
import static io.tapeless.examples.lectures.RowMajor.plusRow;
import static io.tapeless.examples.lectures.RowMajor.product;
import static io.tapeless.examples.lectures.RowMajor.transpose;
import static io.tapeless.examples.lectures.RowMajor.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Trainer;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples 12, 13, 15, 17, 19 and 20: chains of functions and the Jacobians of their links. */
class ChainsTest {
    private static final String[] LAYERS = {"w1", "b1", "w2", "b2", "w3", "b3"};

    // ------------------------------------------------------------------ 12

    @Test
    void autogradChain() {
        Lecture lecture = Lecture.of("12-autograd-chain/AutogradChain");
        double[] x = lecture.draw("x", 3);
        double y = lecture.set("y", 0.7);
        double[] wa = lecture.draw("wa", 4, 3);
        double[] ba = lecture.draw("ba", 4);
        double[] wb = lecture.draw("wb", 4);
        double bb = lecture.set("bb", -0.2);
        double[] m = zip(product(wa, x, 4, 3, 1), ba, Double::sum);
        double[] h = map(m, v -> Math.max(0, v));
        double e = y - (dot(wb, h) + bb);
        double[] byM = zip(m, wb, (mi, w) -> mi > 0 ? -2 * e * w : 0);
        assertClose(2 * e, lecture.gradient("e"));
        assertClose(-2 * e, lecture.gradient("o"));
        assertClose(map(wb, w -> -2 * e * w), lecture.gradient("h"));
        assertClose(byM, lecture.gradient("m"));
        assertClose(byM, lecture.gradient("ba"));
        assertClose(outer(byM, x), lecture.gradient("wa"));
        assertClose(map(h, hi -> -2 * e * hi), lecture.gradient("wb"));
    }

    @Test
    void theLinksComeInTheOrderOfTheChain() {
        Graph graph = Lecture.of("12-autograd-chain/AutogradChain").model().forward();
        List<Node> links = Stream.of("byE", "byO", "byH", "byM", "byWa").map(graph::output).toList();
        for (int i = 1; i < links.size(); i++) {
            assertTrue(graph.position(links.get(i - 1)) < graph.position(links.get(i)), "link " + i);
            assertTrue(dependsOn(links.get(i), links.get(i - 1)), "link " + i + " is made from the one before");
        }
    }

    private static boolean dependsOn(Node node, Node other) {
        return node == other || node.operands().stream().anyMatch(operand -> dependsOn(operand, other));
    }

    // ------------------------------------------------------------------ 13

    private static final int EXAMPLES = 12;

    private static double[] rows(double[] matrix, int width, int from, int count) {
        return Arrays.copyOfRange(matrix, from * width, (from + count) * width);
    }

    @Test
    void theGradientOfAllIsTheMeanOfTheSingleOnes() {
        Lecture lecture = Lecture.of("13-four-layers/FourLayers");
        double[] x = lecture.draw("x", EXAMPLES, 3);
        double[] t = lecture.draw("t", EXAMPLES);
        lecture.draw("w1", 3, 5);
        lecture.draw("b1", 5);
        lecture.draw("w2", 5, 5);
        lecture.draw("b2", 5);
        lecture.draw("w3", 5);
        lecture.set("b3", 0.1);
        for (String name : LAYERS) {
            lecture.set("x", new int[] {EXAMPLES, 3}, x);
            lecture.set("t", new int[] {EXAMPLES}, t);
            double[] all = lecture.gradient(name);
            double[] mean = new double[all.length];
            for (int i = 0; i < EXAMPLES; i++) {
                lecture.set("x", new int[] {1, 3}, rows(x, 3, i, 1));
                lecture.set("t", new int[] {1}, t[i]);
                mean = zip(mean, lecture.gradient(name), (sum, g) -> sum + g / EXAMPLES);
            }
            assertClose(mean, all);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, EXAMPLES})
    void allBatchSizesDescend(int batch) {
        Lecture lecture = Lecture.of("13-four-layers/FourLayers");
        double[] x = lecture.draw("x", EXAMPLES, 3);
        Trainer trainer = ModelCompiler.compile(lecture.model()).trainer(3);
        double first = 0;
        double last = 0;
        for (int epoch = 0; epoch < 200; epoch++) {
            double sum = 0;
            for (int from = 0; from < EXAMPLES; from += batch) {
                trainer.batch(batch);
                trainer.input("x").set(rows(x, 3, from, batch));
                trainer.input("t").set(IntStream.range(from, from + batch)
                        .mapToDouble(i -> x[3 * i] > 0 ? 0.9 : 0.1).toArray());
                sum += trainer.step() * batch / EXAMPLES;
            }
            first = epoch == 0 ? sum : first;
            last = sum;
        }
        assertTrue(last < 0.7 * first, "from " + first + " to " + last);
    }

    // ------------------------------------------------------------------ 15

    @Test
    void jacobiansOfMatrixTimesVector() {
        Lecture lecture = Lecture.of("15-matrix-vector/MatrixVector");
        double[] x = lecture.draw("x", 2);
        double[] a = lecture.draw("a", 3, 2);
        assertClose(a, lecture.value("byX"));
        double[] slots = new double[3 * 3 * 2];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(x, 0, slots, (i * 3 + i) * 2, 2);
        }
        assertClose(slots, lecture.value("byA"));
    }

    @Test
    void noArithmeticIsLeftOfTheJacobianByTheVector() {
        Graph graph = Lecture.optimized(Lecture.of("15-matrix-vector/MatrixVector").graph("byX"));
        assertEquals(List.of("variable"), graph.nodes().stream().map(node -> node.op().mnemonic()).toList());
    }

    // ------------------------------------------------------------------ 17

    @Test
    void theChainRuleIsAProductOfJacobians() {
        Lecture lecture = Lecture.of("17-chain-rule/ChainRule");
        double s = lecture.set("s", 1.3);
        double t = lecture.set("t", 0.4);
        double x1 = s * s * t;
        double growth = Math.exp(s * Math.sin(t));
        double[] expected = {growth * 2 * s * t + x1 * growth * Math.sin(t),
            growth * s * s + x1 * growth * s * Math.cos(t)};
        assertClose(expected, lecture.value("chain"));
        assertClose(expected, lecture.value("reverse"));
        assertClose(expected, lecture.value("forward"));
    }

    // ------------------------------------------------------------------ 19

    @Test
    void theJacobianOfAMatrixIsATensor() {
        Lecture lecture = Lecture.of("19-matrix-valued/MatrixValued");
        double[] x = lecture.draw("x", 3);
        double[] a = lecture.draw("a", 4, 3);
        double[] b = lecture.draw("b", 2, 3);
        double[] ax = product(a, x, 4, 3, 1);
        double[] tanh = map(product(b, x, 2, 3, 1), Math::tanh);
        double[] expected = new double[4 * 2 * 3];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 3; k++) {
                    expected[(i * 2 + j) * 3 + k] = a[i * 3 + k] * tanh[j]
                            + ax[i] * (1 - tanh[j] * tanh[j]) * b[j * 3 + k];
                }
            }
        }
        assertClose(expected, lecture.value("whole"));
        assertClose(expected, lecture.value("flat"));
        assertEquals("[4, 2, 3]", lecture.graph("whole").output("whole").shape().toString());
        assertEquals("[8, 3]", lecture.graph("flat").output("flat").shape().toString());
    }

    // ------------------------------------------------------------------ 20

    @Test
    void layerByLayer() {
        int[] widths = {3, 5, 4, 2};
        Lecture lecture = Lecture.of("20-k-layers/KLayers");
        double[][] f = new double[4][];
        double[][] a = new double[3][];
        f[0] = lecture.draw("x", 3);
        double[] y = lecture.draw("y", 2);
        for (int k = 0; k < 3; k++) {
            a[k] = lecture.draw("layers." + k + ".a", widths[k + 1], widths[k]);
            double[] b = lecture.draw("layers." + k + ".b", widths[k + 1]);
            f[k + 1] = map(plusRow(product(a[k], f[k], widths[k + 1], widths[k], 1), b), Math::tanh);
        }
        double[] byF = zip(f[3], y, (fi, yi) -> fi - yi);
        for (int k = 2; k >= 0; k--) {
            double[] byB = zip(byF, f[k + 1], (g, fi) -> g * (1 - fi * fi));
            assertClose(byB, lecture.gradient("layers." + k + ".b"));
            assertClose(outer(byB, f[k]), lecture.gradient("layers." + k + ".a"));
            byF = product(transpose(a[k], widths[k + 1], widths[k]), byB, widths[k], widths[k + 1], 1);
        }
    }
}
