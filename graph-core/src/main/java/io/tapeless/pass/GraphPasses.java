package io.tapeless.pass;

import io.tapeless.ir.Graph;
import io.tapeless.rewrite.Rewriter;
import io.tapeless.rewrite.RuleSet;
import io.tapeless.rewrite.RuleSets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The list of passes, in order. There is no other place where a pass is registered. */
public final class GraphPasses {
    private static final List<Pass> BEFORE_DIFFERENTIATION = List.of(
            rewrite("canonicalize-forward", "Each expression has one form.", RuleSets.CANONICALIZE));

    private static final List<Pass> AFTER_DIFFERENTIATION = List.of(
            rewrite("canonicalize", "Each expression has one form; stopped gradients have done their work.",
                    RuleSets.CANONICALIZE.plus(RuleSets.FORGET_STOPS)),
            rewrite("absorb-transposes", "Matrix products read their operands as they lie.",
                    RuleSets.CANONICALIZE.plus(RuleSets.LAYOUT)));

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
