package io.tapeless.autodiff;

import io.tapeless.ir.Control;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop for many values of some operands at once: one loop whose carries and slices have a leading batch
 * axis. In stacked tensors that axis comes second.
 */
final class ScanBatching {
    private final GraphBuilder builder;
    private final Dim count;
    private final Map<Node, Node> batched;
    private final Node node;

    /** @param batched the operands that differ within the batch, with what stands for them */
    ScanBatching(GraphBuilder builder, Dim count, Map<Node, Node> batched, Node node) {
        this.builder = builder;
        this.count = count;
        this.batched = batched;
        this.node = node;
    }

    Node result(Control.Scan scan) {
        LoopBuilder loop = new LoopBuilder(builder, scan.length(), scan.reverse());
        Set<String> differing = differing(scan);
        Map<String, Node> inputs = new HashMap<>(Map.of(Control.STEP, loop.step()));
        Map<Node, Node> values = new HashMap<>();
        for (int i = 0; i < node.operands().size(); i++) {
            Node operand = node.operand(i);
            String name = scan.inputOf(i);
            boolean carry = i < scan.carries();
            boolean slice = !carry && i < scan.carries() + scan.slices();
            boolean differs = carry ? differing.contains(name) : batched.containsKey(operand);
            inputs.put(name, slice ? loop.slice(operand) : carry && !differs ? loop.carry(operand)
                    : loop.capture(operand));
            if (differs) {
                Node many = batched.containsKey(operand) ? batched.get(operand) : repeated(operand);
                values.put(inputs.get(name), carry ? loop.carry(many)
                        : slice ? loop.slice(swapped(many)) : loop.capture(many));
            }
        }
        Map<Node, Node> made = builder.inline(scan.body(), inputs);
        List<String> names = List.copyOf(scan.body().outputs().keySet());
        List<Node> plain = scan.body().outputs().values().stream().map(made::get).toList();
        List<Node> many = Batching.apply(builder, count, plain, values);
        List<Node> outputs = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            boolean carry = i < scan.carries();
            outputs.add(!carry || differing.contains(names.get(i)) ? many.get(i) : plain.get(i));
        }
        loop.finish(outputs.subList(0, scan.carries()), outputs.subList(scan.carries(), outputs.size()),
                scan.saved());
        if (scan.result() < 2 * scan.carries()) {
            int k = scan.result() % scan.carries();
            Node result = scan.isLastCarry() ? loop.lastCarry(k) : loop.entered(k);
            return !differing.contains(Control.CARRY + k) ? repeated(result)
                    : scan.isLastCarry() ? result : swapped(result);
        }
        return swapped(loop.stacked(scan.result() - 2 * scan.carries()));
    }

    /** The carries that differ within the batch: they start so, or come to depend on what does. */
    private Set<String> differing(Control.Scan scan) {
        Set<String> inputs = new HashSet<>();
        for (int i = 0; i < node.operands().size(); i++) {
            if (batched.containsKey(node.operand(i))) {
                inputs.add(scan.inputOf(i));
            }
        }
        boolean more = true;
        while (more) {
            Set<Node> dependent = new HashSet<>();
            for (Node inner : scan.body().nodes()) {
                if (inner.op() instanceof Leaf.Input input ? inputs.contains(input.name())
                        : inner.operands().stream().anyMatch(dependent::contains)) {
                    dependent.add(inner);
                }
            }
            more = false;
            for (int k = 0; k < scan.carries(); k++) {
                more |= dependent.contains(scan.body().output(Control.CARRY + k)) && inputs.add(Control.CARRY + k);
            }
        }
        return inputs;
    }

    private Node repeated(Node same) {
        return builder.add(new Movement.Broadcast(Shape.of(count).concat(same.shape()), List.of(0)), same);
    }

    /** The first two axes exchanged. */
    private Node swapped(Node stacked) {
        List<Integer> permutation = new ArrayList<>(GraphBuilder.allAxes(stacked.shape()));
        Collections.swap(permutation, 0, 1);
        return builder.add(new Movement.Transpose(permutation), stacked);
    }
}
