package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;

/** A statement of a kernel. */
public sealed interface Stmt {

    /** How the iterations of a loop relate. */
    enum Mode {
        /** One after the other. */
        SERIAL,
        /**
         * Independent but for {@link Accumulate}, so that neighbours may run as lanes of a vector. No
         * iteration reads what another stores.
         */
        LANES
    }

    /** {@code for (index = 0; index < extent; index++) body}. */
    record For(String index, Size extent, Mode mode, List<Stmt> body) implements Stmt {
        public For {
            body = List.copyOf(body);
        }
    }

    /**
     * {@code while (condition) body}, outside of LANES loops: for algorithms whose steps depend on their values. The
     * condition is evaluated before every turn.
     */
    record While(Expr condition, List<Stmt> body) implements Stmt {
        public While {
            body = List.copyOf(body);
        }
    }

    /** {@code if (condition) body}, outside of LANES loops, where {@code SELECT} chooses. */
    record If(Expr condition, List<Stmt> body) implements Stmt {
        public If {
            body = List.copyOf(body);
        }
    }

    /** A new local, visible to the end of the enclosing body. */
    record Declare(String name, DType dtype, Expr value) implements Stmt {}

    /** A new value for a local declared in this or an enclosing body. */
    record Assign(String name, Expr value) implements Stmt {}

    /**
     * An accumulator of {@link Lanes#count} lanes, each the identity of {@code combine} (ADD, MUL, MIN, MAX,
     * AND, OR). Declared outside the one LANES loop that feeds it.
     */
    record Accumulator(String name, DType dtype, ScalarOp combine) implements Stmt {}

    /** In iteration i of a LANES loop: {@code lane[i mod L] = combine(lane[i mod L], value)}. */
    record Accumulate(String accumulator, Expr value) implements Stmt {}

    /** {@code buffer[index] = value}. */
    record Store(int buffer, Index index, Expr value) implements Stmt {}

    /**
     * A contraction over {@code rows × columns} outputs:
     *
     * <pre>
     * for row, for column:
     *     accumulator = 0
     *     for depth: accumulator = fma(left, right, accumulator)
     *     epilogue
     * </pre>
     *
     * {@code left} depends on row and depth, {@code right} on depth and column. Outputs are independent:
     * an epilogue reads of what is stored here only its own element. {@code accumulator} is a local in the
     * epilogue. How it is tiled, packed and blocked is the emitter's choice and can't change the bits.
     */
    record Contract(String row, Size rows, String column, Size columns, String depth, Size depths,
            Expr left, Expr right, String accumulator, DType dtype, List<Stmt> epilogue) implements Stmt {
        public Contract {
            epilogue = List.copyOf(epilogue);
        }
    }
}
