package io.tapeless.ir;

import java.util.List;

/** Operations that read or write at places named by an integer tensor, or find such places. */
public sealed interface Indexing extends Op {

    /**
     * {@code gather(x, indices)}: replaces one axis of x by the axes of {@code indices}, picking along
     * it. An index out of range is an error at run time.
     */
    record Gather(int axis) implements Indexing {
        @Override
        public String mnemonic() {
            return "gather";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 2);
            TensorType x = operands.get(0);
            Require.axis(axis, x.shape());
            Require.that(operands.get(1).dtype().isInteger(),
                    "indices are i32 or i64, found " + operands.get(1).dtype());
            return x.with(x.shape().slice(0, axis).concat(operands.get(1).shape())
                    .concat(x.shape().slice(axis + 1, x.rank())));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gather(this);
        }
    }

    /**
     * {@code scatterAdd(x, indices, updates)}: x plus, for each index, the slice of {@code updates} at
     * its place, added in the order of the indices. {@code updates} has the type that gathering
     * would give. The adjoint of {@link Gather}.
     */
    record ScatterAdd(int axis) implements Indexing {
        @Override
        public String mnemonic() {
            return "scatter_add";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 3);
            TensorType gathered = new Gather(axis).infer(operands.subList(0, 2));
            Require.that(operands.get(2).equals(gathered),
                    "expected updates of type " + gathered + ", found " + operands.get(2));
            Require.that(gathered.dtype() != DType.BOOL, "expected numbers, found bool");
            return operands.get(0);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scatterAdd(this);
        }
    }

    /**
     * The {@code i32} indices along one axis in the order of the elements there. NaN comes last in either order; of
     * equal elements the first comes first. Its own operation, as no composition of others sorts in less than n² steps;
     * sorted values are gathered with its result, and derivatives flow through that.
     */
    record ArgSort(int axis, boolean descending) implements Indexing {
        @Override
        public String mnemonic() {
            return "argsort";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            Require.axis(axis, operands.get(0).shape());
            Require.that(operands.get(0).dtype() != DType.BOOL, "expected numbers, found bool");
            return operands.get(0).with(DType.I32);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.argSort(this);
        }
    }
}
