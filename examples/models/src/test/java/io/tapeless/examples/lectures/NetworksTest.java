package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static io.tapeless.examples.lectures.RowMajor.columnSums;
import static io.tapeless.examples.lectures.RowMajor.map;
import static io.tapeless.examples.lectures.RowMajor.outer;
import static io.tapeless.examples.lectures.RowMajor.plusRow;
import static io.tapeless.examples.lectures.RowMajor.product;
import static io.tapeless.examples.lectures.RowMajor.transpose;
import static io.tapeless.examples.lectures.RowMajor.zip;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Examples 3, 6, 8, 10 and 14: the recursions of back-propagation, layer by layer. */
class NetworksTest {
    @Test
    void matrixNetwork() {
        int[] widths = {3, 5, 4, 2};
        Lecture lecture = Lecture.of("03-matrix-network/MatrixNetwork");
        double[] h = lecture.draw("x", 3);
        double[] y = lecture.draw("y", 2);
        double[][] entering = new double[3][];
        double[][] f = new double[3][];
        double[][] omega = new double[3][];
        for (int k = 0; k < 3; k++) {
            entering[k] = h;
            omega[k] = lecture.draw("layers." + k + ".omega", widths[k + 1], widths[k]);
            double[] beta = lecture.draw("layers." + k + ".beta", widths[k + 1]);
            f[k] = zip(beta, product(omega[k], h, widths[k + 1], widths[k], 1), Double::sum);
            h = map(f[k], v -> Math.max(0, v));
        }
        double[] delta = zip(f[2], y, (a, b) -> 2 * (a - b));
        for (int k = 2; k >= 0; k--) {
            assertClose(delta, lecture.gradient("f." + k));
            assertClose(delta, lecture.gradient("layers." + k + ".beta"));
            assertClose(outer(delta, entering[k]), lecture.gradient("layers." + k + ".omega"));
            double[] above = product(transpose(omega[k], widths[k + 1], widths[k]), delta, widths[k], widths[k + 1], 1);
            assertClose(above, lecture.gradient("h." + k));
            if (k > 0) {
                delta = zip(f[k - 1], above, (v, d) -> v > 0 ? d : 0);
            }
        }
    }

    @Test
    void tanhNetwork() {
        Lecture lecture = Lecture.of("06-tanh-network/TanhNetwork");
        double[] x = lecture.draw("x", 3);
        double[] w1 = lecture.draw("w1", 3, 2);
        double[] w2 = lecture.draw("w2", 2);
        double y = lecture.set("y", 0.4);
        double[] z = map(product(x, w1, 1, 3, 2), Math::tanh);
        double delta = 2 * (RowMajor.dot(z, w2) - y);
        assertClose(map(z, zi -> delta * zi), lecture.gradient("w2"));
        assertClose(outer(x, zip(w2, z, (w, zi) -> delta * w * (1 - zi * zi))), lecture.gradient("w1"));
    }

    @Test
    void tanhNetworkWithBiasesInABatch() {
        int batch = 4;
        Lecture lecture = Lecture.of("06-tanh-network/TanhNetworkBatch");
        double[] x = lecture.draw("x", batch, 3);
        double[] y = lecture.draw("y", batch, 2);
        double[] w1 = lecture.draw("w1", 3, 2);
        double[] b1 = lecture.draw("b1", 2);
        double[] w2 = lecture.draw("w2", 2, 2);
        double[] b2 = lecture.draw("b2", 2);
        double[] z = map(plusRow(product(x, w1, batch, 3, 2), b1), Math::tanh);
        double[] delta = zip(plusRow(product(z, w2, batch, 2, 2), b2), y, (p, t) -> 2 * (p - t) / batch);
        double[] below = zip(product(delta, transpose(w2, 2, 2), batch, 2, 2), z, (d, zi) -> d * (1 - zi * zi));
        assertClose(product(transpose(z, batch, 2), delta, 2, batch, 2), lecture.gradient("w2"));
        assertClose(columnSums(delta, batch, 2), lecture.gradient("b2"));
        assertClose(product(transpose(x, batch, 3), below, 3, batch, 2), lecture.gradient("w1"));
        assertClose(columnSums(below, batch, 2), lecture.gradient("b1"));
    }

