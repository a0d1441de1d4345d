package io.tapeless.codegen.check;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.rewrite.Rewriter;
import io.tapeless.rewrite.RuleSets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Derivatives that a model declares: {@code stopGradient}, {@code customGradient}, and what is made of it, as
 * {@code clipGradient}. A declared derivative need not be that of the value, which differences show. Where it is not,
 * what is compared is the derivative that the model has without it.
 */
final class DeclaredDerivatives {
    private final Graph graph;

    DeclaredDerivatives(Graph graph) {
        this.graph = graph;
    }

    /** The graph of the same values, whose derivatives are theirs. */
    Graph without() {
        return Rewriter.rewrite(graph, RuleSets.FORGET_DECLARED);
    }

    /**
     * The findings; where one fails that leads through a declared derivative, that of the graph without these, or that
     * there is nothing to compare.
     *
     * @param found by point
     * @param without the same of {@link #without()}
     */
    List<Finding> settle(Map<String, Finding> found, Supplier<Map<String, Finding>> without) {
        Map<String, Finding> settled = new LinkedHashMap<>(found);
        settled.values().removeIf(Finding::passed);
        settled.keySet().removeIf(point -> !isDeclared(point));
        if (settled.isEmpty()) {
            return List.copyOf(found.values());
        }
        Map<String, Finding> others = without.get();
        settled.replaceAll((point, finding) -> without(finding, others.get(point)));
        return found.keySet().stream().map(point -> settled.getOrDefault(point, found.get(point))).toList();
    }

    private static Finding without(Finding declared, Finding found) {
        return found != null && Double.isFinite(found.error())
                ? new Finding(found.subject(), found.comparison() + ", without declared derivatives", found.error(),
                        found.tolerance())
                : Finding.notCompared(declared.subject(), "declared: not compared with differences");
    }

    private boolean isDeclared(String point) {
        Set<Node> dependents = new HashSet<>(Set.of(Points.of(graph).get(point)));
        for (Node node : graph.nodes()) {
            if (node.operands().stream().anyMatch(dependents::contains)) {
                dependents.add(node);
            }
        }
        return dependents.stream().anyMatch(DeclaredDerivatives::declares);
    }

    private static boolean declares(Node node) {
        return node.op() instanceof Elementwise.StopGradient || node.op() instanceof OwnDerivative.Custom
                || node.op().bodies().stream().flatMap(body -> body.nodes().stream())
                        .anyMatch(DeclaredDerivatives::declares);
    }
}
