package io.tapeless.pass;

import io.tapeless.ir.Graph;
import io.tapeless.rewrite.Captures;
import io.tapeless.rewrite.Rewriter;
import io.tapeless.rewrite.RuleSet;
import io.tapeless.rewrite.RuleSets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The list of passes, in order. There is no other place where a pass is registered. */
public final class GraphPasses {
    /** The pass after which gradients are as simple as they get, and nothing is arranged for code yet. */
    static final String LAST_OF_GRADIENT = "simplify-adjoints";

    private static final RuleSet ALGEBRA = RuleSets.CANONICALIZE.plus(RuleSets.FOLD);
    private static final RuleSet AFTER_CALCULUS = ALGEBRA.plus(RuleSets.FORGET_DERIVATIVES);

    private static final List<Pass> BEFORE_DIFFERENTIATION = List.of(
            rewrite("canonicalize-forward", "Each expression has one form; constants are computed.", ALGEBRA),
            new Pass("take-in-broadcasts", "Bodies repeat themselves what they capture, and capture what they use.",
                    Captures::takeInBroadcasts),
            rewrite("stabilize-forward", "Nothing cancels or overflows that need not, nor will its derivative.",
                    ALGEBRA.plus(RuleSets.STABILIZE)));

    private static final List<Pass> AFTER_DIFFERENTIATION = List.of(
            rewrite("canonicalize", "As before; what only told how to differentiate has done its work and is gone.",
                    AFTER_CALCULUS),
            new Pass("take-in-views", "Bodies look at what they capture themselves.", Captures::takeInViews),
            rewrite("stabilize", "The same holds of what differentiation has added.",
                    AFTER_CALCULUS.plus(RuleSets.STABILIZE)),
            rewrite(LAST_OF_GRADIENT, "Adjoints of losses have their closed form.",
                    AFTER_CALCULUS.plus(RuleSets.STABILIZE).plus(RuleSets.SIMPLIFY_ADJOINTS)),
            rewrite("absorb-transposes", "Matrix products read their operands as they lie.",
                    AFTER_CALCULUS.plus(RuleSets.LAYOUT)),
            rewrite("convolve", "Sums of windows that overlap become products with windows.",
                    AFTER_CALCULUS.plus(RuleSets.LAYOUT).plus(RuleSets.CONVOLVE)),
            rewrite("hoist", "Loops find the factors of their products as products read them.", RuleSets.HOIST));

    private GraphPasses() {}

    /** For a graph without gradients, such as one that predicts. */
    public static List<Pass> predict() {
        return Stream.of(BEFORE_DIFFERENTIATION, AFTER_DIFFERENTIATION).flatMap(List::stream).toList();
    }

    /** For a graph that is trained: {@code differentiate} appends gradients and updates. */
    public static List<Pass> train(UnaryOperator<Graph> differentiate) {
        Pass step = new Pass("differentiate", "Gradients and updates are nodes of the graph.", differentiate);
        return Stream.of(BEFORE_DIFFERENTIATION, List.of(step), AFTER_DIFFERENTIATION)
                .flatMap(List::stream).toList();
    }

    private static Pass rewrite(String name, String description, RuleSet rules) {
        return new Pass(name, description, graph -> Rewriter.rewrite(graph, rules));
    }
}
