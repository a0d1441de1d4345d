package io.tapeless.interp;

import io.tapeless.ir.Decomposition;

/** The decompositions of one matrix, packed as {@link Decomposition} says; operands and result are rows of numbers. */
final class MatrixAlgorithms implements Decomposition.Cases<double[][]> {
    private static final int MAX_SWEEPS = 30;
    private static final double EPSILON = 0x1p-52;

    private final double[][][] operands;
    private final double[][] a;

    MatrixAlgorithms(double[][]... operands) {
        this.operands = operands;
        this.a = operands[0];
    }

    private static double[][] copy(double[][] x) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i].clone();
        }
        return y;
    }

    private double symmetric(int i, int j) {
        return 0.5 * a[i][j] + 0.5 * a[j][i];
    }

    @Override
    public double[][] cholesky(Decomposition.Cholesky op) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = symmetric(i, j);
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return l;
    }

    @Override
    public double[][] triangularSolve(Decomposition.TriangularSolve op) {
        double[][] x = copy(operands[1]);
        substitute(a, op, x);
        return x;
    }

    private static void substitute(double[][] t, Decomposition.TriangularSolve op, double[][] x) {
        int n = x.length;
        boolean forward = op.lower() != op.transposed();
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            for (int k = forward ? 0 : i + 1; k < (forward ? i : n); k++) {
                subtract(x[i], op.transposed() ? t[k][i] : t[i][k], x[k]);
            }
            for (int c = 0; !op.unit() && c < x[i].length; c++) {
                x[i][c] /= t[i][i];
            }
        }
    }

    private static void subtract(double[] x, double factor, double[] y) {
        for (int c = 0; c < x.length; c++) {
            x[c] -= factor * y[c];
        }
    }

    @Override
    public double[][] lu(Decomposition.Lu op) {
        int n = a.length;
        double[][] y = new double[n + 2][];
        System.arraycopy(copy(a), 0, y, 0, n);
        y[n] = new double[n];
        y[n + 1] = new double[n];
        for (int k = 0; k < n; k++) {
            y[n][k] = k;
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(y[i][k]) > Math.abs(y[pivot][k]) ? i : pivot;
            }
            y[n + 1][k] = pivot;
            swap(y, k, pivot);
            double number = y[n][k];
            y[n][k] = y[n][pivot];
            y[n][pivot] = number;
            for (int i = k + 1; i < n && y[k][k] != 0; i++) {
                y[i][k] /= y[k][k];
                for (int j = k + 1; j < n; j++) {
                    y[i][j] -= y[i][k] * y[k][j];
                }
            }
        }
        return y;
    }

    private static void swap(double[][] x, int i, int j) {
        double[] row = x[i];
        x[i] = x[j];
        x[j] = row;
    }

    @Override
    public double[][] luSolve(Decomposition.LuSolve op) {
        double[][] factors = operands[1];
        double[][] x = copy(operands[2]);
        int n = x.length;
        Decomposition.TriangularSolve l = new Decomposition.TriangularSolve(true, op.transposed(), true);
        Decomposition.TriangularSolve u = new Decomposition.TriangularSolve(false, op.transposed(), false);
        if (op.transposed()) {
            substitute(factors, u, x);
            substitute(factors, l, x);
            for (int k = n - 1; k >= 0; k--) {
                swap(x, k, (int) factors[n + 1][k]);
            }
        } else {
            for (int k = 0; k < n; k++) {
                swap(x, k, (int) factors[n + 1][k]);
            }
            substitute(factors, l, x);
            substitute(factors, u, x);
        }
        return x;
    }

    /** Reflections {@code 1 − τ·v·vᵀ} with v = (0, …, 1, v…): v stands below the diagonal until Q is made of them. */
    @Override
    public double[][] qr(Decomposition.Qr op) {
        int m = a.length;
        int n = m == 0 ? 0 : a[0].length;
        double[][] y = new double[m + n][n];
        System.arraycopy(copy(a), 0, y, 0, m);
        double[] tau = new double[n];
        for (int j = 0; j < n; j++) {
            double below = 0;
            for (int i = j + 1; i < m; i++) {
                below += y[i][j] * y[i][j];
            }
            double head = y[j][j];
            y[m + j][j] = head;
            if (below != 0) {
                double norm = Math.sqrt(head * head + below);
                double diagonal = head < 0 ? norm : -norm;
                for (int i = j + 1; i < m; i++) {
                    y[i][j] /= head - diagonal;
                }
                tau[j] = (diagonal - head) / diagonal;
                y[m + j][j] = diagonal;
            }
            for (int c = j + 1; c < n; c++) {
                reflect(y, m, j, tau[j], c);
                y[m + j][c] = y[j][c];
            }
        }
        for (int j = n - 1; j >= 0; j--) {
            for (int c = j + 1; c < n; c++) {
                y[j][c] = 0;
                reflect(y, m, j, tau[j], c);
            }
            y[j][j] = 1 - tau[j];
            for (int i = j + 1; i < m; i++) {
                y[i][j] *= -tau[j];
            }
        }
        return y;
    }

    private static void reflect(double[][] y, int m, int j, double tau, int c) {
        double product = y[j][c];
        for (int i = j + 1; i < m; i++) {
            product += y[i][j] * y[i][c];
        }
        product *= tau;
        y[j][c] -= product;
        for (int i = j + 1; i < m; i++) {
            y[i][c] -= product * y[i][j];
        }
    }

    /** The tangent of the angle that makes the off-diagonal element 0. */
    private static double tangent(double first, double second, double between) {
        double theta = (second - first) / (2 * between);
        double magnitude = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        return theta < 0 ? -magnitude : magnitude;
    }

    private static void rotateColumns(double[][] y, int from, int to, int p, int q, double t) {
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = from; k < to; k++) {
            double left = y[k][p];
            y[k][p] = c * left - s * y[k][q];
            y[k][q] = s * left + c * y[k][q];
        }
    }

    @Override
    public double[][] eigh(Decomposition.Eigh op) {
        int n = a.length;
        double[][] y = new double[2 * n][n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            y[n + i][i] = 1;
            for (int j = 0; j < n; j++) {
                y[i][j] = symmetric(i, j);
                largest = Math.max(largest, Math.abs(y[i][j]));
            }
        }
        boolean rotated = true;
        for (int sweep = 0; sweep < MAX_SWEEPS && rotated; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(y[p][q]) > largest * (EPSILON / 64)) {
                        rotated = true;
                        rotate(y, n, p, q);
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[i][j] = i == j ? y[i][i] + (largest - largest) : 0;
            }
        }
        for (int i = 0; i < n; i++) {
            int least = i;
            for (int j = i + 1; j < n; j++) {
                least = y[j][j] < y[least][least] ? j : least;
            }
            double value = y[i][i];
            y[i][i] = y[least][least];
            y[least][least] = value;
            swapColumns(y, n, 2 * n, i, least);
        }
        for (int j = 0; j < n; j++) {
            scaleColumn(y, n, 2 * n, j, sign(y, n, 2 * n, j));
        }
        return y;
    }

    private static void rotate(double[][] y, int n, int p, int q) {
        double between = y[p][q];
        double first = y[p][p];
        double second = y[q][q];
        double t = tangent(first, second, between);
        rotateColumns(y, 0, 2 * n, p, q, t);
        for (int k = 0; k < n; k++) {
            y[p][k] = y[k][p];
            y[q][k] = y[k][q];
        }
        y[p][p] = first - t * between;
        y[q][q] = second + t * between;
        y[p][q] = 0;
        y[q][p] = 0;
    }

    private static void swapColumns(double[][] y, int from, int to, int i, int j) {
        for (int k = from; k < to; k++) {
            double value = y[k][i];
            y[k][i] = y[k][j];
            y[k][j] = value;
        }
    }

    private static void scaleColumn(double[][] y, int from, int to, int j, double factor) {
        for (int k = from; k < to; k++) {
            y[k][j] *= factor;
        }
    }

    /** −1 if the element of largest magnitude is negative, else 1. */
    private static double sign(double[][] y, int from, int to, int j) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            largest = Math.abs(y[k][j]) > Math.abs(largest) ? y[k][j] : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    @Override
    public double[][] svd(Decomposition.Svd op) {
        int m = a.length;
        int n = m == 0 ? 0 : a[0].length;
        double[][] y = new double[m + n + 1][n];
        System.arraycopy(copy(a), 0, y, 0, m);
        for (int i = 0; i < n; i++) {
            y[m + i][i] = 1;
        }
        boolean rotated = true;
        for (int sweep = 0; sweep < MAX_SWEEPS && rotated; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    double first = dot(y, m, p, p);
                    double second = dot(y, m, q, q);
                    double between = dot(y, m, p, q);
                    if (Math.abs(between) > Math.sqrt(first) * Math.sqrt(second) * (EPSILON * m)) {
                        rotated = true;
                        rotateColumns(y, 0, m + n, p, q, tangent(first, second, between));
                    }
                }
            }
        }
        for (int j = 0; j < n; j++) {
            double value = Math.sqrt(dot(y, m, j, j));
            y[m + n][j] = value;
            double sign = sign(y, m, m + n, j);
            scaleColumn(y, m, m + n, j, sign);
            scaleColumn(y, 0, m, j, value > 0 ? sign / value : 1);
        }
        for (int i = 0; i < n; i++) {
            int most = i;
            for (int j = i + 1; j < n; j++) {
                most = y[m + n][j] > y[m + n][most] ? j : most;
            }
            swapColumns(y, 0, m + n + 1, i, most);
        }
        return y;
    }

    private static double dot(double[][] y, int m, int p, int q) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
            sum += y[k][p] * y[k][q];
        }
        return sum;
    }
}
