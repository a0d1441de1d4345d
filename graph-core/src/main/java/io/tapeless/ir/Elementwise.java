package io.tapeless.ir;

import java.util.List;

/** Operations whose element i depends on element i of each operand; all shapes are equal. */
public sealed interface Elementwise extends Op {

    /** {@code y[i] = f(a[i], b[i], …)}. */
    record Map(ScalarOp function) implements Elementwise {
        @Override
        public String mnemonic() {
            return function.text();
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, function.arity());
            for (TensorType operand : operands) {
                Require.sameShape(operands.get(0), operand);
            }
            return operands.get(0).with(resultType(operands.stream().map(TensorType::dtype).toList()));
        }

        private DType resultType(List<DType> dtypes) {
            DType first = dtypes.get(0);
            List<DType> values = function.kind() == ScalarOp.Kind.SELECT
                    ? dtypes.subList(1, dtypes.size()) : dtypes;
            for (DType dtype : values) {
                Require.that(dtype == values.get(0), () -> "dtypes " + values.get(0) + " and " + dtype
                        + " differ; convert one with cast");
            }
            return switch (function.kind()) {
                case NUMBER -> {
                    Require.that(first != DType.BOOL, "expected numbers, found bool");
                    yield first;
                }
                case FLOAT -> {
                    Require.that(first.isFloat(), () -> "expected f32 or f64, found " + first);
                    yield first;
                }
                case BITS -> {
                    boolean shift = function == ScalarOp.SHL || function == ScalarOp.SHR;
                    Require.that(first.isInteger() || first == DType.BOOL && !shift,
                            () -> "expected " + (shift ? "" : "bool or ") + "integers, found " + first);
                    yield first;
                }
                case COMPARE -> DType.BOOL;
                case SELECT -> {
                    Require.that(first == DType.BOOL, () -> "expected a bool condition, found " + first);
                    yield values.get(0);
                }
            };
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }
    }

    /**
     * The derivative of some order of digamma, {@code dⁿ/dxⁿ ψ(x)}. Its own operation, and not a function of two
     * scalars, as the formula that computes it depends on the order.
     *
     * @param order from 1 to {@link #MAX_ORDER}, so that neither its factorial nor a coefficient overflows f32
     */
    record Polygamma(int order) implements Elementwise {
        public static final int MAX_ORDER = 20;

        public Polygamma {
            Require.that(order >= 1 && order <= MAX_ORDER,
                    "expected an order from 1 to " + MAX_ORDER + ", found " + order);
        }

        @Override
        public String mnemonic() {
            return "polygamma";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.that(operands.get(0).dtype().isFloat(), () -> "expected f32 or f64, found " + operands.get(0).dtype());
            return operands.get(0);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.polygamma(this);
        }
    }

    /**
     * Conversion of dtype. Float to integer truncates toward zero and saturates, NaN gives 0, as in
     * Java; bool gives 0 or 1; a number gives {@code x ≠ 0} as bool.
     */
    record Cast(DType to) implements Elementwise {
        @Override
        public String mnemonic() {
            return "cast";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            return operands.get(0).with(to);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /** The identity, through which no derivative passes. */
    record StopGradient() implements Elementwise {
        @Override
        public String mnemonic() {
            return "stop_gradient";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            return operands.get(0);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stopGradient(this);
        }
    }
}
