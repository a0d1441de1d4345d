package io.tapeless.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Steps of {@link Workload} as one writes them by hand: loops over arrays, derivatives worked out on paper. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlainJava {
    private static final float RATE = 1e-3f;

    private final Logistic logistic = new Logistic(64, 784, 10);
    private final Tanh tinyOne = new Tanh(1);
    private final Tanh tiny = new Tanh(32);

    /** Logistic regression of 784 features in 10 classes, batch 64, SGD: as {@link Workload#LOGISTIC}. */
    @Benchmark
    public double logistic() {
        return logistic.step();
    }

    /** MLP 2-16-16-1 with tanh, batch 1, SGD: as {@link Workload#TINY_MLP_ONE}. */
    @Benchmark
    public double tinyOne() {
        return tinyOne.step();
    }

    /** The same, batch 32: as {@link Workload#TINY_MLP}. */
    @Benchmark
    public double tiny() {
        return tiny.step();
    }

    /** {@code softmax(x·w + b)} under cross-entropy. */
    private static final class Logistic {
        private final int features;
        private final int classes;
        private final float[][] x;
        private final int[] y;
        private final float[][] w;
        private final float[] b;
        private final float[][] delta;

        Logistic(int batch, int features, int classes) {
            this.features = features;
            this.classes = classes;
            x = matrix(batch, features);
            y = new Random(2).ints(batch, 0, classes).toArray();
            w = matrix(features, classes);
            b = new float[classes];
            delta = new float[batch][classes];
        }

        double step() {
            float loss = 0;
            for (int n = 0; n < x.length; n++) {
                float[] z = delta[n];
                System.arraycopy(b, 0, z, 0, classes);
                for (int i = 0; i < features; i++) {
                    for (int k = 0; k < classes; k++) {
                        z[k] += x[n][i] * w[i][k];
                    }
                }
                loss += softmaxMinusOneHot(z, y[n]);
            }
            float rate = RATE / x.length;
            for (int n = 0; n < x.length; n++) {
                for (int i = 0; i < features; i++) {
                    float factor = rate * x[n][i];
                    for (int k = 0; k < classes; k++) {
                        w[i][k] -= factor * delta[n][k];
                    }
                }
                for (int k = 0; k < classes; k++) {
                    b[k] -= rate * delta[n][k];
                }
            }
            return loss / x.length;
        }

        /** Turns logits into the adjoint of the loss, and returns the loss. */
        private static float softmaxMinusOneHot(float[] z, int label) {
            float most = Float.NEGATIVE_INFINITY;
            for (float value : z) {
                most = Math.max(most, value);
            }
            float sum = 0;
            float own = z[label] - most;
            for (int k = 0; k < z.length; k++) {
                z[k] = (float) Math.exp(z[k] - most);
                sum += z[k];
            }
            for (int k = 0; k < z.length; k++) {
                z[k] /= sum;
            }
            z[label] -= 1;
            return (float) Math.log(sum) - own;
        }
    }

    /** Layers 2-16-16-1 with tanh under the mean square. */
    private static final class Tanh {
        private static final int[] WIDTHS = {2, 16, 16, 1};

        private final float[][] x;
        private final float[][] y;
        private final float[][][] w = new float[3][][];
        private final float[][] b = new float[3][];
        private final float[][][] dw = new float[3][][];
        private final float[][] db = new float[3][];
        private final float[][] h = new float[4][];
        private final float[][] d = new float[4][];

        Tanh(int batch) {
            x = matrix(batch, 2);
            y = matrix(batch, 1);
            for (int layer = 0; layer < 3; layer++) {
                w[layer] = matrix(WIDTHS[layer], WIDTHS[layer + 1]);
                dw[layer] = new float[WIDTHS[layer]][WIDTHS[layer + 1]];
                b[layer] = new float[WIDTHS[layer + 1]];
                db[layer] = new float[WIDTHS[layer + 1]];
                h[layer + 1] = new float[WIDTHS[layer + 1]];
                d[layer + 1] = new float[WIDTHS[layer + 1]];
            }
        }

        double step() {
            float loss = 0;
            for (int n = 0; n < x.length; n++) {
                h[0] = x[n];
                for (int layer = 0; layer < 3; layer++) {
                    forward(layer);
                }
                float error = h[3][0] - y[n][0];
                loss += error * error;
                d[3][0] = 2 * error / x.length;
                for (int layer = 2; layer >= 0; layer--) {
                    backward(layer);
                }
            }
            for (int layer = 0; layer < 3; layer++) {
                update(layer);
            }
            return loss / x.length;
        }

        private void forward(int layer) {
            float[] out = h[layer + 1];
            System.arraycopy(b[layer], 0, out, 0, out.length);
            for (int i = 0; i < h[layer].length; i++) {
                for (int k = 0; k < out.length; k++) {
                    out[k] += h[layer][i] * w[layer][i][k];
                }
            }
            for (int k = 0; k < out.length && layer < 2; k++) {
                out[k] = (float) Math.tanh(out[k]);
            }
        }

        private void backward(int layer) {
            float[] above = d[layer + 1];
            for (int i = 0; i < h[layer].length; i++) {
                float sum = 0;
                for (int k = 0; k < above.length; k++) {
                    dw[layer][i][k] += h[layer][i] * above[k];
                    sum += w[layer][i][k] * above[k];
                }
                if (layer > 0) {
                    d[layer][i] = sum * (1 - h[layer][i] * h[layer][i]);
                }
            }
            for (int k = 0; k < above.length; k++) {
                db[layer][k] += above[k];
            }
        }

        private void update(int layer) {
            for (int i = 0; i < w[layer].length; i++) {
                descend(w[layer][i], dw[layer][i]);
            }
            descend(b[layer], db[layer]);
        }

        private static void descend(float[] values, float[] gradient) {
            for (int k = 0; k < values.length; k++) {
                values[k] -= RATE * gradient[k];
                gradient[k] = 0;
            }
        }
    }

    private static float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = Models.uniform(i, columns);
        }
        return matrix;
    }
}
