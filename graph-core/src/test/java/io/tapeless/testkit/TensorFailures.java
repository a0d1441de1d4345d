package io.tapeless.testkit;

import io.tapeless.ir.Contraction.MatMul;
import io.tapeless.ir.Control.Cond;
import io.tapeless.ir.Control.Scan;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise.Cast;
import io.tapeless.ir.Elementwise.Polygamma;
import io.tapeless.ir.Elementwise.StopGradient;
import io.tapeless.ir.Indexing.ArgSort;
import io.tapeless.ir.Indexing.Gather;
import io.tapeless.ir.Indexing.ScatterAdd;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement.Broadcast;
import io.tapeless.ir.Movement.Concat;
import io.tapeless.ir.Movement.Fold;
import io.tapeless.ir.Movement.Pad;
import io.tapeless.ir.Movement.Reshape;
import io.tapeless.ir.Movement.Reverse;
import io.tapeless.ir.Movement.Slice;
import io.tapeless.ir.Movement.Transpose;
import io.tapeless.ir.Movement.Unfold;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction.ArgReduce;
import io.tapeless.ir.Reduction.Kind;
import io.tapeless.ir.Reduction.Reduce;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.List;

/** Operands that the type rules of {@link TensorSamples}' operations refuse. */
final class TensorFailures {
    private static final Dim B = Dim.symbol("B");
    private static final TensorType SCALAR = TensorType.scalar(DType.F32);
    private static final TensorType MATRIX = new TensorType(DType.F32, Shape.of(2, 3));
    private static final TensorType BATCH = new TensorType(DType.F32, Shape.of(B, Dim.of(3)));
    private static final TensorType FLAGS = new TensorType(DType.BOOL, Shape.of(2, 3));
    private static final TensorType INDICES = new TensorType(DType.I32, Shape.of(4));

    private final List<OpFailure> failures = new ArrayList<>();

    private TensorFailures() {
        leaves();
        reductions();
        movements();
        windows();
        indexingAndContraction();
        control();
    }

    private void control() {
        TensorType row = new TensorType(DType.F32, Shape.of(3));
        Scan scan = TensorSamples.scan(row, B, false, 0);
        refuse(scan, "at least 1 carries and 1 sliced", row);
        refuse(scan, "expected a first axis of extent B", row, MATRIX, row);
        refuse(scan, "has type f32[3], its operand gives f32[2, 3]", MATRIX, BATCH, row);
        refuse(scan.withResult(3), "there is no result 3", row, BATCH, row);
        Cond cond = TensorSamples.cond(row);
        refuse(cond, "expected a bool scalar", SCALAR, row, row);
        refuse(cond, "has an input captured1", TensorType.scalar(DType.BOOL), row);
    }

    static List<OpFailure> failures() {
        return new TensorFailures().failures;
    }

    private void refuse(Op op, String message, TensorType... operands) {
        failures.add(new OpFailure(op, List.of(operands), message));
    }

    private static List<Dim> dims(long... values) {
        return Shape.of(values).dims();
    }

    private void leaves() {
        refuse(new Leaf.Input("x", MATRIX), "input of f32[2, 3]: expected 0 operands, found 1", MATRIX);
        refuse(new Leaf.Variable("w", BATCH, true), "its shape can't be symbolic: f32[B, 3]");
        refuse(new Leaf.Constant(Literal.scalar(DType.I32, 1L)), "expected 0 operands, found 1", MATRIX);
        refuse(new Leaf.Iota(MATRIX, 2), "axis 2 does not exist in shape [2, 3]");
        refuse(new Leaf.Iota(FLAGS, 0), "it can't be bool");
        refuse(new Leaf.Random(MATRIX, 0), "the key is an i64 scalar", TensorType.scalar(DType.I32));
        refuse(new Leaf.Random(INDICES, 0), "random numbers are f32 or f64, found i32", TensorType.scalar(DType.I64));
        refuse(new Cast(DType.F32), "cast: expected 1 operands, found 0");
        refuse(new StopGradient(), "expected 1 operands, found 2", MATRIX, MATRIX);
    }

    private void reductions() {
        refuse(new Reduce(Kind.SUM, List.of(1, 0)), "axes [1, 0] are not ascending axes of shape [2, 3]", MATRIX);
        refuse(new Reduce(Kind.MAX, List.of(2)), "axes [2] are not ascending axes of shape [2, 3]", MATRIX);
        refuse(new Reduce(Kind.MAX, List.of(0, 0)), "axes [0, 0]", MATRIX);
        refuse(new Reduce(Kind.PROD, List.of(0)), "expected numbers, found bool", FLAGS);
        refuse(new ArgReduce(Kind.SUM, 0), "expected max or min, found SUM", MATRIX);
        refuse(new ArgReduce(Kind.MAX, -1), "axis -1 does not exist in shape [2, 3]", MATRIX);
        refuse(new ArgReduce(Kind.MIN, 0), "expected numbers, found bool", FLAGS);
    }

