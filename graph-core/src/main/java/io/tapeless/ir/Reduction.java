package io.tapeless.ir;

import java.util.List;

/** Operations that combine the elements along axes; the axes vanish from the shape. */
public sealed interface Reduction extends Op {

    /** How elements are combined. On bool, {@code MAX} is "any" and {@code MIN} is "all". */
    enum Kind {
        SUM, PROD, MAX, MIN
    }

    /** {@code y[o] = ⊕ x[o, r]} over all r along {@code axes}, which ascend. */
    record Reduce(Kind kind, List<Integer> axes) implements Reduction {
        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public String mnemonic() {
            return "reduce_" + kind.name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType type = operands.get(0);
            Require.axes(axes, type.shape());
            Require.that(type.dtype() != DType.BOOL || kind == Kind.MAX || kind == Kind.MIN,
                    "expected numbers, found bool");
            return type.with(type.shape().without(axes));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reduce(this);
        }
    }

    /**
     * The {@code i32} index along one axis of the largest or smallest element: the first of several; a
     * NaN counts as larger (and smaller) than all.
     *
     * @param kind {@code MAX} or {@code MIN}
     */
    record ArgReduce(Kind kind, int axis) implements Reduction {
        @Override
        public String mnemonic() {
            return kind == Kind.MAX ? "argmax" : "argmin";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.that(kind == Kind.MAX || kind == Kind.MIN, "expected max or min, found " + kind);
            TensorType type = operands.get(0);
            Require.that(type.dtype() != DType.BOOL, "expected numbers, found bool");
            Require.axis(axis, type.shape());
            return new TensorType(DType.I32, type.shape().without(List.of(axis)));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.argReduce(this);
        }
    }
}
