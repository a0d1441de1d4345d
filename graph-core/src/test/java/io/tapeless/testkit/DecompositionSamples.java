package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Decomposition.Cholesky;
import io.tapeless.ir.Decomposition.Eigh;
import io.tapeless.ir.Decomposition.Lu;
import io.tapeless.ir.Decomposition.LuSolve;
import io.tapeless.ir.Decomposition.Qr;
import io.tapeless.ir.Decomposition.Svd;
import io.tapeless.ir.Decomposition.TriangularSolve;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.testkit.OpSample.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Samples of decompositions: matrices of small numbers whose factors are known or follow by textbook formulas. */
final class DecompositionSamples {
    private static final double[][] LOWER = {{2, 0, 0}, {1, 3, 0}, {-1, 0.5, 1.5}};
    private static final double[][] UPPER = {{4, 1, -2}, {0, 3, 1}, {0, 0, -2}};
    private static final double[][] UNIT = {{1, 0, 0}, {0.5, 1, 0}, {-0.25, 0.5, 1}};
    private static final double[][] SYMMETRIC = {{2, 1, 0.5}, {1, -3, 1}, {0.5, 1, 5}};
    private static final double[][] TALL = {{1, 2}, {-3, 0.5}, {2, 4}};
    private static final double[][] RIGHT = {{1, -2}, {3, 0.5}, {-1, 2}};

    private final List<OpSample> samples = new ArrayList<>();

