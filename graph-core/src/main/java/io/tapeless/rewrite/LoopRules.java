package io.tapeless.rewrite;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each step of a loop would do alike is done once, before the loop. */
final class LoopRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Control.Scan.class, "turn-factors-before-loop", LoopRules::turnFactorsBeforeLoop);

    private LoopRules() {}

    /**
     * Products read rows of their right factor; one that lies turned is brought into rows each time. If every step
     * multiplies by the same one, it is captured as it is read: {@code A·Bᵀ} becomes {@code A·C} with {@code C = Bᵀ}
     * outside. So is what loops in the body capture of what this one captures.
     */
    private static Optional<Node> turnFactorsBeforeLoop(Node n, GraphBuilder g) {
        Control.Scan scan = (Control.Scan) n.op();
        Graph body = scan.body();
        if (scan.length().isConstant(1) || body.nodes().stream().noneMatch(LoopRules::repeatsViews)) {
            return Optional.empty();
        }
        LoopBuilder loop = new LoopBuilder(g, scan.length(), scan.reverse());
        Map<String, Node> inside = new HashMap<>(Map.of(Control.STEP, loop.step()));
        Map<String, Node> outside = new HashMap<>();
        for (int i = 0; i < n.operands().size(); i++) {
            Node operand = n.operand(i);
            String name = scan.inputOf(i);
            outside.put(name, operand);
            inside.put(name, loop.like(scan, i, operand));
        }
        Map<Node, Node> made = new HashMap<>();
        for (Node node : body.nodes()) {
            made.put(node, node.op() instanceof Leaf.Input input ? inside.get(input.name())
                    : g.with(node.origin(), () -> copy(node, made, outside, g)));
        }
        List<Node> outputs = body.outputs().values().stream().map(made::get).toList();
        loop.finish(outputs.subList(0, scan.carries()), outputs.subList(scan.carries(), outputs.size()), scan.saved());
        return Optional.of(loop.result(scan.result()));
    }

    private static boolean repeatsViews(Node node) {
        return multipliesByTurned(node) || node.op() instanceof Control.Scan inner
                && node.operands().stream().skip(inner.ownOperands()).anyMatch(LoopRules::isRepeatedView);
    }

    private static boolean multipliesByTurned(Node node) {
        return node.op().equals(new Contraction.MatMul(false, true)) && isSameInEachStep(node.operand(1));
    }

    private static boolean isRepeatedView(Node node) {
        return !(node.op() instanceof Leaf.Input) && isSameInEachStep(node);
    }

    /** True for what a body captures, and for views of it that are not larger. */
    private static boolean isSameInEachStep(Node node) {
        return node.op() instanceof Leaf.Input input ? input.name().startsWith(Control.CAPTURED)
                : node.op() instanceof Movement movement && movement.isView()
                        && !(movement instanceof Movement.Broadcast || movement instanceof Movement.Unfold)
                        && isSameInEachStep(node.operand(0));
    }

    private static Node copy(Node node, Map<Node, Node> made, Map<String, Node> outside, GraphBuilder g) {
        if (multipliesByTurned(node)) {
            Node factor = outside(node.operand(1), outside, g);
            return g.add(new Contraction.MatMul(false, false), made.get(node.operand(0)), turned(factor, g));
        }
        List<Node> operands = new ArrayList<>(node.operands().stream().map(made::get).toList());
        if (node.op() instanceof Control.Scan inner) {
            for (int i = inner.ownOperands(); i < operands.size(); i++) {
                if (isRepeatedView(node.operand(i))) {
                    operands.set(i, outside(node.operand(i), outside, g));
                }
            }
        }
        return g.add(node.op(), operands);
    }

    /** A view of what is captured, made outside. */
    private static Node outside(Node node, Map<String, Node> outside, GraphBuilder g) {
        return node.op() instanceof Leaf.Input input ? outside.get(input.name())
                : g.add(node.op(), outside(node.operand(0), outside, g));
    }

    /** The last two axes exchanged. */
    private static Node turned(Node factor, GraphBuilder g) {
        List<Integer> permutation = new ArrayList<>(GraphBuilder.allAxes(factor.shape()));
        Collections.swap(permutation, permutation.size() - 2, permutation.size() - 1);
        return g.add(new Movement.Transpose(permutation), factor);
    }
}
