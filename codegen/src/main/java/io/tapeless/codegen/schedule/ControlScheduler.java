package io.tapeless.codegen.schedule;

import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Schedules one loop or choice: of its body what the results that are asked for need, over windows of the
 * memory of its operands and results. Slices and stacked values are read and written where they lie. A
 * carry is written where the next turn reads it: along the stack of entered values if that is asked for,
 * else in two slots in turn, at last in the slot of the result.
 */
final class ControlScheduler {
    private final Slots slots;
    private final int limit;
    private final Map<Node, Slot> slotOf;
    private final Control.Group group;
    /** The slots of the results that are stored, by result. */
    private final Map<Integer, Slot> results = new HashMap<>();

    /** @param slotOf the slots of the cluster's operands, and of its results */
    ControlScheduler(Slots slots, int limit, Map<Node, Slot> slotOf, Cluster cluster) {
        this.slots = slots;
        this.limit = limit;
        this.slotOf = slotOf;
        this.group = Control.group(cluster.anchor());
        cluster.stored().forEach(n -> results.put(((Control) n.op()).result(), slotOf.get(n)));
    }

    List<Schedule.Step> schedule() {
        return group.operation() instanceof Control.Scan scan ? new Loop(scan).schedule()
                : choice((Control.Cond) group.operation());
    }

    /** The slot that holds an operand. */
    private Slot operand(int index) {
        Node node = group.operands().get(index);
        while (!slotOf.containsKey(node)) {
            node = node.operand(0);
        }
        return slotOf.get(node);
    }

    private TensorType type(int operand) {
        return group.operands().get(operand).type();
    }

    private List<Schedule.Step> choice(Control.Cond cond) {
        Map<String, Slot> inputs = new HashMap<>();
        for (int i = 1; i < group.operands().size(); i++) {
            inputs.put(Control.CAPTURED + (i - 1), operand(i));
        }
        Map<String, Slot> outputs = new LinkedHashMap<>();
        new TreeSet<>(results.keySet()).forEach(r -> outputs.put(Control.OUT + r, results.get(r)));
        return List.of(new Schedule.Step.When(operand(0), body(cond.then(), inputs, outputs),
                body(cond.otherwise(), inputs, outputs)));
    }

    private Block body(Graph body, Map<String, Slot> inputs, Map<String, Slot> outputs) {
        return Scheduler.schedule(pruned(body, outputs.keySet()), limit, slots, inputs, outputs);
    }

    /** The part of a body that some of its outputs need. */
    private static Graph pruned(Graph body, Set<String> outputs) {
        Map<String, Node> kept = new LinkedHashMap<>();
        body.outputs().forEach((name, node) -> {
            if (outputs.contains(name)) {
                kept.put(name, node);
            }
        });
        return GraphBuilder.extending(body).build(body.name(), kept);
    }

    /** One scan. */
    private final class Loop {
        private final Control.Scan scan;
        private final Map<String, Slot> inputs = new HashMap<>();
        private final Map<String, Slot> outputs = new LinkedHashMap<>();
        private final List<Schedule.Window> windows = new ArrayList<>();
        private final List<Schedule.Step.Copy> start = new ArrayList<>();
        private final List<Schedule.Step> before = new ArrayList<>();

        Loop(Control.Scan scan) {
            this.scan = scan;
        }