    @Test
    void mlpWithWeightDecay() {
        int batch = 5;
        double lambda = 0.01;
        Lecture lecture = Lecture.of("08-mlp-weight-decay/MlpWeightDecay");
        double[] x = lecture.draw("x", batch, 4);
        double[] w1 = lecture.draw("w1", 4, 6);
        double[] w2 = lecture.draw("w2", 6, 3);
        int[] labels = {2, 0, 1, 1, 2};
        lecture.setIntegers("y", new int[] {batch}, IntStream.of(labels).asLongStream().toArray());
        double[] score = product(x, w1, batch, 4, 6);
        double[] hidden = map(score, v -> Math.max(0, v));
        double[] p = softmax(product(hidden, w2, batch, 6, 3), 3);
        assertClose(p, lecture.value("probabilities"));
        double[] delta = IntStream.range(0, batch * 3)
                .mapToDouble(i -> (p[i] - (labels[i / 3] == i % 3 ? 1 : 0)) / batch).toArray();
        double[] misfit2 = product(transpose(hidden, batch, 6), delta, 6, batch, 3);
        assertClose(zip(misfit2, w2, (g, w) -> g + 2 * lambda * w), lecture.gradient("w2"));
        double[] below = zip(score, product(delta, transpose(w2, 6, 3), batch, 3, 6), (s, d) -> s > 0 ? d : 0);
        double[] misfit1 = product(transpose(x, batch, 4), below, 4, batch, 6);
        assertClose(zip(misfit1, w1, (g, w) -> g + 2 * lambda * w), lecture.gradient("w1"));
    }

    private static double[] softmax(double[] scores, int classes) {
        double[] p = map(scores, Math::exp);
        for (int row = 0; row < p.length; row += classes) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += p[row + c];
            }
            for (int c = 0; c < classes; c++) {
                p[row + c] /= sum;
            }
        }
        return p;
    }

    @Test
    void sigmoidNetwork() {
        int[] widths = {3, 4, 4, 2};
        Lecture lecture = Lecture.of("10-sigmoid-network/SigmoidNetwork");
        double[][] a = new double[4][];
        double[][] w = new double[3][];
        a[0] = lecture.draw("x", 3);
        double[] y = lecture.set("y", new int[] {2}, 0.25, 1);
        for (int m = 0; m < 3; m++) {
            w[m] = lecture.draw("layers." + m + ".w", widths[m + 1], widths[m]);
            double[] b = lecture.draw("layers." + m + ".b", widths[m + 1]);
            a[m + 1] = map(zip(product(w[m], a[m], widths[m + 1], widths[m], 1), b, Double::sum), RowMajor::sigmoid);
        }
        double[] delta = zip(a[3], y, (ai, yi) -> ai - yi);
        for (int m = 2; m >= 0; m--) {
            assertClose(delta, lecture.gradient("z." + m));
            assertClose(delta, lecture.gradient("layers." + m + ".b"));
            assertClose(outer(delta, a[m]), lecture.gradient("layers." + m + ".w"));
            double[] above = product(transpose(w[m], widths[m + 1], widths[m]), delta, widths[m], widths[m + 1], 1);
            delta = zip(above, a[m], (d, ai) -> d * ai * (1 - ai));
        }
    }

    @Test
    void scoreAndTheJacobiansOfItsChain() {
        int n = 3;
        int m = 4;
        Lecture lecture = Lecture.of("14-score/Score");
        double[] x = lecture.draw("x", n);
        double[] w = lecture.draw("w", m, n);
        double[] b = lecture.draw("b", m);
        double[] u = lecture.draw("u", m);
        double[] h = map(zip(product(w, x, m, n, 1), b, Double::sum), Math::tanh);
        double[] slope = map(h, hi -> 1 - hi * hi);
        double[] byB = zip(u, slope, (ui, si) -> ui * si);
        assertClose(byB, lecture.value("sByB"));
        assertClose(outer(byB, x), lecture.value("sByW"));
        double[] diagonal = new double[m * m];
        for (int i = 0; i < m; i++) {
            diagonal[i * m + i] = slope[i];
        }
        assertClose(diagonal, lecture.value("hByZ"));
        assertClose(w, lecture.value("zByX"));
        assertClose(h, lecture.value("sByU"));
    }
}
