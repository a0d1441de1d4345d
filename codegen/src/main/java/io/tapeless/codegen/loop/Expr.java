package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;

/** A pure scalar expression. Evaluation order within one has no effect; arithmetic is IEEE, unfused. */
public sealed interface Expr {
    DType dtype();

    /** The expressions this one is made of, positions of an index included. */
    default List<Expr> operands() {
        if (this instanceof Load load) {
            return load.index.terms().stream().map(Index.Term::position).toList();
        } else if (this instanceof Apply apply) {
            return apply.arguments;
        } else if (this instanceof Convert convert) {
            return List.of(convert.value);
        } else if (this instanceof Bitcast bitcast) {
            return List.of(bitcast.value);
        } else if (this instanceof Checked checked) {
            return List.of(checked.position);
        } else if (this instanceof Digit digit) {
            return List.of(new LoopIndex(digit.loop));
        }
        return List.of();
    }

    /** A float constant; f32 values are exactly representable in f32. */
    record Real(DType dtype, double value) implements Expr {}

    /** An integer or bool (0 or 1) constant. */
    record Int(DType dtype, long value) implements Expr {}

    /** The value of a local. */
    record Local(String name, DType dtype) implements Expr {}

    /** The index of an enclosing loop. */
    record LoopIndex(String name) implements Expr {
        @Override
        public DType dtype() {
            return DType.I32;
        }
    }

    /**
     * A digit of a loop's index, where one loop walks several axes: {@code loop / divisor mod extent}. Divisor and
     * extent are positive.
     */
    record Digit(String loop, Size divisor, Size extent) implements Expr {
        @Override
        public DType dtype() {
            return DType.I32;
        }
    }

    /** A size as an {@code i32} value. */
    record SizeValue(Size size) implements Expr {
        @Override
        public DType dtype() {
            return DType.I32;
        }
    }

    /** The element of a buffer. */
    record Load(int buffer, Index index, DType dtype) implements Expr {}

    /**
     * A function of scalars. Kernels that reach the emitter use only what {@link Primitives} lists;
     * lowering writes the rest out as polynomials. {@code SELECT} may evaluate both values, so both must be
     * in range. A shift is by its count modulo the width.
     */
    record Apply(ScalarOp function, List<Expr> arguments, DType dtype) implements Expr {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /** Conversion of dtype with the meaning of the graph's cast. */
    record Convert(DType dtype, Expr value) implements Expr {}

    /** The same bits as another dtype of equal width: f32 and i32, f64 and i64. */
    record Bitcast(DType dtype, Expr value) implements Expr {}

    /** The combined value of a lane accumulator: lane l takes in lane l + h for h = L/2, L/4, … 1. */
    record Fold(String accumulator, DType dtype) implements Expr {}

    /** An {@code i32} or {@code i64} position made {@code i32}; outside [0, extent) the kernel fails. */
    record Checked(Expr position, Size extent) implements Expr {
        @Override
        public DType dtype() {
            return DType.I32;
        }
    }
}
