package io.tapeless.ir;

import java.util.List;

/** Operations that multiply two tensors and sum over shared indices. */
public sealed interface Contraction extends Op {

    /**
     * {@code C[b…, i, j] = Σₖ A[b…, i, k] · B[b…, k, j]} over equal leading batch axes; a transposed
     * operand has its last two axes swapped.
     */
    record MatMul(boolean transposeA, boolean transposeB) implements Contraction {
        @Override
        public String mnemonic() {
            return "matmul";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 2);
            TensorType a = operands.get(0);
            TensorType b = operands.get(1);
            Require.sameDType(a, b);
            Require.that(a.dtype().isFloat(), "expected f32 or f64, found " + a.dtype());
            Require.that(a.rank() >= 2 && a.rank() == b.rank(), "expected two operands of one rank, at least 2");
            int batch = a.rank() - 2;
            Shape batchShape = a.shape().slice(0, batch);
            Require.that(batchShape.equals(b.shape().slice(0, batch)),
                    "batch axes " + batchShape + " and " + b.shape().slice(0, batch) + " differ");
            Dim m = a.shape().dim(transposeA ? batch + 1 : batch);
            Dim ka = a.shape().dim(transposeA ? batch : batch + 1);
            Dim kb = b.shape().dim(transposeB ? batch + 1 : batch);
            Dim n = b.shape().dim(transposeB ? batch : batch + 1);
            Require.that(ka.equals(kb), "inner dimensions " + ka + " and " + kb + " differ");
            return a.with(batchShape.concat(Shape.of(m, n)));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.matMul(this);
        }
    }
}
