package io.tapeless.derivatives;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.frontend.MathFunctions;
import io.tapeless.frontend.Tensor;

/** Arithmetic and functions of single elements. */
final class ElementwiseOperators {
    private ElementwiseOperators() {}

    static void addTo(OperatorTable table) {
        arithmetic(table);
        functions(table);
        choices(table);
    }

    private static void arithmetic(OperatorTable table) {
        table.row("add", c -> c.tensor(0).plus(c.tensor(1).times(c.real(2, "alpha", 1))));
        table.row("sub", c -> c.tensor(0).minus(c.tensor(1).times(c.real(2, "alpha", 1))));
        table.binary("mul", Tensor::times);
        table.binary("div.no_rounding_mode", Tensor::dividedBy);
        table.row("div.floor_rounding", c -> rounded(c, "floor").floor());
        table.row("div.trunc_rounding", c -> rounded(c, "trunc").trunc());
        table.binary("fmod", Tensor::rem);
        table.binary("remainder", Tensor::mod);
        table.binary("pow", Tensor::pow);
        table.binary("float_power", Tensor::pow);
        table.binary("atan2", Tensor::atan2);
        table.binary("hypot", Tensor::hypot);
        table.binary("xlogy", Tensor::xlogy);
        table.binary("special.xlog1py", Tensor::xlog1py);
        table.row("addcmul", c -> c.tensor(0).plus(
                c.tensor(1).times(c.tensor(2)).times(c.real(-1, "value", 1))));
        table.row("addcdiv", c -> c.tensor(0).plus(
                c.tensor(1).dividedBy(c.tensor(2)).times(c.real(-1, "value", 1))));
        table.row("lerp", c -> c.isTensor(2, "weight") ? c.tensor(0).lerp(c.tensor(1), c.tensor(2))
                : c.tensor(0).lerp(c.tensor(1), c.real(2, "weight", 0)));
    }

    private static Tensor rounded(OperatorCall call, String mode) {
        if (!call.text(-1, "rounding_mode", "").equals(mode)) {
            throw new IllegalArgumentException("expected rounding mode " + mode);
        }
        return call.tensor(0).dividedBy(call.tensor(1));
    }

    private static void functions(OperatorTable table) {
        table.unary("atan", Tensor::atan);
        table.unary("atanh", Tensor::atanh);
        table.unary("cosh", Tensor::cosh);
        table.unary("erfc", Tensor::erfc);
        table.unary("exp", Tensor::exp);
        table.unary("exp2", Tensor::exp2);
        table.unary("frac", Tensor::frac);
        table.unary("log", Tensor::log);
        table.unary("log10", Tensor::log10);
        table.unary("log2", Tensor::log2);
        for (int n = 0; n <= 4; n++) {
            table.row("polygamma.polygamma_n_" + n, c -> MathFunctions.polygamma(c.integer(1, "n", 0), c.tensor(0)));
        }
        for (int p = 1; p <= 5; p += 2) {
            table.row("mvlgamma.mvlgamma_p_" + p, c -> logMultivariateGamma(c.tensor(0), c.integer(1, "p", 1)));
        }
        table.unary("reciprocal", Tensor::reciprocal);
        table.unary("rsqrt", Tensor::rsqrt);
        table.unary("square", Tensor::square);
        table.unary("rad2deg", x -> x.times(180 / Math.PI));
        table.unary("special.ndtr", x -> x.times(-Math.sqrt(0.5)).erfc().times(0.5));
        table.row("logit", c -> {
            double eps = c.real(1, "eps", 0);
            return c.tensor(0).clip(eps, 1 - eps).logit();
        });
        table.row("round.decimals_neg_3", c -> {
            double unit = Math.pow(10, -c.integer(-1, "decimals", 0));
            return c.tensor(0).dividedBy(unit).round().times(unit);
        });
    }

    private static void choices(OperatorTable table) {
        for (String name : new String[] {"max.binary", "maximum", "fmax", "clamp_min"}) {
            table.binary(name, MathFunctions::max);
        }
        for (String name : new String[] {"min.binary", "minimum", "fmin", "clamp_max"}) {
            table.binary(name, MathFunctions::min);
        }
        table.row("clamp", c -> !c.has(1, "min") ? c.tensor(0).min(c.tensor(2))
                : !c.has(2, "max") ? c.tensor(0).max(c.tensor(1))
                : c.tensor(0).clip(c.tensor(1), c.tensor(2)));
        table.row("where", c -> where(c.tensor(1), c.tensor(0), c.tensor(2)));
        table.row("masked_fill", c -> c.isTensor(2, "value") ? where(c.tensor(1), c.tensor(2), c.tensor(0))
                : where(c.tensor(1), c.real(2, "value", 0), c.tensor(0)));
    }

    /** {@code p(p − 1)/4·log π + Σ lgamma(x − j/2) over j < p}. */
    private static Tensor logMultivariateGamma(Tensor x, int p) {
        Tensor sum = x.lgamma();
        for (int j = 1; j < p; j++) {
            sum = sum.plus(x.minus(j / 2.0).lgamma());
        }
        return sum.plus(p * (p - 1) / 4.0 * Math.log(Math.PI));
    }
}
