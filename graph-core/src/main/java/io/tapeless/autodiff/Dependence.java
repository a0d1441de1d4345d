package io.tapeless.autodiff;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Through which operands of control flow a derivative reaches which result: what its body passes on. */
final class Dependence {
    private record Question(Control operation, int operand, boolean zeros) {}

    private final Map<Question, Set<Integer>> answers = new HashMap<>();
    private final Pullbacks pullbacks;

    Dependence(Calculus calculus) {
        pullbacks = new Pullbacks(calculus);
    }

    /**
     * For each operand of a control node whether a derivative passes: {@link LinearMap#NONE},
     * {@link LinearMap#ZERO} or {@link LinearMap#JOINT}.
     */
    List<LinearMap> maps(Node node) {
        Control op = (Control) node.op();
        List<LinearMap> maps = new ArrayList<>();
        for (int i = 0; i < node.operands().size(); i++) {
            maps.add(reached(op, i, false).contains(op.result()) ? LinearMap.JOINT
                    : reached(op, i, true).contains(op.result()) ? LinearMap.ZERO : LinearMap.NONE);
        }
        return maps;
    }

    /** The results that a derivative with respect to an operand reaches, not counting those that are zero. */
    Set<Integer> reached(Control op, int operand) {
        return reached(op, operand, false);
    }

    private Set<Integer> reached(Control op, int operand, boolean zeros) {
        Question question = new Question(op.withResult(0), operand, zeros);
        Set<Integer> known = answers.get(question);
        if (known == null) {
            known = op instanceof Control.Scan scan ? ofScan(scan, operand, zeros)
                    : ofCond((Control.Cond) op, operand, zeros);
            answers.put(question, known);
        }
        return known;
    }

    /** Follows carries until no further one is reached. */
    private Set<Integer> ofScan(Control.Scan scan, int operand, boolean zeros) {
        Set<String> inputs = new HashSet<>(Set.of(scan.inputOf(operand)));
        Set<String> outputs = Set.of();
        boolean more = true;
        while (more) {
            outputs = outputs(scan.body(), inputs, zeros);
            more = inputs.addAll(outputs.stream().filter(name -> name.startsWith(Control.CARRY)).toList());
        }
        Set<Integer> results = new HashSet<>();
        for (int i = 0; i < scan.carries(); i++) {
            if (inputs.contains(Control.CARRY + i)) {
                results.add(scan.lastCarry(i));
                results.add(scan.entered(i));
            }
        }
        for (int j = 0; j < scan.outs(); j++) {
            if (outputs.contains(Control.OUT + j)) {
                results.add(scan.stacked(j));
            }
        }
        return results;
    }

    private Set<Integer> ofCond(Control.Cond cond, int operand, boolean zeros) {
        Set<Integer> results = new HashSet<>();
        for (Graph branch : operand == 0 ? List.<Graph>of() : cond.bodies()) {
            Set<String> outputs = outputs(branch, Set.of(Control.CAPTURED + (operand - 1)), zeros);
            for (int j = 0; j < cond.results(); j++) {
                if (outputs.contains(Control.OUT + j)) {
                    results.add(j);
                }
            }
        }
        return results;
    }

    /** The outputs of a body that a derivative with respect to some inputs reaches. */
    private Set<String> outputs(Graph body, Set<String> inputs, boolean zeros) {
        Set<Node> reached = new HashSet<>();
        for (Node node : body.nodes()) {
            if (node.op() instanceof Leaf.Input input ? node.dtype().isFloat() && inputs.contains(input.name())
                    : pullbacks.passes(node, reached, zeros)) {
                reached.add(node);
            }
        }
        Set<String> outputs = new HashSet<>();
        body.outputs().forEach((name, node) -> {
            if (reached.contains(node)) {
                outputs.add(name);
            }
        });
        return outputs;
    }
}