        List<Schedule.Step> schedule() {
            Graph body = pruned(scan.body(), neededOutputs());
            for (int i = 0; i < scan.carries(); i++) {
                if (body.outputs().containsKey(Control.CARRY + i)) {
                    carry(i);
                }
            }
            for (int j = 0; j < scan.outs(); j++) {
                Slot stack = results.get(scan.stacked(j));
                if (stack != null) {
                    TensorType type = body.output(Control.OUT + j).type();
                    outputs.put(Control.OUT + j, walk(type, stack, 0, Optional.empty()));
                }
            }
            Set<String> used = inputNames(body);
            for (int i = scan.carries(); i < group.operands().size(); i++) {
                String name = scan.inputOf(i);
                if (used.contains(name)) {
                    boolean sliced = i < scan.carries() + scan.slices();
                    inputs.put(name, !sliced ? operand(i)
                            : walk(scan.inputType(i, type(i)), operand(i), 0, Optional.empty()));
                }
            }
            Optional<Slot> counter = Optional.empty();
            if (used.contains(Control.STEP)) {
                counter = Optional.of(slots.of(Slot.Region.WORK, TensorType.scalar(DType.I32)));
                inputs.put(Control.STEP, counter.get());
            }
            List<Schedule.Step> steps = new ArrayList<>(before);
            steps.add(new Schedule.Step.Repeat(scan.length(), scan.reverse(), counter, windows, start,
                    Scheduler.schedule(body, limit, slots, inputs, outputs)));
            return steps;
        }

        /** Outputs that are stacked and asked for, and carries on which one depends or that are asked for. */
        private Set<String> neededOutputs() {
            Set<String> needed = new LinkedHashSet<>();
            for (int i = 0; i < scan.carries(); i++) {
                if (results.containsKey(scan.lastCarry(i)) || results.containsKey(scan.entered(i))) {
                    needed.add(Control.CARRY + i);
                }
            }
            for (int j = 0; j < scan.outs(); j++) {
                if (results.containsKey(scan.stacked(j))) {
                    needed.add(Control.OUT + j);
                }
            }
            boolean more = true;
            while (more) {
                more = needed.addAll(inputNames(pruned(scan.body(), needed)).stream()
                        .filter(name -> name.startsWith(Control.CARRY)).toList());
            }
            return needed;
        }

        private static Set<String> inputNames(Graph body) {
            Set<String> names = new LinkedHashSet<>();
            body.inputs().forEach(n -> names.add(((Leaf.Input) n.op()).name()));
            return names;
        }

        private void carry(int i) {
            String name = Control.CARRY + i;
            TensorType type = type(i);
            Slot initial = operand(i);
            Slot last = results.get(scan.lastCarry(i));
            Slot entered = results.get(scan.entered(i));
            if (last != null && mayBeZero(scan.length())) {
                before.add(new Schedule.Step.Copy(initial, last));
            }
            if (entered != null) {
                Slot end = last != null ? last : slots.of(Slot.Region.WORK, type);
                inputs.put(name, walk(type, entered, 0, Optional.empty()));
                outputs.put(name, walk(type, entered, scan.reverse() ? -1 : 1, Optional.of(end)));
                start.add(new Schedule.Step.Copy(initial, inputs.get(name)));
            } else {
                Slot even = slots.of(Slot.Region.WORK, type);
                Slot odd = slots.of(Slot.Region.WORK, type);
                inputs.put(name, window(type, List.of(odd, even), Optional.empty(), 0, Optional.of(initial),
                        Optional.empty()));
                outputs.put(name, window(type, List.of(even, odd), Optional.empty(), 0, Optional.empty(),
                        Optional.ofNullable(last)));
            }
        }

        /** True unless every value of the dim's symbols gives at least 1. */
        private static boolean mayBeZero(Dim length) {
            return length.isConstant() ? length.constant() < 1
                    : length.terms().stream().anyMatch(t -> t.coefficient() < 0)
                            || length.symbols().stream().anyMatch(s -> s.min() < 1);
        }

        /** A window that moves by its own size with the position. */
        private Slot walk(TensorType type, Slot stack, int shift, Optional<Slot> last) {
            return window(type, List.of(stack), Optional.of(type.shape().size()), shift, Optional.empty(), last);
        }

        private Slot window(TensorType type, List<Slot> turns, Optional<Dim> stride, int shift, Optional<Slot> first,
                Optional<Slot> last) {
            Slot slot = slots.of(Slot.Region.WINDOW, type);
            windows.add(new Schedule.Window(slot, turns, stride, shift, first, last));
            return slot;
        }
    }
}
