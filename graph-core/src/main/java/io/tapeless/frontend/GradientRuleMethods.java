package io.tapeless.frontend;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** {@link GradientRules} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface GradientRuleMethods permits Tensor {

    /** {@link GradientRules#customGradient(Tensor, Tensor, UnaryOperator)}. */
    default Tensor customGradient(Tensor x, UnaryOperator<Tensor> vjp) {
        return GradientRules.customGradient((Tensor) this, x, vjp);
    }

    /** {@link GradientRules#customGradient(Tensor, Tensor, UnaryOperator, UnaryOperator)}. */
    default Tensor customGradient(Tensor x, UnaryOperator<Tensor> vjp, UnaryOperator<Tensor> jvp) {
        return GradientRules.customGradient((Tensor) this, x, vjp, jvp);
    }

    /** {@link GradientRules#customGradient(Tensor, List, Function)}. */
    default Tensor customGradient(List<Tensor> xs, Function<Tensor, List<Tensor>> vjp) {
        return GradientRules.customGradient((Tensor) this, xs, vjp);
    }

    /** {@link GradientRules#customGradient(Tensor, List, Function, Function)}. */
    default Tensor customGradient(List<Tensor> xs, Function<Tensor, List<Tensor>> vjp,
            Function<List<Tensor>, Tensor> jvp) {
        return GradientRules.customGradient((Tensor) this, xs, vjp, jvp);
    }

    /** {@link GradientRules#clipGradient(Tensor, double, double)}. */
    default Tensor clipGradient(double lo, double hi) {
        return GradientRules.clipGradient((Tensor) this, lo, hi);
    }

    /** {@link GradientRules#clipGradientByNorm(Tensor, double)}. */
    default Tensor clipGradientByNorm(double max) {
        return GradientRules.clipGradientByNorm((Tensor) this, max);
    }

    /** {@link GradientRules#scaleGradient(Tensor, double)}. */
    default Tensor scaleGradient(double scale) {
        return GradientRules.scaleGradient((Tensor) this, scale);
    }

    /** {@link GradientRules#scaleGradient(Tensor, Tensor)}. */
    default Tensor scaleGradient(Tensor scale) {
        return GradientRules.scaleGradient((Tensor) this, scale);
    }

    /** {@link GradientRules#reverseGradient(Tensor)}. */
    default Tensor reverseGradient() {
        return GradientRules.reverseGradient((Tensor) this);
    }

    /** {@link GradientRules#reverseGradient(Tensor, double)}. */
    default Tensor reverseGradient(double scale) {
        return GradientRules.reverseGradient((Tensor) this, scale);
    }
}
