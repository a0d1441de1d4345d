package io.tapeless.autodiff;

import io.tapeless.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a derivative does on its way through nodes, asked of the calculus once each. */
final class Pullbacks {
    private final Calculus calculus;
    private final Map<Node, List<LinearMap>> known = new HashMap<>();

    Pullbacks(Calculus calculus) {
        this.calculus = calculus;
    }

    /** For each operand, how the adjoint of a node becomes its. Not computeIfAbsent: a body in a body comes back here. */
    List<LinearMap> of(Node node) {
        List<LinearMap> maps = known.get(node);
        if (maps == null) {
            maps = calculus.pullbacks(node);
            known.put(node, maps);
        }
        return maps;
    }

    /** Whether a derivative passes to a node from operands it has reached; with {@code zeros} also one that is zero. */
    boolean passes(Node node, Set<Node> reached, boolean zeros) {
        for (int i = 0; i < node.operands().size(); i++) {
            if (reached.contains(node.operand(i))) {
                LinearMap map = of(node).get(i);
                if (map != LinearMap.NONE && (zeros || map != LinearMap.ZERO)) {
                    return true;
                }
            }
        }
        return false;
    }
}
