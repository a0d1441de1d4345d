package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Both modes of an {@link OwnDerivative.Custom}: its rule takes the place of the calculus. */
final class GivenDerivatives {
    private final Calculus calculus;
    private final Arithmetic x;
    private final GraphBuilder builder;
    private final Node y;

    GivenDerivatives(Calculus calculus, Node y) {
        this.calculus = calculus;
        this.x = calculus.arithmetic();
        this.builder = x.builder();
        this.y = y;
    }

    private static int source(int number) {
        return 1 + number;
    }

    List<LinearMap> pullbacks(OwnDerivative.Custom op) {
        List<LinearMap> maps = new ArrayList<>(Collections.nCopies(y.operands().size(), LinearMap.NONE));
        for (int i = 0; i < op.sources(); i++) {
            int number = i;
            maps.set(source(i),
                    g -> results(op.pullback(), Map.of(OwnDerivative.ADJOINT, g), "custom vjp").get(number));
        }
        return maps;
    }

    Optional<Node> tangent(OwnDerivative.Custom op, List<Optional<Node>> tangents) {
        List<Optional<Node>> given = tangents.subList(source(0), source(op.sources()));
        if (given.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return op.pushforward().isPresent() ? Optional.of(pushforward(op.pushforward().get(), given))
                : transposed(op.pullback(), given);
    }

    private Node pushforward(Graph body, List<Optional<Node>> tangents) {
        Map<String, Node> inputs = new HashMap<>();
        for (int i = 0; i < tangents.size(); i++) {
            Node source = y.operand(source(i));
            inputs.put(OwnDerivative.TANGENT + i, tangents.get(i).orElseGet(() -> x.zeros(source)));
        }
        return results(body, inputs, "custom jvp").get(0);
    }

    /** {@code x̄ = Jᵀ·ȳ} is differentiated by ȳ: {@code ẏ = J·ẋ = (∂x̄/∂ȳ)ᵀ·ẋ}. */
    private Optional<Node> transposed(Graph pullback, List<Optional<Node>> tangents) {
        Node adjoint = builder.add(new Leaf.Input(
                LoopBuilder.PLACEHOLDER + builder.size() + "." + OwnDerivative.ADJOINT, y.type()));
        List<Node> results = results(pullback, Map.of(OwnDerivative.ADJOINT, adjoint), "custom jvp");
        Map<Node, List<Node>> seeds = new LinkedHashMap<>();
        for (int i = 0; i < tangents.size(); i++) {
            Node result = results.get(i);
            tangents.get(i).ifPresent(t -> seeds.computeIfAbsent(result, r -> new ArrayList<>()).add(t));
        }
        ReverseSweep sweep = new ReverseSweep(calculus,
                new Paths(calculus, List.copyOf(seeds.keySet()), Set.of(adjoint), Set.of()));
        seeds.forEach((result, given) -> given.forEach(t -> sweep.seed(result, t)));
        Optional<Node> tangent = Optional.ofNullable(
                sweep.adjoints(Set.of(adjoint), (node, a) -> { }).get(adjoint));
        tangent.filter(t -> Paths.reached(List.of(t)).contains(adjoint)).ifPresent(t -> {
            throw new IrException("the gradient given for " + y + " is not linear in the adjoint of its value, "
                    + "so it has no tangent; give one", y.origin().site());
        });
        return tangent;
    }

    /** The outputs of a rule applied to this node. */
    private List<Node> results(Graph rule, Map<String, Node> given, String name) {
        Map<String, Node> inputs = new HashMap<>(given);
        inputs.put(OwnDerivative.VALUE, y);
        for (int i = 1; i < y.operands().size(); i++) {
            inputs.put(Control.CAPTURED + (i - 1), y.operand(i));
        }
        Map<Node, Node> made = builder.inline(rule, inputs, origin -> origin.derivedFrom(y, name));
        return rule.outputs().values().stream().map(made::get).toList();
    }
}
