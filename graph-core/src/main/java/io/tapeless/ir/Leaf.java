package io.tapeless.ir;

import java.util.List;

/** Operations that take no tensor: what is fed, what is kept, what is known, what is counted. */
public sealed interface Leaf extends Op {

    /** A value fed at run time. */
    record Input(String name, TensorType type) implements Leaf {
        @Override
        public String mnemonic() {
            return "input";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 0);
            return type;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.input(this);
        }
    }

    /**
     * A value kept between runs, which a graph may update.
     *
     * @param trainable true for a parameter, which training differentiates with respect to; false for
     *     state, such as running statistics and optimiser moments
     */
    record Variable(String name, TensorType type, boolean trainable) implements Leaf {
        @Override
        public String mnemonic() {
            return "variable";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 0);
            Require.that(type.shape().isStatic(),
                    "a variable is kept between runs, so its shape can't be symbolic: " + type);
            return type;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.variable(this);
        }
    }

    /** A value known at compile time. */
    record Constant(Literal value) implements Leaf {
        @Override
        public String mnemonic() {
            return "constant";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 0);
            return value.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** The index along one axis: {@code y[…, i, …] = i}. */
    record Iota(TensorType type, int axis) implements Leaf {
        @Override
        public String mnemonic() {
            return "iota";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 0);
            Require.axis(axis, type.shape());
            Require.that(type.dtype() != DType.BOOL, "iota counts; it can't be bool");
            return type;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.iota(this);
        }
    }

    /**
     * Uniform numbers in [0, 1) from a counter-based generator: element i is a function of the key
     * (the one operand, an {@code i64} scalar), the stream and i alone.
     */
    record Random(TensorType type, long stream) implements Leaf {
        @Override
        public String mnemonic() {
            return "random";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.that(operands.get(0).equals(TensorType.scalar(DType.I64)), "the key is an i64 scalar");
            Require.that(type.dtype().isFloat(), "random numbers are f32 or f64, found " + type.dtype());
            return type;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.random(this);
        }
    }
}
