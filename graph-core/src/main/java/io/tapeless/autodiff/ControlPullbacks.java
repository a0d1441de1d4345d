package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Control;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode of control flow: the adjoints of the operands from those of all results. The body is run
 * again, on what its inputs were, but for what was saved of it, and differentiated by a sweep of its own.
 *
 * <p>A loop's adjoint is a loop in the other direction:
 *
 * <pre>
 * (cₜ₊₁, yₜ) = body(cₜ, xₜ, w):   c̄ₜ = (∂cₜ₊₁/∂cₜ)ᵀ c̄ₜ₊₁ + (∂yₜ/∂cₜ)ᵀ ȳₜ, x̄ₜ alike,
 *                                w̄ = Σₜ (∂cₜ₊₁/∂w)ᵀ c̄ₜ₊₁ + (∂yₜ/∂w)ᵀ ȳₜ
 * </pre>
 *
 * The sum is carried, or taken after the loop where {@link LoopSums} can.
 */
final class ControlPullbacks {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node node;
    private final Map<Integer, Node> adjoints;
    private final Set<Integer> wanted;

    /**
     * @param node one of the siblings
     * @param adjoints by result
     * @param wanted the operands whose adjoints are asked for
     */
    ControlPullbacks(Calculus calculus, Node node, Map<Integer, Node> adjoints, Set<Integer> wanted) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.node = node;
        this.adjoints = adjoints;
        this.wanted = wanted;
    }

    /** By operand, the adjoints of the wanted operands that a derivative reaches. */
    Map<Integer, Node> operandAdjoints() {
        return node.op() instanceof Control.Scan scan ? ofScan(scan) : ofCond((Control.Cond) node.op());
    }

    private Map<Integer, Node> ofScan(Control.Scan scan) {
        LoopBuilder loop = new LoopBuilder(builder, scan.length(), !scan.reverse());
        Map<String, Node> inputs = new HashMap<>(Map.of(Control.STEP, loop.step()));
        List<Node> placeholders = new ArrayList<>();
        Map<Node, Node> stacks = new HashMap<>();
        for (int i = 0; i < node.operands().size(); i++) {
            Node outer = i < scan.carries() ? builder.add(scan.withResult(scan.entered(i)), node.operands())
                    : node.operand(i);
            boolean sliced = i < scan.carries() + scan.slices();
            Node inside = sliced ? loop.slice(outer) : loop.capture(outer);
            if (sliced) {
                stacks.put(inside, outer);
            } else if (scan.length().isConstant(1)) {
                stacks.put(inside, x.reshape(outer, Shape.of(Dim.ONE).concat(outer.shape())));
            }
            placeholders.add(inside);
            inputs.put(scan.inputOf(i), inside);
        }
        Map<Node, Node> primal = builder.inline(scan.body(), inputs);
        for (int j = scan.outs() - scan.saved(); j < scan.outs(); j++) {
            Node inside = primal.get(scan.body().output(Control.OUT + j));
            stacks.put(inside, builder.add(scan.withResult(scan.stacked(j)), node.operands()));
            loop.slice(stacks.get(inside), inside);
        }

        Set<Integer> carried = carriedBack(scan);
        Set<Node> sources = new LinkedHashSet<>();
        carried.forEach(k -> sources.add(placeholders.get(k)));
        wanted.stream().filter(i -> i >= scan.carries()).forEach(i -> sources.add(placeholders.get(i)));
        List<Node> results = scan.body().outputs().values().stream().map(primal::get).toList();
        ReverseSweep sweep = new ReverseSweep(calculus, new Paths(calculus, results, sources, Set.of()));
        Map<Integer, Node> carries = new LinkedHashMap<>();
        for (int k : carried) {
            Node last = adjoints.get(scan.lastCarry(k));
            carries.put(k, loop.carry(last != null ? last : x.zeros(node.operand(k))));
            sweep.seed(results.get(k), carries.get(k));
        }
        for (int j = 0; j < scan.outs(); j++) {
            if (adjoints.containsKey(scan.stacked(j))) {
                sweep.seed(results.get(scan.carries() + j), loop.slice(adjoints.get(scan.stacked(j))));
            }
        }
        Map<Node, Node> found = sweep.adjoints(sources, (n, adjoint) -> { });
        return collect(scan, loop, placeholders, carries, found, new LoopSums(x, scan.length(), stacks));
    }

    /** The carries whose adjoints lead from an adjoint of a result to a wanted operand. */
    private Set<Integer> carriedBack(Control.Scan scan) {
        Dependence dependence = calculus.dependence();
        Set<Integer> carried = new LinkedHashSet<>();
        for (int k = 0; k < scan.carries(); k++) {
            int last = scan.lastCarry(k);
            if (node.operand(k).dtype().isFloat()
                    && dependence.reached(scan, k).stream().anyMatch(adjoints::containsKey)
                    && wanted.stream().anyMatch(i -> dependence.reached(scan, i).contains(last))) {
                carried.add(k);
            }
        }
        return carried;
    }

    private Map<Integer, Node> collect(Control.Scan scan, LoopBuilder loop, List<Node> placeholders,
            Map<Integer, Node> carries, Map<Node, Node> found, LoopSums sums) {
        List<Node> next = new ArrayList<>();
        List<Integer> operandOfCarry = new ArrayList<>();
        carries.forEach((k, carry) -> {
            Node own = found.get(placeholders.get(k));
            Node entered = adjoints.containsKey(scan.entered(k)) ? loop.slice(adjoints.get(scan.entered(k))) : null;
            next.add(own == null ? entered == null ? x.zeros(carry) : entered
                    : entered == null ? own : x.add(own, entered));
            operandOfCarry.add(k);
        });
        List<Node> outs = new ArrayList<>();
        List<Integer> operandOfOut = new ArrayList<>();
        Map<Integer, Node> captured = new LinkedHashMap<>();
        for (int i : wanted) {
            Node adjoint = found.get(placeholders.get(i));
            if (adjoint != null && i >= scan.carries() + scan.slices()) {
                captured.put(i, adjoint);
            } else if (adjoint != null && i >= scan.carries()) {
                outs.add(adjoint);
                operandOfOut.add(i);
            }
        }
        Map<Integer, Node> after = summedAfter(captured, sums);
        captured.keySet().removeAll(after.keySet());
        captured.forEach((i, adjoint) -> {
            next.add(x.add(loop.carry(x.zeros(node.operand(i))), adjoint));
            operandOfCarry.add(i);
        });
        int own = outs.size();
        outs.addAll(sums.wanted());
        Map<Integer, Node> result = new LinkedHashMap<>();
        if (!next.isEmpty() || !outs.isEmpty()) {
            loop.finish(next, outs);
        }
        for (int i = 0; i < next.size(); i++) {
            if (wanted.contains(operandOfCarry.get(i))) {
                result.put(operandOfCarry.get(i), loop.lastCarry(i));
            }
        }
        for (int j = 0; j < own; j++) {
            result.put(operandOfOut.get(j), loop.stacked(j));
        }
        for (int j = own; j < outs.size(); j++) {
            sums.stacked(outs.get(j), loop.stacked(j));
        }
        after.forEach((i, adjoint) -> result.put(i, sums.sum(adjoint)));
        return result;
    }

    /** The captured operands whose adjoints are sums over steps to be taken after the loop: products first. */
    private static Map<Integer, Node> summedAfter(Map<Integer, Node> captured, LoopSums sums) {
        Map<Integer, Node> after = new LinkedHashMap<>();
        for (int round = 0; round < 2; round++) {
            captured.forEach((i, adjoint) -> {
                if (!after.containsKey(i) && sums.takes(adjoint)) {
                    after.put(i, adjoint);
                }
            });
        }
        return after;
    }

    /** {@code y = p ? f(w) : g(w): w̄ = p ? (∂f/∂w)ᵀ ȳ : (∂g/∂w)ᵀ ȳ}. */
    private Map<Integer, Node> ofCond(Control.Cond cond) {
        ChoiceBuilder choice = new ChoiceBuilder(builder, node.operand(0));
        Map<String, Node> inputs = new HashMap<>();
        Map<Node, Integer> operandOf = new LinkedHashMap<>();
        for (int i = 1; i < node.operands().size(); i++) {
            Node inside = choice.capture(node.operand(i));
            inputs.put(Control.CAPTURED + (i - 1), inside);
            if (wanted.contains(i)) {
                operandOf.put(inside, i);
            }
        }
        Map<Integer, Node> upstream = new LinkedHashMap<>();
        adjoints.forEach((result, adjoint) -> upstream.put(result, choice.capture(adjoint)));
        List<Map<Node, Node>> found = new ArrayList<>();
        for (Graph branch : cond.bodies()) {
            Map<Node, Node> primal = builder.inline(branch, inputs);
            List<Node> results = branch.outputs().values().stream().map(primal::get).toList();
            ReverseSweep sweep = new ReverseSweep(calculus,
                    new Paths(calculus, results, operandOf.keySet(), Set.of()));
            upstream.forEach((result, adjoint) -> sweep.seed(results.get(result), adjoint));
            found.add(sweep.adjoints(operandOf.keySet(), (n, adjoint) -> { }));
        }
        List<Node> reached = operandOf.keySet().stream().filter(p -> found.stream().anyMatch(f -> f.containsKey(p)))
                .toList();
        List<List<Node>> values = found.stream()
                .map(f -> reached.stream().map(p -> f.containsKey(p) ? f.get(p) : x.zeros(p)).toList()).toList();
        List<Node> chosen = choice.finish(values.get(0), values.get(1));
        Map<Integer, Node> result = new LinkedHashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            result.put(operandOf.get(reached.get(i)), chosen.get(i));
        }
        return result;
    }
}
