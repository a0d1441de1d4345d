package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Forward mode of control flow: a loop carries tangents beside the values they belong to. */
final class ControlTangents {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node node;
    private final List<Optional<Node>> tangents;

    ControlTangents(Calculus calculus, Node node, List<Optional<Node>> tangents) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.node = node;
        this.tangents = tangents;
    }

    /** {@code (cₜ₊₁, ċₜ₊₁) = (body(cₜ, xₜ), ∂body/∂c·ċₜ + ∂body/∂x·ẋₜ)}. */
    Optional<Node> ofScan(Control.Scan scan) {
        LoopBuilder loop = new LoopBuilder(builder, scan.length(), scan.reverse());
        Map<String, Node> inputs = new HashMap<>(Map.of(Control.STEP, loop.step()));
        Map<Node, Node> seeds = new LinkedHashMap<>();
        List<Integer> carried = new ArrayList<>();
        for (int i = 0; i < node.operands().size(); i++) {
            int number = i;
            Node inside = loop.like(scan, i, node.operand(i));
            inputs.put(scan.inputOf(i), inside);
            if (i >= scan.carries()) {
                tangents.get(i).ifPresent(t -> seeds.put(inside, loop.like(scan, number, t)));
            } else if (isReached(scan, scan.lastCarry(i))) {
                carried.add(i);
            }
        }
        for (int k : carried) {
            seeds.put(inputs.get(scan.inputOf(k)),
                    loop.carry(tangents.get(k).orElseGet(() -> x.zeros(node.operand(k)))));
        }
        Map<Node, Node> primal = builder.inline(scan.body(), inputs);
        List<Node> results = scan.body().outputs().values().stream().map(primal::get).toList();
        Map<Node, Node> found = sweep(results, seeds);

        List<Node> next = new ArrayList<>(results.subList(0, scan.carries()));
        carried.forEach(k -> next.add(found.getOrDefault(results.get(k), x.zeros(results.get(k)))));
        List<Node> outs = results.subList(scan.carries(), results.size());
        List<Node> moving = outs.stream().filter(found::containsKey).toList();
        loop.finish(next, moving.stream().map(found::get).toList());
        int result = scan.result();
        if (result < 2 * scan.carries()) {
            int k = carried.indexOf(result % scan.carries());
            return k < 0 ? Optional.empty() : Optional.of(scan.isLastCarry() ? loop.lastCarry(scan.carries() + k)
                    : loop.entered(scan.carries() + k));
        }
        int j = moving.indexOf(outs.get(result - 2 * scan.carries()));
        return j < 0 ? Optional.empty() : Optional.of(loop.stacked(j));
    }

    /** True if a tangent of an operand reaches a result. */
    private boolean isReached(Control.Scan scan, int result) {
        for (int i = 0; i < tangents.size(); i++) {
            if (tangents.get(i).isPresent() && calculus.dependence().reached(scan, i).contains(result)) {
                return true;
            }
        }
        return false;
    }

    private Map<Node, Node> sweep(List<Node> results, Map<Node, Node> seeds) {
        return new ForwardSweep(calculus, new Paths(calculus, results, seeds.keySet(), Set.of())).tangents(seeds);
    }

    /** {@code y = p ? f(w) : g(w): ẏ = p ? ∂f/∂w·ẇ : ∂g/∂w·ẇ}. */
    Optional<Node> ofCond(Control.Cond cond) {
        ChoiceBuilder choice = new ChoiceBuilder(builder, node.operand(0));
        Map<String, Node> inputs = new HashMap<>();
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int i = 1; i < node.operands().size(); i++) {
            Node inside = choice.capture(node.operand(i));
            inputs.put(Control.CAPTURED + (i - 1), inside);
            tangents.get(i).ifPresent(t -> seeds.put(inside, choice.capture(t)));
        }
        List<Node> branches = new ArrayList<>();
        boolean moves = false;
        for (Graph branch : cond.bodies()) {
            Node y = builder.inline(branch, inputs).get(branch.output(Control.OUT + cond.result()));
            Node tangent = sweep(List.of(y), seeds).get(y);
            moves |= tangent != null;
            branches.add(tangent != null ? tangent : x.zeros(y));
        }
        return !moves ? Optional.empty()
                : Optional.of(choice.finish(branches.subList(0, 1), branches.subList(1, 2)).get(0));
    }
}
