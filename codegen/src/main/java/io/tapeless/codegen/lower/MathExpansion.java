package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;

/**
 * Functions of scalars written out in machine primitives, without branches: every element takes the same
 * steps, so vectors and scalars give the same bits. {@code docs/numerics.md} says how accurate each is.
 */
final class MathExpansion {
    private MathExpansion() {}

    /** The value of a function that is not a primitive; {@code dtype} is that of all arguments. */
    static Expr expand(KernelBuilder kernel, ScalarOp function, List<Expr> arguments, DType dtype) {
        Expr x = arguments.get(0);
        Expr zero = ValueLowering.constant(dtype, 0);
        return switch (function) {
            case RELU -> kernel.apply(ScalarOp.MAX, dtype, x, zero);
            case CLIP -> kernel.apply(ScalarOp.MIN, dtype,
                    kernel.apply(ScalarOp.MAX, dtype, x, arguments.get(1)), arguments.get(2));
            case SIGN -> sign(kernel, x, dtype);
            case POW -> PowerExpansion.pow(new Num(kernel, x), new Num(kernel, arguments.get(1))).value();
            case ATAN2 -> InverseCircularExpansion.atan2(new Num(kernel, x), new Num(kernel, arguments.get(1))).value();
            default -> unary(function, new Num(kernel, x)).value();
        };
    }

    private static Num unary(ScalarOp function, Num x) {
        return switch (function) {
            case EXP -> ExponentialExpansion.exp(x);
            case EXP2 -> ExponentialExpansion.exp2(x);
            case EXPM1 -> ExponentialExpansion.expm1(x);
            case SIGMOID -> ExponentialExpansion.sigmoid(x);
            case LOG -> LogarithmExpansion.log(x);
            case LOG2 -> LogarithmExpansion.log2(x);
            case LOG10 -> LogarithmExpansion.log10(x);
            case LOG1P -> LogarithmExpansion.log1p(x);
            case SOFTPLUS -> LogarithmExpansion.softplus(x);
            case LOG1MEXP -> LogarithmExpansion.log1mexp(x);
            case CBRT -> PowerExpansion.cbrt(x);
            case SIN -> CircularExpansion.sin(x);
            case COS -> CircularExpansion.cos(x);
            case TAN -> CircularExpansion.tan(x);
            case ASIN -> InverseCircularExpansion.asin(x);
            case ACOS -> InverseCircularExpansion.acos(x);
            case ATAN -> InverseCircularExpansion.atan(x);
            case SINH -> HyperbolicExpansion.sinh(x);
            case COSH -> HyperbolicExpansion.cosh(x);
            case TANH -> HyperbolicExpansion.tanh(x);
            case ASINH -> HyperbolicExpansion.asinh(x);
            case ACOSH -> HyperbolicExpansion.acosh(x);
            case ATANH -> HyperbolicExpansion.atanh(x);
            case ERF -> ErrorFunctionExpansion.erf(x);
            case ERFC -> ErrorFunctionExpansion.erfc(x);
            case ERFINV -> InverseErrorExpansion.erfInv(x);
            case LGAMMA -> GammaExpansion.lgamma(x);
            case DIGAMMA -> GammaExpansion.digamma(x);
            case FLOOR -> RoundingExpansion.floor(x);
            case CEIL -> RoundingExpansion.ceil(x);
            case ROUND -> RoundingExpansion.round(x);
            case TRUNC -> RoundingExpansion.trunc(x);
            default -> throw new IllegalArgumentException(function + " has no expansion");
        };
    }

    /** {@code x > 0: 1; x < 0: −1; else x}, which keeps ±0 and NaN. */
    private static Expr sign(KernelBuilder kernel, Expr x, DType dtype) {
        Expr zero = ValueLowering.constant(dtype, 0);
        Expr negative = kernel.apply(ScalarOp.LT, DType.BOOL, x, zero);
        Expr positive = kernel.apply(ScalarOp.GT, DType.BOOL, x, zero);
        Expr below = kernel.apply(ScalarOp.SELECT, dtype, negative, ValueLowering.constant(dtype, -1), x);
        return kernel.apply(ScalarOp.SELECT, dtype, positive, ValueLowering.constant(dtype, 1), below);
    }
}
