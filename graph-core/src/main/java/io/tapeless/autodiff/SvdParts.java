package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;

/** The parts of what {@link io.tapeless.ir.Decomposition.Svd} packs, or of its tangent or adjoint. */
record SvdParts(Node u, Node v, Node row) {
    SvdParts(Matrices m, Node packed, Node a) {
        this(m.slice(packed, Dim.ZERO, Matrices.rows(a)),
                m.slice(packed, Matrices.rows(a), Matrices.columns(a)),
                m.slice(packed, Matrices.rows(a).plus(Matrices.columns(a)), Dim.ONE));
    }

    Dim n() {
        return Matrices.columns(v);
    }

    /** The singular values. */
    Node sigma(Matrices m) {
        return m.columnSums(row);
    }

    /** {@code 1/(σⱼ² − σᵢ²)}, and 0 where they are equal. */
    Node inverseGaps(Arithmetic x, Matrices m) {
        Node across = m.asRows(sigma(m), n());
        Node down = m.asColumns(sigma(m), n());
        return m.inverseOrZero(x.mul(x.sub(across, down), x.add(across, down)));
    }
}
