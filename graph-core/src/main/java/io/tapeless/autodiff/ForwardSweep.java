package io.tapeless.autodiff;

import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forward mode: the tangents of the nodes between the sources, whose tangents are given, and the result. */
final class ForwardSweep {
    private final GraphBuilder builder;
    private final Calculus calculus;
    private final Paths paths;

    ForwardSweep(Calculus calculus, Paths paths) {
        this.calculus = calculus;
        this.builder = calculus.arithmetic().builder();
        this.paths = paths;
    }

    /** The tangents of the sources and of all on their way that a derivative reaches. */
    Map<Node, Node> tangents(Map<Node, Node> seeds) {
        Map<Node, Node> tangents = new HashMap<>();
        for (Node node : paths.order()) {
            if (paths.isActive(node)) {
                propagate(node, seeds, tangents);
            }
        }
        return tangents;
    }

    /** A source that depends on another one has the tangent of both ways. */
    private void propagate(Node node, Map<Node, Node> seeds, Map<Node, Node> tangents) {
        List<Optional<Node>> operands =
                node.operands().stream().map(operand -> Optional.ofNullable(tangents.get(operand))).toList();
        Optional<Node> given = Optional.ofNullable(seeds.get(node));
        boolean depends = !paths.isConstant(node) && operands.stream().anyMatch(Optional::isPresent);
        Optional<Node> computed = !depends ? Optional.empty()
                : builder.with(node.origin().derivedFrom(node, "jvp " + node.op().mnemonic()), () -> {
                    Optional<Node> own = node.op().accept(new JvpRules(calculus, node, operands));
                    return own.isPresent() && given.isPresent()
                            ? Optional.of(calculus.arithmetic().add(own.get(), given.get())) : own;
                });
        computed.or(() -> given).ifPresent(tangent -> {
            if (!tangent.type().equals(node.type())) {
                throw new IllegalStateException("the tangent of " + node + " has type " + tangent.type());
            }
            tangents.put(node, tangent);
        });
    }
}