    private DecompositionSamples() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Operand a = operand(dtype, times(LOWER, transposed(LOWER)));
            expect(new Cholesky(), true, LOWER, a);
            triangles(dtype);
            factors(dtype);
            qr(dtype);
            eigh(dtype);
            svd(dtype);
            batch(dtype);
        }
    }

    static List<OpSample> samples() {
        return new DecompositionSamples().samples;
    }

    static List<OpFailure> failures() {
        TensorType square = new TensorType(DType.F32, Shape.of(3, 3));
        TensorType tall = square.with(Shape.of(3, 2));
        TensorType wide = square.with(Shape.of(2, 3));
        String notSquare = "expected a square matrix, found 3 rows and 2 columns";
        return List.of(
                new OpFailure(new Cholesky(), List.of(tall), notSquare),
                new OpFailure(new Cholesky(), List.of(square.with(DType.I32)), "expected f32 or f64, found i32"),
                new OpFailure(new Cholesky(), List.of(square.with(Shape.of(3))), "expected a matrix, found shape [3]"),
                new OpFailure(new TriangularSolve(true, false, false), List.of(square, wide),
                        "expected a right side of shape [3] and one more axis, found [2, 3]"),
                new OpFailure(new TriangularSolve(true, false, false), List.of(square, tall.with(DType.F64)),
                        "dtypes f32 and f64 differ"),
                new OpFailure(new Lu(), List.of(tall), notSquare),
                new OpFailure(new LuSolve(false), List.of(square, square, tall),
                        "expected factors of type f32[5, 3], found f32[3, 3]"),
                new OpFailure(new Qr(), List.of(wide), "expected no fewer rows than columns, found 2 and 3"),
                new OpFailure(new Eigh(), List.of(tall), notSquare),
                new OpFailure(new Svd(), List.of(wide), "expected no fewer rows than columns, found 2 and 3"));
    }

    private static Operand operand(DType dtype, double[][] matrix) {
        TensorType type = new TensorType(dtype, Shape.of(matrix.length, matrix[0].length));
        return new Operand(type, value(dtype, matrix));
    }

    private static Value value(DType dtype, double[][] matrix) {
        return Value.of(dtype, new int[] {matrix.length, matrix[0].length}, elements(matrix));
    }

    private static double[] elements(double[][] matrix) {
        return Stream.of(matrix).flatMapToDouble(DoubleStream::of).toArray();
    }

    /** One matrix; and, in f32, the same one twice under a symbolic batch axis. */
    private void expect(Decomposition op, boolean smooth, double[][] result, Operand... operands) {
        DType dtype = operands[0].type().dtype();
        Value expected = value(dtype, result);
        samples.add(OpSample.of(op, expected, smooth, operands));
        if (dtype == DType.F32) {
            samples.add(OpSample.of(op, twice(expected), smooth, Stream.of(operands).map(o -> new Operand(
                    o.type().with(Shape.of(Dim.symbol("B")).concat(o.type().shape())), twice(o.value())))
                    .toArray(Operand[]::new)));
        }
    }

    private static Value twice(Value matrix) {
        double[] elements = matrix.toDoubles();
        return Value.of(matrix.dtype(), new int[] {2, matrix.shape()[0], matrix.shape()[1]},
                DoubleStream.concat(DoubleStream.of(elements), DoubleStream.of(elements)).toArray());
    }

    /** Two matrices under a symbolic batch axis. */
    private void batch(DType dtype) {
        double[][] other = {{3, 0, 0}, {0.5, 1, 0}, {2, -1, 2}};
        TensorType type = new TensorType(dtype, Shape.of(Dim.symbol("B"), Dim.of(3), Dim.of(3)));
        int[] shape = type.shape().evaluate(Map.of("B", 2L));
        Operand a = new Operand(type, Value.of(dtype, shape, elements(below(
                times(LOWER, transposed(LOWER)), times(other, transposed(other))))));
        Value expected = Value.of(dtype, shape, elements(below(LOWER, other)));
        samples.add(OpSample.of(new Cholesky(), expected, true, a));
        double[][] solved = below(times(LOWER, RIGHT), times(other, RIGHT));
        Operand right = new Operand(type.with(Shape.of(Dim.symbol("B"), Dim.of(3), Dim.of(2))),
                Value.of(dtype, new int[] {2, 3, 2}, elements(solved)));
        Value twice = Value.of(dtype, new int[] {2, 3, 2}, elements(below(RIGHT, RIGHT)));
        samples.add(OpSample.of(new TriangularSolve(true, false, false), twice, true,
                new Operand(type, expected), right));
        TensorType symbolic = new TensorType(dtype, Shape.of(Dim.symbol("B"), Dim.symbol("B")));
        double[][] small = {{2, 0}, {-1, 3}};
        samples.add(OpSample.of(new Cholesky(), value(dtype, small), true,
                new Operand(symbolic, value(dtype, times(small, transposed(small))))));
    }

    private void triangles(DType dtype) {
        double[][] strictLower = {{9, 9, 9}, {0.5, 9, 9}, {-0.25, 0.5, 9}};
        expect(new TriangularSolve(true, false, false), true, RIGHT,
                operand(dtype, LOWER), operand(dtype, times(LOWER, RIGHT)));
        expect(new TriangularSolve(true, true, false), true, RIGHT,
                operand(dtype, LOWER), operand(dtype, times(transposed(LOWER), RIGHT)));
        expect(new TriangularSolve(false, false, false), true, RIGHT,
                operand(dtype, UPPER), operand(dtype, times(UPPER, RIGHT)));
        expect(new TriangularSolve(false, true, false), true, RIGHT,
                operand(dtype, UPPER), operand(dtype, times(transposed(UPPER), RIGHT)));
        expect(new TriangularSolve(true, false, true), true, RIGHT,
                operand(dtype, strictLower), operand(dtype, times(UNIT, RIGHT)));
        expect(new TriangularSolve(false, true, true), true, RIGHT,
                operand(dtype, transposed(strictLower)), operand(dtype, times(UNIT, RIGHT)));
    }

    /** Rows 0, 1, 2 of L·U are rows 2, 0, 1 of the matrix. */
    private void factors(DType dtype) {
        double[][] product = times(UNIT, UPPER);
        double[][] a = {product[1], product[2], product[0]};
        double[][] packed = {UPPER[0], {0.5, 3, 1}, {-0.25, 0.5, -2}, {2, 0, 1}, {2, 2, 2}};
        expect(new Lu(), true, packed, operand(dtype, a));
        expect(new LuSolve(false), false, RIGHT,
                operand(dtype, a), operand(dtype, packed), operand(dtype, times(a, RIGHT)));
        expect(new LuSolve(true), false, RIGHT,
                operand(dtype, a), operand(dtype, packed), operand(dtype, times(transposed(a), RIGHT)));
        expect(new Lu(), false, new double[][] {{0, 2}, {0, 0}, {0, 1}, {0, 1}},
                operand(dtype, new double[][] {{0, 2}, {0, 0}}));
    }

    /** By whole reflections. */
    private void qr(DType dtype) {
        for (double[][] a : List.of(TALL, UPPER, times(UNIT, UPPER))) {
            int m = a.length;
            double[][] q = identity(m);
            double[][] r = a;
            for (int j = 0; j < a[0].length; j++) {
                double[] v = new double[m];
                double norm = 0;
                double below = 0;
                for (int i = j; i < m; i++) {
                    v[i] = r[i][j];
                    norm = Math.hypot(norm, v[i]);
                    below += i > j ? v[i] * v[i] : 0;
                }
                if (below == 0) {
                    continue;
                }
                v[j] += v[j] < 0 ? -norm : norm;
                double square = DoubleStream.of(v).map(x -> x * x).sum();
                double[][] reflection = identity(m);
                for (int i = 0; i < m; i++) {
                    for (int k = 0; k < m; k++) {
                        reflection[i][k] -= 2 * v[i] * v[k] / square;
                    }
                }
                r = times(reflection, r);
                q = times(q, reflection);
            }
            double[][] packed = new double[m + a[0].length][a[0].length];
            for (int i = 0; i < packed.length; i++) {
                for (int j = 0; j < packed[0].length; j++) {
                    packed[i][j] = i < m ? q[i][j] : i - m > j ? 0 : r[i - m][j];
                }
            }
            // with nothing below the diagonal there is no reflection: the sign of a column jumps there
            expect(new Qr(), a != UPPER, packed, operand(dtype, a));
        }
    }

    /** Zeros of the characteristic polynomial, and what is normal to two rows of A − λ. */
    private void eigh(DType dtype) {
        double[][] a = SYMMETRIC;
        double[] bounds = {-10, 0, 4, 10};
        double[][] packed = new double[6][3];
        for (int j = 0; j < 3; j++) {
            double low = bounds[j];
            double high = bounds[j + 1];
            for (int step = 0; step < 80; step++) {
                double middle = (low + high) / 2;
                boolean left = determinant(a, low) > 0 == determinant(a, middle) > 0;
                low = left ? middle : low;
                high = left ? high : middle;
            }
            packed[j][j] = low;
            double[] first = {a[0][0] - low, a[0][1], a[0][2]};
            double[] second = {a[1][0], a[1][1] - low, a[1][2]};
            setColumn(packed, 3, j, new double[] {first[1] * second[2] - first[2] * second[1],
                first[2] * second[0] - first[0] * second[2], first[0] * second[1] - first[1] * second[0]});
        }
        expect(new Eigh(), true, packed, operand(dtype, a));
        expect(new Eigh(), false, new double[][] {{1, 0}, {0, 2}, {0, 1}, {1, 0}},
                operand(dtype, new double[][] {{2, 0}, {0, 1}}));
        double nan = Double.NaN;
        expect(new Cholesky(), false, new double[][] {{1, 0}, {2, nan}},
                operand(dtype, new double[][] {{1, 2}, {2, 1}}));
    }

    private static double determinant(double[][] a, double shift) {
        double p = a[0][0] - shift;
        double q = a[1][1] - shift;
        double r = a[2][2] - shift;
        return p * (q * r - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * r - a[1][2] * a[2][0])
                + a[0][2] * (a[1][0] * a[2][1] - q * a[2][0]);
    }

    /** A vector of length 1 with its largest element positive. */
    private static void setColumn(double[][] packed, int from, int column, double[] vector) {
        double norm = 0;
        double largest = 0;
        for (double x : vector) {
            norm = Math.hypot(norm, x);
            largest = Math.abs(x) > Math.abs(largest) ? x : largest;
        }
        for (int i = 0; i < vector.length; i++) {
            packed[from + i][column] = vector[i] / norm * Math.signum(largest);
        }
    }

    /** Of two columns, by the eigenvalues of AᵀA. */
    private void svd(DType dtype) {
        double[][] a = TALL;
        double[][] g = times(transposed(a), a);
        double half = (g[0][0] + g[1][1]) / 2;
        double root = Math.hypot((g[0][0] - g[1][1]) / 2, g[0][1]);
        double[][] packed = new double[6][2];
        for (int j = 0; j < 2; j++) {
            double square = j == 0 ? half + root : half - root;
            packed[5][j] = Math.sqrt(square);
            setColumn(packed, 3, j, new double[] {g[0][1], square - g[0][0]});
            for (int i = 0; i < 3; i++) {
                packed[i][j] = (a[i][0] * packed[3][j] + a[i][1] * packed[4][j]) / packed[5][j];
            }
        }
        expect(new Svd(), true, packed, operand(dtype, a));
        expect(new Svd(), false, new double[][] {{1, 0}, {0, 0}, {0, 1}, {1, 0}, {3, 0}},
                operand(dtype, new double[][] {{0, 3}, {0, 0}}));
    }

    private static double[][] identity(int n) {
        double[][] y = new double[n][n];
        for (int i = 0; i < n; i++) {
            y[i][i] = 1;
        }
        return y;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] y = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    y[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return y;
    }

    private static double[][] transposed(double[][] a) {
        double[][] y = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                y[j][i] = a[i][j];
            }
        }
        return y;
    }

    private static double[][] below(double[][] a, double[][] b) {
        return Stream.concat(Stream.of(a), Stream.of(b)).toArray(double[][]::new);
    }
}
