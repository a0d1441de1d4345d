package io.tapeless.autodiff;

import io.tapeless.ir.Control;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Reverse mode. Visits the nodes from the result back to the sources; when a node's turn comes all its
 * users have been visited, so its adjoint is the sum of what they sent, in the order they sent it:
 * {@code x_adj = Σ over users u of (∂u/∂x)ᵀ·u_adj}. Only nodes on a path from a source get one.
 */
final class ReverseSweep {
    private final GraphBuilder builder;
    private final Calculus calculus;
    private final Paths paths;
    private final Map<Node, List<Node>> received = new HashMap<>();
    /** The adjoints of siblings, by result, until all are known. */
    private final Map<Control.Group, SortedMap<Integer, Node>> joint = new HashMap<>();

    ReverseSweep(Calculus calculus, Paths paths) {
        this.calculus = calculus;
        this.builder = calculus.arithmetic().builder();
        this.paths = paths;
    }

    /** Adds to the adjoint of a result. */
    void seed(Node result, Node adjoint) {
        if (paths.isActive(result)) {
            send(result, adjoint);
        }
    }

    /**
     * The adjoints of those sources that a derivative reaches.
     *
     * @param observer told of every node's adjoint
     */
    Map<Node, Node> adjoints(Set<Node> sources, BiConsumer<Node, Node> observer) {
        Map<Node, Node> adjoints = new HashMap<>();
        List<Node> order = paths.order();
        Map<Control.Group, Node> firstSiblings = new HashMap<>();
        order.stream().filter(n -> n.op() instanceof Control)
                .forEach(n -> firstSiblings.putIfAbsent(Control.group(n), n));
        for (int i = order.size() - 1; i >= 0; i--) {
            Node node = order.get(i);
            List<Node> terms = received.remove(node);
            if (terms != null) {
                Node adjoint = sum(node, terms);
                observer.accept(node, adjoint);
                if (sources.contains(node)) {
                    adjoints.put(node, adjoint);
                }
                if (node.op() instanceof Control control && !paths.isConstant(node)) {
                    joint.computeIfAbsent(Control.group(node), g -> new TreeMap<>()).put(control.result(), adjoint);
                } else if (!paths.isConstant(node)) {
                    passOn(node, adjoint);
                }
            }
            if (node.op() instanceof Control && firstSiblings.get(Control.group(node)) == node) {
                passOnJointly(node);
            }
        }
        return adjoints;
    }

    /** All users of all siblings come after the first of them, and have sent what they send. */
    private void passOnJointly(Node node) {
        SortedMap<Integer, Node> adjoints = joint.remove(Control.group(node));
        if (adjoints != null) {
            Set<Integer> wanted = new TreeSet<>();
            for (int i = 0; i < node.operands().size(); i++) {
                if (paths.isActive(node.operand(i)) && node.operand(i).dtype().isFloat()) {
                    wanted.add(i);
                }
            }
            derived(node, "vjp " + node.op().mnemonic(),
                    () -> new ControlPullbacks(calculus, node, adjoints, wanted).operandAdjoints())
                    .forEach((operand, adjoint) -> send(node.operand(operand), adjoint));
        }
    }

    private Node sum(Node node, List<Node> terms) {
        return derived(node, "sum of adjoints", () -> terms.stream().reduce(calculus.arithmetic()::add).orElseThrow());
    }

    private void passOn(Node node, Node adjoint) {
        List<LinearMap> pullbacks = paths.pullbacks(node);
        for (int i = 0; i < pullbacks.size(); i++) {
            LinearMap pullback = pullbacks.get(i);
            Node operand = node.operand(i);
            if (paths.isActive(operand) && pullback != LinearMap.NONE && pullback != LinearMap.ZERO) {
                send(operand, derived(node, rule(node, i), () -> pullback.apply(adjoint)));
            }
        }
    }

    private void send(Node node, Node term) {
        if (!term.type().equals(node.type())) {
            throw new IllegalStateException("the adjoint of " + node + " has type " + term.type());
        }
        received.computeIfAbsent(node, n -> new ArrayList<>()).add(term);
    }

    private <T> T derived(Node node, String rule, Supplier<T> action) {
        return builder.with(node.origin().derivedFrom(node, rule), action);
    }

    /** {@code "vjp matmul, left operand"}. */
    private static String rule(Node node, int operand) {
        String mnemonic = "vjp " + node.op().mnemonic();
        return switch (node.operands().size()) {
            case 1 -> mnemonic;
            case 2 -> mnemonic + (operand == 0 ? ", left operand" : ", right operand");
            default -> mnemonic + ", operand " + (operand + 1);
        };
    }
}
