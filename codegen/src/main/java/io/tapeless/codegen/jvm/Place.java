package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import java.util.List;

/** Where the value of a name is while code for its kernel is written. */
sealed interface Place {
    /** One value in a local. */
    record Scalar(Var var) implements Place {}

    /** Nowhere yet: the value is computed where it is used. */
    record Unplaced(Expr value) implements Place {}

    /**
     * Vectors side by side.
     *
     * @param dtype what a lane holds; for bool, the element type of the masks
     */
    record Vectors(List<Var> copies, DType dtype) implements Place {}

    /** {@code scratch[region + lane]}: one lane of a vector that was written out. */
    record Element(DType dtype, int region, Var lane) implements Place {}

    /**
     * Lanes of an accumulator: in scratch from {@code region} on, and while {@code copies} isn't empty,
     * in vectors instead.
     */
    record Lanes(Stmt.Accumulator accumulator, int region, List<Var> copies) implements Place {}
}
