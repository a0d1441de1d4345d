package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/** Contractions as loops: rows, lanes of columns, and the chain of fma through the depth. */
final class ContractEmitter {
    /** Rows that parts of a split contraction are multiples of. */
    static final int ROW_GRANULE = 1;

    private ContractEmitter() {}

    /** The loop over rows that computes the same bits. */
    static Stmt.For rows(Stmt.Contract contract) {
        Expr sum = new Expr.Local(contract.accumulator(), contract.dtype());
        Expr next = new Expr.Apply(ScalarOp.FMA, List.of(contract.left(), contract.right(), sum), contract.dtype());
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Declare(contract.accumulator(), contract.dtype(), new Expr.Real(contract.dtype(), 0)));
        body.add(new Stmt.For(contract.depth(), contract.depths(), Stmt.Mode.SERIAL,
                List.of(new Stmt.Assign(contract.accumulator(), next))));
        body.addAll(contract.epilogue());
        return new Stmt.For(contract.row(), contract.rows(), Stmt.Mode.SERIAL,
                List.of(new Stmt.For(contract.column(), contract.columns(), Stmt.Mode.LANES, body)));
    }
}