    private void movements() {
        refuse(new Reshape(Shape.of(5)), "expected a shape of 6 elements, found [5] of 5", MATRIX);
        refuse(new Reshape(Shape.of(B.times(2))), "expected a shape of 3*B elements, found [2*B] of 2*B", BATCH);
        refuse(new Transpose(List.of(0, 0)), "[0, 0] is not a permutation of the axes of shape [2, 3]", MATRIX);
        refuse(new Broadcast(Shape.of(4, 2), List.of(0)), "expected an operand of shape [2], found [2, 3]", MATRIX);
        refuse(new Broadcast(Shape.of(2, 3), List.of(2)), "axes [2] are not ascending axes", SCALAR);
        refuse(new Slice(dims(0), dims(1), List.of(1)), "expected one start, size and step per axis", MATRIX);
        refuse(new Slice(dims(0, 0), dims(1, 1), List.of(0, 1)), "steps are positive, found [0, 1]", MATRIX);
        refuse(new Slice(dims(-1, 0), dims(1, 1), List.of(1, 1)), "starts are not negative", MATRIX);
        refuse(new Slice(dims(0, 0), dims(1, -1), List.of(1, 1)), "sizes are not negative", MATRIX);
        refuse(new Slice(dims(0, 1), dims(2, 2), List.of(1, 2)),
                "axis 1 of shape [2, 3] is too short for start 1, size 2, step 2", MATRIX);
        refuse(new Slice(List.of(Dim.ONE, Dim.ZERO), List.of(B, Dim.ONE), List.of(1, 1)), "is too short", BATCH);
        refuse(new Pad(dims(0, 0), dims(0, 0), List.of(0, 0)),
                "expected a padding value of type f32[], found f32[2, 3]", MATRIX, MATRIX);
        refuse(new Pad(dims(0), dims(0), List.of(0)), "expected one padding per axis", MATRIX, SCALAR);
        refuse(new Pad(dims(0, -1), dims(0, 0), List.of(0, 0)), "paddings are not negative", MATRIX, SCALAR);
        refuse(new Concat(0), "expected at least one operand");
        refuse(new Concat(0), "dtypes f32 and i32 differ", MATRIX, MATRIX.with(DType.I32));
        refuse(new Concat(0), "shapes [2, 3] and [2, 4] differ outside axis 0", MATRIX, MATRIX.with(Shape.of(2, 4)));
        refuse(new Reverse(List.of(5)), "axes [5] are not ascending axes", MATRIX);
    }

    private void windows() {
        Window three = new Window(1, 3, 1, 1);
        refuse(new Unfold(List.of(), List.of()), "expected at least one window", MATRIX);
        refuse(new Unfold(List.of(three, three), dims(1, 1)), "are not of ascending axes of 2", MATRIX);
        refuse(new Unfold(List.of(three.on(2)), dims(1)), "are not of ascending axes of 2", MATRIX);
        refuse(new Unfold(List.of(new Window(1, 3, 0, 1)), dims(1)), "size, stride and dilation are positive", MATRIX);
        refuse(new Unfold(List.of(three), dims(1, 1)), "expected one count per window", MATRIX);
        refuse(new Unfold(List.of(three), dims(-1)), "counts are not negative, found -1", MATRIX);
        refuse(new Unfold(List.of(new Window(1, 2, 1, 3)), dims(1)),
                "axis 1 of extent 3 is too short for 1 windows of 2 with stride 1 and dilation 3", MATRIX);
        refuse(new Unfold(List.of(new Window(0, 2, 1, 1)), List.of(B)), "is too short", BATCH);
        refuse(new Fold(List.of(three), dims(3)), "windows [Window[axis=1, size=3, stride=1, dilation=1]] are not of",
                MATRIX);
        refuse(new Fold(List.of(three.on(0)), dims(1)),
                "axis 0 of extent 1 is too short for 2 windows of 3 with stride 1 and dilation 1", MATRIX);
        refuse(new Fold(List.of(new Window(0, 2, 1, 1)), dims(5)), "expected last axes of [2], found [2, 3]", MATRIX);
        refuse(new Fold(List.of(three.on(0)), dims()), "expected one extent per window", MATRIX);
        refuse(new Fold(List.of(three.on(0)), dims(4)), "expected numbers, found bool", FLAGS);
        refuse(new Fold(List.of(three.on(0)), dims(4)), "expected an axis for each of 1 windows", SCALAR);
    }

    private void indexingAndContraction() {
        refuse(new MatMul(false, false), "matmul of f32[2, 3] and f32[2, 3]: inner dimensions 3 and 2 differ",
                MATRIX, MATRIX);
        refuse(new MatMul(true, false), "inner dimensions B and 2 differ", BATCH, MATRIX);
        refuse(new MatMul(false, true), "dtypes f32 and f64 differ", MATRIX, MATRIX.with(DType.F64));
        refuse(new MatMul(false, true), "expected f32 or f64, found bool", FLAGS, FLAGS);
        refuse(new MatMul(false, true), "expected two operands of one rank, at least 2", SCALAR, SCALAR);
        refuse(new MatMul(false, false), "batch axes [2] and [3] differ",
                MATRIX.with(Shape.of(2, 1, 1)), MATRIX.with(Shape.of(3, 1, 1)));
        refuse(new Polygamma(1), "expected f32 or f64, found bool", FLAGS);
        refuse(new Gather(2), "axis 2 does not exist in shape [2, 3]", MATRIX, INDICES);
        refuse(new Gather(0), "indices are i32 or i64, found f32", MATRIX, SCALAR);
        refuse(new ScatterAdd(0), "expected updates of type f32[4, 3], found f32[2, 3]", MATRIX, INDICES, MATRIX);
        refuse(new ArgSort(2, false), "axis 2 does not exist in shape [2, 3]", MATRIX);
        refuse(new ArgSort(0, false), "expected numbers, found bool", FLAGS);
        refuse(new ScatterAdd(0), "expected numbers, found bool", FLAGS, INDICES, FLAGS.with(Shape.of(4, 3)));
    }
}
