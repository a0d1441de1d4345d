package io.tapeless.frontend;

import io.tapeless.ir.DType;

/** {@link Operators} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface OperatorMethods permits Tensor {

    /** {@link Operators#plus(Tensor, Tensor)}. */
    default Tensor plus(Tensor b) {
        return Operators.plus((Tensor) this, b);
    }

    /** {@link Operators#plus(Tensor, double)}. */
    default Tensor plus(double b) {
        return Operators.plus((Tensor) this, b);
    }

    /** {@link Operators#minus(Tensor, Tensor)}. */
    default Tensor minus(Tensor b) {
        return Operators.minus((Tensor) this, b);
    }

    /** {@link Operators#minus(Tensor, double)}. */
    default Tensor minus(double b) {
        return Operators.minus((Tensor) this, b);
    }

    /** {@link Operators#times(Tensor, Tensor)}. */
    default Tensor times(Tensor b) {
        return Operators.times((Tensor) this, b);
    }

    /** {@link Operators#times(Tensor, double)}. */
    default Tensor times(double b) {
        return Operators.times((Tensor) this, b);
    }

    /** {@link Operators#dividedBy(Tensor, Tensor)}. */
    default Tensor dividedBy(Tensor b) {
        return Operators.dividedBy((Tensor) this, b);
    }

    /** {@link Operators#dividedBy(Tensor, double)}. */
    default Tensor dividedBy(double b) {
        return Operators.dividedBy((Tensor) this, b);
    }

    /** {@link Operators#rem(Tensor, Tensor)}. */
    default Tensor rem(Tensor b) {
        return Operators.rem((Tensor) this, b);
    }

    /** {@link Operators#rem(Tensor, double)}. */
    default Tensor rem(double b) {
        return Operators.rem((Tensor) this, b);
    }

    /** {@link Operators#negate(Tensor)}. */
    default Tensor negate() {
        return Operators.negate((Tensor) this);
    }

    /** {@link Operators#eq(Tensor, Tensor)}. */
    default Tensor eq(Tensor b) {
        return Operators.eq((Tensor) this, b);
    }

    /** {@link Operators#eq(Tensor, double)}. */
    default Tensor eq(double b) {
        return Operators.eq((Tensor) this, b);
    }

    /** {@link Operators#ne(Tensor, Tensor)}. */
    default Tensor ne(Tensor b) {
        return Operators.ne((Tensor) this, b);
    }

    /** {@link Operators#ne(Tensor, double)}. */
    default Tensor ne(double b) {
        return Operators.ne((Tensor) this, b);
    }

    /** {@link Operators#lt(Tensor, Tensor)}. */
    default Tensor lt(Tensor b) {
        return Operators.lt((Tensor) this, b);
    }

    /** {@link Operators#lt(Tensor, double)}. */
    default Tensor lt(double b) {
        return Operators.lt((Tensor) this, b);
    }

    /** {@link Operators#le(Tensor, Tensor)}. */
    default Tensor le(Tensor b) {
        return Operators.le((Tensor) this, b);
    }

    /** {@link Operators#le(Tensor, double)}. */
    default Tensor le(double b) {
        return Operators.le((Tensor) this, b);
    }

    /** {@link Operators#gt(Tensor, Tensor)}. */
    default Tensor gt(Tensor b) {
        return Operators.gt((Tensor) this, b);
    }

    /** {@link Operators#gt(Tensor, double)}. */
    default Tensor gt(double b) {
        return Operators.gt((Tensor) this, b);
    }

    /** {@link Operators#ge(Tensor, Tensor)}. */
    default Tensor ge(Tensor b) {
        return Operators.ge((Tensor) this, b);
    }

    /** {@link Operators#ge(Tensor, double)}. */
    default Tensor ge(double b) {
        return Operators.ge((Tensor) this, b);
    }

    /** {@link Operators#not(Tensor)}. */
    default Tensor not() {
        return Operators.not((Tensor) this);
    }

    /** {@link Operators#and(Tensor, Tensor)}. */
    default Tensor and(Tensor b) {
        return Operators.and((Tensor) this, b);
    }

    /** {@link Operators#or(Tensor, Tensor)}. */
    default Tensor or(Tensor b) {
        return Operators.or((Tensor) this, b);
    }

    /** {@link Operators#xor(Tensor, Tensor)}. */
    default Tensor xor(Tensor b) {
        return Operators.xor((Tensor) this, b);
    }

    /** {@link Operators#where(Tensor, Tensor, Tensor)}. */
    default Tensor where(Tensor a, Tensor b) {
        return Operators.where((Tensor) this, a, b);
    }

    /** {@link Operators#where(Tensor, Tensor, double)}. */
    default Tensor where(Tensor a, double b) {
        return Operators.where((Tensor) this, a, b);
    }

    /** {@link Operators#where(Tensor, double, Tensor)}. */
    default Tensor where(double a, Tensor b) {
        return Operators.where((Tensor) this, a, b);
    }

    /** {@link Operators#cast(Tensor, DType)}. */
    default Tensor cast(DType to) {
        return Operators.cast((Tensor) this, to);
    }
}
