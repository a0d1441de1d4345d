package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative.Custom;
import io.tapeless.ir.OwnDerivative.FixedPoint;
import io.tapeless.ir.OwnDerivative.Root;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.testkit.OpSample.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples of operations with a derivative of their own: the value is that of the first operand. As their derivative
 * is not that of the value, it is tested where it is written.
 */
final class OwnDerivativeSamples {
    private OwnDerivativeSamples() {}

    static List<OpSample> samples() {
        List<OpSample> samples = new ArrayList<>();
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (Dim two : List.of(Dim.of(2), Dim.symbol("B"))) {
                Operand y = operand(dtype, two, 1, -2, 0.5, 4);
                Operand x = operand(dtype, two, 3, 0.25, -1, 2);
                Operand w = operand(dtype, two, -0.5, 1, 8, -3);
                samples.add(OpSample.of(custom(y.type(), false), y.value(), false, y, x, w));
                samples.add(OpSample.of(custom(y.type(), true), y.value(), false, y, x, w));
                samples.add(OpSample.of(new FixedPoint(map(y.type()), Dim.of(9)), y.value(), false, y, x));
                samples.add(OpSample.of(new Root(map(y.type())), y.value(), false, y, x));
            }
        }
        return samples;
    }

    static List<OpFailure> failures() {
        TensorType row = new TensorType(DType.F32, Shape.of(3));
        TensorType flags = row.with(DType.BOOL);
        Custom custom = custom(row, true);
        Graph two = GraphBuilder.extending(custom.pullback()).build("body", Map.of(
                "out0", custom.pullback().output("out0"), "out1", custom.pullback().output("out0")));
        return List.of(
                new OpFailure(custom, List.of(row), "expected a value and 1 sources, found 1 operands"),
                new OpFailure(custom, List.of(flags, row, row), "expected a value of f32 or f64"),
                new OpFailure(custom, List.of(row, flags, row), "expected sources of f32 or f64"),
                new OpFailure(custom, List.of(row, row, row.with(Shape.of(4))), "the body's input captured1 has type "
                        + "f32[3], its operand gives f32[4]"),
                new OpFailure(custom, List.of(row, row), "the body has an input captured1"),
                new OpFailure(custom, List.of(row, row.with(Shape.of(4)), row),
                        "the adjoint of source 0 has type f32[3]; expected f32[4]"),
                new OpFailure(new Custom(two, Optional.empty(), 1), List.of(row, row, row),
                        "expected a body of 1 outputs, found 2"),
                new OpFailure(new Custom(custom.pullback(), Optional.of(two), 1), List.of(row, row, row),
                        "the body has an input adjoint"),
                new OpFailure(new FixedPoint(map(row), Dim.ONE), List.of(), "expected a value of f32 or f64"),
                new OpFailure(new FixedPoint(map(row), Dim.ONE), List.of(row, row.with(Shape.of(4))),
                        "the body's input captured0 has type f32[3], its operand gives f32[4]"),
                new OpFailure(new Root(custom.pullback()), List.of(row, row, row), "the body has an input adjoint"),
                new OpFailure(new Root(custom.pushforward().orElseThrow()), List.of(row, row, row),
                        "the body has an input tangent0"),
                new OpFailure(new Root(constant(row)), List.of(row.with(Shape.of(4)), row),
                        "the body gives f32[3]; expected the unknown's type f32[4]"));
    }

    /** A rule {@code g·w + y·g}, with the tangent {@code v·w} if asked for. */
    private static Custom custom(TensorType type, boolean forward) {
        GraphBuilder g = new GraphBuilder();
        Node adjoint = g.add(new Leaf.Input("adjoint", type));
        Node w = g.add(new Leaf.Input("captured1", type));
        Node y = g.add(new Leaf.Input("value", type));
        Node sum = g.map(ScalarOp.ADD, g.map(ScalarOp.MUL, adjoint, w), g.map(ScalarOp.MUL, y, adjoint));
        GraphBuilder f = new GraphBuilder();
        Node tangent = f.map(ScalarOp.MUL, f.add(new Leaf.Input("tangent0", type)),
                f.add(new Leaf.Input("captured1", type)));
        return new Custom(body(g, sum), forward ? Optional.of(body(f, tangent)) : Optional.empty(), 1);
    }

    /** {@code x·c}. */
    private static Graph map(TensorType type) {
        GraphBuilder g = new GraphBuilder();
        return body(g, g.map(ScalarOp.MUL, g.add(new Leaf.Input("value", type)),
                g.add(new Leaf.Input("captured0", type))));
    }

    private static Graph constant(TensorType type) {
        GraphBuilder g = new GraphBuilder();
        return body(g, g.map(ScalarOp.NEG, g.add(new Leaf.Input("captured0", type))));
    }

    private static Graph body(GraphBuilder builder, Node result) {
        return builder.build("body", Map.of("out0", result));
    }

    private static Operand operand(DType dtype, Dim two, double... elements) {
        return new Operand(new TensorType(dtype, Shape.of(two, Dim.of(2))),
                Value.of(dtype, new int[] {2, 2}, elements));
    }
}
