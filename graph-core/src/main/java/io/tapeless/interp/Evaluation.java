package io.tapeless.interp;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.Map;

/** The value of one node: the definition of every operation, one method each. */
final class Evaluation extends MovementEvaluation {
    private final Bodies bodies;

    /** @param bodies runs loops and choices, and remembers what they gave */
    Evaluation(Node node, Value[] operands, Map<String, Long> symbols, Bodies bodies) {
        super(node, operands, symbols);
        this.bodies = bodies;
    }

    @Override
    public Value input(Leaf.Input op) {
        throw new IllegalStateException("inputs are given");
    }

    @Override
    public Value variable(Leaf.Variable op) {
        throw new IllegalStateException("variables are given");
    }

    @Override
    public Value constant(Leaf.Constant op) {
        return Value.of(op.value());
    }

    /** {@code y[…, i, …] = i}. */
    @Override
    public Value iota(Leaf.Iota op) {
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            y.set(i, (long) Index.coordinates(i, shape)[op.axis()]);
        }
        return y;
    }

    /** As {@link Threefry} says. */
    @Override
    public Value random(Leaf.Random op) {
        long key = operands[0].integer(0);
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            y.set(i, node.dtype() == DType.F32
                    ? Threefry.uniform24(key, op.stream(), i) : Threefry.uniform53(key, op.stream(), i));
        }
        return y;
    }

    /** {@code y[i] = f(a[i], b[i], c[i])}. */
    @Override
    public Value map(Elementwise.Map op) {
        Value a = operands[0];
        Value b = operands[operands.length > 1 ? 1 : 0];
        Value c = operands[operands.length > 2 ? 2 : 0];
        boolean floats = a.dtype().isFloat();
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            switch (op.function().kind()) {
                case SELECT -> y.set(i, a.integer(i) != 0 ? b : c, i);
                case COMPARE -> y.set(i, compare(op.function(), a, b, i) ? 1L : 0L);
                case NUMBER, FLOAT, BITS -> {
                    if (floats) {
                        y.set(i, ScalarSemantics.apply(op.function(), a.real(i), b.real(i), c.real(i)));
                    } else {
                        y.set(i, integer(op.function(), a.integer(i), b.integer(i), c.integer(i)));
                    }
                }
            }
        }
        return y;
    }

    private static boolean compare(ScalarOp function, Value a, Value b, int i) {
        return a.dtype().isFloat()
                ? ScalarSemantics.compare(function, a.real(i), b.real(i))
                : ScalarSemantics.compare(function, a.integer(i), b.integer(i));
    }

    private long integer(ScalarOp function, long a, long b, long c) {
        if (b == 0 && (function == ScalarOp.DIV || function == ScalarOp.REM)) {
            throw error("division of " + a + " by zero");
        }
        return ScalarSemantics.apply(function, node.dtype(), a, b, c);
    }

    /** {@code y[i] = ψ⁽ⁿ⁾(x[i])}. */
    @Override
    public Value polygamma(Elementwise.Polygamma op) {
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            y.set(i, GammaFunctions.polygamma(op.order(), operands[0].real(i)));
        }
        return y;
    }

    /** Conversion as Java converts. */
    @Override
    public Value cast(Elementwise.Cast op) {
        Value x = operands[0];
        boolean fromFloat = x.dtype().isFloat();
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            switch (op.to()) {
                case F32, F64 -> y.set(i, x.real(i));
                case I32 -> y.set(i, (long) (fromFloat ? (int) x.real(i) : (int) x.integer(i)));
                case I64 -> y.set(i, fromFloat ? (long) x.real(i) : x.integer(i));
                case BOOL -> y.set(i, (fromFloat ? x.real(i) != 0 : x.integer(i) != 0) ? 1L : 0L);
            }
        }
        return y;
    }

    @Override
    public Value stopGradient(Elementwise.StopGradient op) {
        return operands[0];
    }

    /** {@code y[o] = e ⊕ x[o, 0] ⊕ x[o, 1] ⊕ …}, with e the neutral element, in row-major order. */
    @Override
    public Value reduce(Reduction.Reduce op) {
        Value x = operands[0];
        Value y = blank();
        for (int i = 0; i < y.size(); i++) {
            setNeutral(op.kind(), y, i);
        }
        ScalarOp combine = switch (op.kind()) {
            case SUM -> ScalarOp.ADD;
            case PROD -> ScalarOp.MUL;
            case MAX -> ScalarOp.MAX;
            case MIN -> ScalarOp.MIN;
        };
        for (int i = 0; i < x.size(); i++) {
            int o = Index.flat(without(Index.coordinates(i, x.extents()), op.axes()), shape);
            if (node.dtype().isFloat()) {
                y.set(o, ScalarSemantics.apply(combine, y.real(o), x.real(i), 0));
            } else {
                y.set(o, ScalarSemantics.apply(combine, node.dtype(), y.integer(o), x.integer(i), 0));
            }
        }
        return y;
    }

    /** 0, 1, the smallest and the largest number: what sum, product, maximum and minimum of nothing are. */
    private static void setNeutral(Reduction.Kind kind, Value y, int i) {
        boolean largest = kind == Reduction.Kind.MIN;
        switch (kind) {
            case SUM -> y.set(i, 0L);
            case PROD -> y.set(i, 1L);
            case MAX, MIN -> {
                switch (y.dtype()) {
                    case F32, F64 -> y.set(i, largest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
                    case I32 -> y.set(i, largest ? (long) Integer.MAX_VALUE : (long) Integer.MIN_VALUE);
                    case I64 -> y.set(i, largest ? Long.MAX_VALUE : Long.MIN_VALUE);
                    case BOOL -> y.set(i, largest ? 1L : 0L);
                }
            }
        }
    }

    /** The first index of the largest or smallest element; a NaN wins over all numbers. */
    @Override
    public Value argReduce(Reduction.ArgReduce op) {
        Value x = operands[0];
        int extent = x.extent(op.axis());
        if (extent == 0) {
            throw error("axis " + op.axis() + " has no elements to choose from");
        }
        Value y = blank();
        for (int o = 0; o < y.size(); o++) {
            int best = 0;
            for (int k = 1; k < extent; k++) {
                if (wins(op.kind(), x, at(o, op.axis(), k), at(o, op.axis(), best))) {
                    best = k;
                }
            }
            y.set(o, (long) best);
        }
        return y;
    }

    /** The number of the operand's element at the result's coordinates with {@code k} put in at an axis. */
    private int at(int o, int axis, int k) {
        int[] outer = Index.coordinates(o, shape);
        int[] full = new int[outer.length + 1];
        System.arraycopy(outer, 0, full, 0, axis);
        full[axis] = k;
        System.arraycopy(outer, axis, full, axis + 1, outer.length - axis);
        return Index.flat(full, operands[0].extents());
    }

    private static boolean wins(Reduction.Kind kind, Value x, int challenger, int best) {
        ScalarOp order = kind == Reduction.Kind.MAX ? ScalarOp.GT : ScalarOp.LT;
        if (!x.dtype().isFloat()) {
            return ScalarSemantics.compare(order, x.integer(challenger), x.integer(best));
        }
        double a = x.real(challenger);
        double b = x.real(best);
        return Double.isNaN(a) ? !Double.isNaN(b) : ScalarSemantics.compare(order, a, b);
    }

    /** {@code C[b…, i, j] = Σₖ A[b…, i, k] · B[b…, k, j]}, a transposed operand with its last axes swapped. */
    @Override
    public Value matMul(Contraction.MatMul op) {
        Value a = operands[0];
        Value b = operands[1];
        int rank = shape.length;
        int extent = a.extent(op.transposeA() ? rank - 2 : rank - 1);
        Value c = blank();
        for (int o = 0; o < c.size(); o++) {
            int[] coordinates = Index.coordinates(o, shape);
            int i = coordinates[rank - 2];
            int j = coordinates[rank - 1];
            double sum = 0;
            for (int k = 0; k < extent; k++) {
                sum += matrixElement(a, coordinates, i, k, op.transposeA())
                        * matrixElement(b, coordinates, k, j, op.transposeB());
            }
            c.set(o, sum);
        }
        return c;
    }

    private static double matrixElement(Value x, int[] batch, int row, int column, boolean transposed) {
        int[] coordinates = batch.clone();
        coordinates[batch.length - 2] = transposed ? column : row;
        coordinates[batch.length - 1] = transposed ? row : column;
        return x.real(Index.flat(coordinates, x.extents()));
    }

    /** Each matrix by itself, as {@link MatrixAlgorithms} says. */
    @Override
    public Value decomposition(Decomposition op) {
        Value y = blank();
        int rank = shape.length;
        int size = shape[rank - 2] * shape[rank - 1];
        for (int first = 0; first < y.size(); first += size) {
            double[][][] matrices = new double[operands.length][][];
            for (int i = 0; i < operands.length; i++) {
                matrices[i] = matrix(operands[i], first / size);
            }
            double[][] result = op.choose(new MatrixAlgorithms(matrices));
            for (int k = 0; k < size; k++) {
                y.set(first + k, result[k / shape[rank - 1]][k % shape[rank - 1]]);
            }
        }
        return y;
    }

    private static double[][] matrix(Value x, int number) {
        int rows = x.extent(x.extents().length - 2);
        int columns = x.extent(x.extents().length - 1);
        double[][] matrix = new double[rows][columns];
        for (int k = 0; k < rows * columns; k++) {
            matrix[k / columns][k % columns] = x.real(number * rows * columns + k);
        }
        return matrix;
    }

    /** {@code y[a…, i…, b…] = x[a…, indices[i…], b…]}, with a… the axes before the gathered one. */
    @Override
    public Value gather(Indexing.Gather op) {
        return moved(operands[0], coordinates -> picked(coordinates, op.axis()));
    }

    /** The indices along an axis, sorted by insertion. */
    @Override
    public Value argSort(Indexing.ArgSort op) {
        Value y = blank();
        int stride = 1;
        for (int axis = op.axis() + 1; axis < shape.length; axis++) {
            stride *= shape[axis];
        }
        for (int i = 0; i < y.size(); i++) {
            int k = i / stride % shape[op.axis()];
            int first = i - k * stride;
            int place = k;
            while (place > 0 && precedes(op, i, first + (int) y.integer(first + (place - 1) * stride) * stride)) {
                y.set(first + place * stride, y.integer(first + (place - 1) * stride));
                place--;
            }
            y.set(first + place * stride, (long) k);
        }
        return y;
    }

    /** Whether element i of the operand comes before element j; a NaN before none. */
    private boolean precedes(Indexing.ArgSort op, int i, int j) {
        Value x = operands[0];
        ScalarOp order = op.descending() ? ScalarOp.GT : ScalarOp.LT;
        if (!x.dtype().isFloat()) {
            return ScalarSemantics.compare(order, x.integer(i), x.integer(j));
        }
        return ScalarSemantics.compare(order, x.real(i), x.real(j))
                || Double.isNaN(x.real(j)) && !Double.isNaN(x.real(i));
    }

    /** {@code x} plus, for each element of {@code updates} in order, that element at its picked place. */
    @Override
    public Value scatterAdd(Indexing.ScatterAdd op) {
        Value updates = operands[2];
        Value y = moved(operands[0], coordinates -> coordinates);
        for (int i = 0; i < updates.size(); i++) {
            int o = Index.flat(picked(Index.coordinates(i, updates.extents()), op.axis()), shape);
            add(y, o, updates, i);
        }
        return y;
    }

    /** Coordinates of a gathered tensor turned into those of the tensor gathered from. */
    private int[] picked(int[] coordinates, int axis) {
        Value x = operands[0];
        Value indices = operands[1];
        int rank = indices.extents().length;
        int[] place = new int[rank];
        System.arraycopy(coordinates, axis, place, 0, rank);
        long index = indices.integer(Index.flat(place, indices.extents()));
        if (index < 0 || index >= x.extent(axis)) {
            throw error("index " + index + " is out of range for axis " + axis + " of extent " + x.extent(axis));
        }
        int[] source = new int[x.extents().length];
        System.arraycopy(coordinates, 0, source, 0, axis);
        source[axis] = (int) index;
        System.arraycopy(coordinates, axis + rank, source, axis + 1, source.length - axis - 1);
        return source;
    }

    @Override
    public Value ownDerivative(OwnDerivative op) {
        return operands[0];
    }

    @Override
    public Value scan(Control.Scan op) {
        return bodies.results(node, operands).get(op.result());
    }

    @Override
    public Value cond(Control.Cond op) {
        return bodies.results(node, operands).get(op.result());
    }
}
