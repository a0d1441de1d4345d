package io.tapeless.rewrite;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.OwnDerivative;
import java.util.Optional;

/** The rule sets that passes run. */
public final class RuleSets {
    /**
     * Equations that hold for every value bit by bit (but for the sign of zero of a sum of one term and zeros, the order
     * of sums merged into one, and powers as products): fewer operations, on fewer elements, in one form.
     */
    public static final RuleSet CANONICALIZE = ArithmeticRules.RULES
            .plus(LogicRules.RULES)
            .plus(MovementRules.RULES)
            .plus(JoinRules.RULES)
            .plus(BroadcastRules.RULES)
            .plus(ReductionRules.RULES);

    /** What is known at compile time is computed then. */
    public static final RuleSet FOLD = ConstantFolding.RULES;

    /** Functions that neither cancel nor overflow in place of compositions that do. */
    public static final RuleSet STABILIZE = StabilityRules.RULES.plus(SoftmaxRules.RULES);

    /** The adjoints of losses in closed form. */
    public static final RuleSet SIMPLIFY_ADJOINTS = AdjointRules.RULES.plus(CrossEntropyRules.RULES);

    /** Derivatives that somebody declared: {@code stop_gradient(x) → x}, {@code custom_gradient(y, …) → y}. */
    public static final RuleSet FORGET_DECLARED = RuleSet.EMPTY
            .on(Elementwise.StopGradient.class, "remove-stop-gradient", (n, g) -> Optional.of(n.operand(0)))
            .on(OwnDerivative.Custom.class, "remove-custom-gradient", (n, g) -> Optional.of(n.operand(0)));

    /** After differentiation only: what told how to differentiate is gone. */
    public static final RuleSet FORGET_DERIVATIVES = FORGET_DECLARED
            .on(OwnDerivative.FixedPoint.class, "remove-fixed-point", (n, g) -> Optional.of(n.operand(0)))
            .on(OwnDerivative.Root.class, "remove-root", (n, g) -> Optional.of(n.operand(0)));

    /** Transposes become attributes of matrix products, sums of products longer sums. */
    public static final RuleSet LAYOUT = ContractionRules.RULES.plus(WindowRules.CROPPED);

    /** Windows laid over one another become products with windows. */
    public static final RuleSet CONVOLVE = WindowRules.RULES;

    /** Loops find what their steps would arrange alike. */
    public static final RuleSet HOIST = LoopRules.RULES;

    private RuleSets() {}
}
