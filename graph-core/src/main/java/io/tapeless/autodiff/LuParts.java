package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;

/** The parts of what {@link io.tapeless.ir.Decomposition.Lu} packs. */
record LuParts(Matrices m, Node packed) {
    Dim n() {
        return Matrices.columns(packed);
    }

    /** L below the diagonal and U from it upward. */
    Node factors() {
        return m.slice(packed, Dim.ZERO, n());
    }

    Node lower(Arithmetic x) {
        Node strict = m.strictlyLower(factors());
        return x.add(strict, m.diagonal(x.constant(strict, 1)));
    }

    /** The matrix P. */
    Node permutation() {
        Node row = m.slice(packed, n(), Dim.ONE);
        return m.permutation(m.columnSums(row));
    }
}
