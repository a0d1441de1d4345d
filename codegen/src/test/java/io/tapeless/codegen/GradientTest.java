package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.train.Lbfgs;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Functions declared in Java, with their derivatives. */
class GradientTest {
    /** Rosenbrock's function: Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)². */
    private static Gradient rosenbrock(int n) {
        return Gradient.of(n, x -> {
            Tensor first = x.narrow(0, 0, n - 1);
            Tensor next = x.narrow(0, 1, n - 1);
            return next.minus(first.square()).square().times(100).plus(first.minus(1).square()).sum();
        });
    }

    private static double[] rosenbrockGradient(double[] x) {
        double[] g = new double[x.length];
        for (int i = 0; i + 1 < x.length; i++) {
            double miss = x[i + 1] - x[i] * x[i];
            g[i] += -400 * x[i] * miss - 2 * (1 - x[i]);
            g[i + 1] += 200 * miss;
        }
        return g;
    }

    @Test
    void valueGradientAndSecondDerivatives() {
        Gradient f = rosenbrock(2);
        double[] x = {-1.2, 1};
        double[] g = new double[2];
        double[] hessian = new double[4];
        double[] product = new double[2];
        assertEquals(2, f.size());
        assertEquals(24.2, f.value(x), 1e-12);
        assertEquals(24.2, f.valueAndGradient(x, g), 1e-12);
        assertArrayEquals(new double[] {-215.6, -88}, g, 1e-12);
        f.hessian(x, hessian);
        assertArrayEquals(new double[] {1330, 480, 480, 200}, hessian, 1e-10);
        f.hvp(x, new double[] {1, -2}, product);
        assertArrayEquals(new double[] {1330 - 960, 480 - 400}, product, 1e-10);
    }

    @Test
    void aStraightFunctionHasNoCurvature() {
        Gradient f = Gradient.of(2, x -> x.times(3).sum());
        double[] hessian = {1, 1, 1, 1};
        double[] product = {1, 1};
        f.hessian(new double[2], hessian);
        f.hvp(new double[2], new double[] {1, 1}, product);
        assertArrayEquals(new double[4], hessian);
        assertArrayEquals(new double[2], product);
    }

    @Test
    void callsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Gradient f = rosenbrock(10);
        double[] x = new Random(1).doubles(10).toArray();
        double[] g = new double[10];
        double[] hessian = new double[100];
        long before = 0;
        for (int i = 0; i < 200; i++) {
            before = i == 100 ? threads.getCurrentThreadAllocatedBytes() : before;
            x[i % 10] += f.value(x) * 1e-6;
            f.valueAndGradient(x, g);
            f.hvp(x, g, g);
            f.hessian(x, hessian);
        }
        assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }

    @Test
    void eachThreadHasItsCopy() throws Exception {
        Gradient f = rosenbrock(50);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Random random = new Random(t);
            done.add(threads.submit(() -> {
                Gradient own = f.copy();
                double[] g = new double[50];
                for (int i = 0; i < 500; i++) {
                    double[] x = random.doubles(50, -2, 2).toArray();
                    own.valueAndGradient(x, g);
                    assertArrayEquals(rosenbrockGradient(x), g, 1e-9);
                }
            }));
        }
        for (Future<?> thread : done) {
            thread.get();
        }
        threads.shutdown();
    }

    @Test
    void optimisersTakeIt() {
        Lbfgs lbfgs = new Lbfgs(rosenbrock(4)::valueAndGradient, new double[] {-1.2, 1, -1.2, 1}, 10);
        while (lbfgs.gradientNorm() > 1e-9 && lbfgs.step()) {
            assertTrue(lbfgs.evaluations() < 500);
        }
        assertArrayEquals(new double[] {1, 1, 1, 1}, lbfgs.point(), 1e-9);
    }

    @Test
    void statesAreConstantInACall() {
        Gradient f = Gradient.of(2, (m, x) -> x.times(m.state("weights", Initializer.zeros(), DType.F64, 2)).sum());
        double[] g = new double[2];
        f.state("weights").set(new double[] {3, 4});
        assertEquals(11, f.copy().valueAndGradient(new double[] {1, 2}, g));
        assertArrayEquals(new double[] {3, 4}, g);
        assertTrue(assertThrows(IrException.class, () -> f.state("weight")).getMessage().contains("weights"));
    }

    @Test
    void whatIsNoFunctionOfThePointIsRefused() {
        String message = assertThrows(IrException.class, () -> Gradient.of(2, x -> x)).getMessage();
        assertEquals("the function: expected a scalar of f64, found f64[2]", message);
        message = assertThrows(IrException.class, () -> Gradient.of(2, x -> x.owner().constant(DType.F64, 3)))
                .getMessage();
        assertTrue(message.endsWith("with respect to x (input : f64[2]): the one is not computed from the other"),
                message);
        Gradient f = Gradient.of(2, x -> x.sum());
        assertThrows(IllegalArgumentException.class, () -> f.value(new double[3]));
        assertThrows(IllegalArgumentException.class, () -> f.valueAndGradient(new double[2], new double[3]));
    }
}
