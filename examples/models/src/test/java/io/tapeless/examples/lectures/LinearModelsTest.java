package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static io.tapeless.examples.lectures.RowMajor.columnSums;
import static io.tapeless.examples.lectures.RowMajor.dot;
import static io.tapeless.examples.lectures.RowMajor.map;
import static io.tapeless.examples.lectures.RowMajor.plusRow;
import static io.tapeless.examples.lectures.RowMajor.product;
import static io.tapeless.examples.lectures.RowMajor.transpose;
import static io.tapeless.examples.lectures.RowMajor.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.Graph;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Examples 1, 5, 7 and 16: models that are linear up to one last function. */
class LinearModelsTest {
    private static final int POINTS = 12;

    @Test
    void linearRegressionHasTheGradientOfTheSumOfSquares() {
        Lecture lecture = Lecture.of("01-linear-regression/LinearRegression");
        double[] x = lecture.draw("x", POINTS);
        double[] y = lecture.draw("y", POINTS);
        double phi0 = lecture.set("phi0", 0.7);
        double phi1 = lecture.set("phi1", -0.4);
        double[] residual = zip(x, y, (xi, yi) -> phi0 + phi1 * xi - yi);
        assertClose(DoubleStream.of(residual).map(r -> 2 * r).sum(), lecture.gradient("phi0"));
        assertClose(2 * dot(x, residual), lecture.gradient("phi1"));
        assertClose(dot(residual, residual), lecture.value("loss"));
    }

    @Test
    void gradientDescentReachesTheNormalEquations() {
        Lecture lecture = Lecture.of("01-linear-regression/LinearRegression");
        double[] x = lecture.draw("x", POINTS);
        double[] y = lecture.draw("y", POINTS);
        Graph gradients = lecture.gradients("phi0", "phi1");
        double phi0 = lecture.set("phi0", 0);
        double phi1 = lecture.set("phi1", 0);
        for (int step = 0; step < 400; step++) {
            double next0 = phi0 - 0.02 * lecture.run(gradients, "d phi0")[0];
            phi1 = lecture.set("phi1", phi1 - 0.02 * lecture.run(gradients, "d phi1")[0]);
            phi0 = lecture.set("phi0", next0);
        }
        double sx = DoubleStream.of(x).sum();
        double sy = DoubleStream.of(y).sum();
        double slope = (POINTS * dot(x, y) - sx * sy) / (POINTS * dot(x, x) - sx * sx);
        assertEquals(slope, phi1, 1e-9);
        assertEquals((sy - slope * sx) / POINTS, phi0, 1e-9);
    }

    @Test
    void oneNeuron() {
        Lecture lecture = Lecture.of("05-neuron/Neuron");
        double[] x = lecture.draw("x", 3);
        double[] w = lecture.draw("w", 3);
        double y = lecture.set("y", 0.3);
        double prediction = dot(x, w);
        assertClose(prediction, lecture.value("prediction"));
        assertClose(map(x, xi -> 2 * (prediction - y) * xi), lecture.gradient("w"));
    }

    @Test
    void logisticRegression() {
        int batch = 5;
        Lecture lecture = Lecture.of("07-logistic-regression/LogisticRegression");
        double[] x = lecture.draw("x", batch, 4);
        double[] w = lecture.draw("w", 4);
        double b = lecture.set("b", 0.2);
        double[] y = lecture.set("y", new int[] {batch}, 0, 1, 1, 0, 1);
        double[] p = map(product(x, w, batch, 4, 1), z -> RowMajor.sigmoid(z + b));
        assertClose(p, lecture.value("probability"));
        double[] delta = zip(p, y, (pi, yi) -> (pi - yi) / batch);
        assertClose(product(transpose(x, batch, 4), delta, 4, batch, 1), lecture.gradient("w"));
        assertClose(DoubleStream.of(delta).sum(), lecture.gradient("b"));
    }

    @Test
    void reluLayer() {
        int batch = 5;
        Lecture lecture = Lecture.of("07-logistic-regression/ReluLayer");
        double[] x = lecture.draw("x", batch, 3);
        double[] w = lecture.draw("w", 3, 4);
        double[] b = lecture.draw("b", 4);
        double[] v = lecture.draw("v", batch, 4);
        double[] score = plusRow(product(x, w, batch, 3, 4), b);
        assertClose(map(score, z -> Math.max(0, z)), lecture.value("h"));
        double[] delta = zip(score, v, (z, vi) -> z > 0 ? vi : 0);
        assertClose(product(transpose(x, batch, 3), delta, 3, batch, 4), lecture.gradient("w"));
        assertClose(columnSums(delta, batch, 4), lecture.gradient("b"));
    }

    @Test
    void leastSquaresWithItsHessian() {
        int n = 6;
        Lecture lecture = Lecture.of("16-least-squares/LeastSquares");
        double[] phi = lecture.draw("phi", n, 3);
        double[] y = lecture.draw("y", n);
        double[] theta = lecture.draw("theta", 3);
        double[] e = zip(y, product(phi, theta, n, 3, 1), (a, b) -> a - b);
        double[] expected = map(product(e, phi, 1, n, 3), g -> -2 * g);
        assertClose(expected, lecture.value("gradient"));
        assertClose(expected, lecture.gradient("theta"));
        double[] hessian = map(product(transpose(phi, n, 3), phi, 3, n, 3), g -> 2 * g);
        assertClose(hessian, lecture.value("curvature"));
        Graph curvature = lecture.graph("curvature");
        assertEquals(1, curvature.inputs().size(), "the Hessian of a quadratic depends on phi alone");
        assertEquals(0, curvature.variables().size());
    }
}
