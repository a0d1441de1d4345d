package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes an {@link OwnDerivative.Custom}. The rule is written in the graph around it, on placeholders for the
 * adjoint and the tangents; where it uses the value, it means the node that is being made. What does not depend
 * on them stays outside and is captured.
 */
public final class CustomDerivativeBuilder {
    private final GraphBuilder builder;
    private final Node value;
    private final List<Node> sources;
    private final Node adjoint;
    private final List<Node> tangents = new ArrayList<>();

    /** @param sources with respect to which the value is differentiated */
    public CustomDerivativeBuilder(GraphBuilder builder, Node value, List<Node> sources) {
        this.builder = builder;
        this.value = value;
        this.sources = List.copyOf(sources);
        String prefix = LoopBuilder.PLACEHOLDER + builder.size() + ".";
        this.adjoint = builder.add(new Leaf.Input(prefix + OwnDerivative.ADJOINT, value.type()));
        for (Node source : sources) {
            tangents.add(builder.add(new Leaf.Input(
                    prefix + OwnDerivative.TANGENT + tangents.size(), source.type())));
        }
    }

    /** What stands for the adjoint of the value. */
    public Node adjoint() {
        return adjoint;
    }

    /** What stands for the tangents of the sources. */
    public List<Node> tangents() {
        return List.copyOf(tangents);
    }

    /**
     * Ends the rule.
     *
     * @param adjoints of the sources, in terms of {@link #adjoint()}
     * @param tangent of the value, in terms of {@link #tangents()}
     * @return the value, with this derivative
     * @throws IrException if an adjoint is not of its source's type, or the tangent not of the value's
     */
    public Node finish(List<Node> adjoints, Optional<Node> tangent) {
        List<Node> captured = new ArrayList<>(sources);
        Graph pullback = cut(Map.of(adjoint, OwnDerivative.ADJOINT), adjoints, captured);
        Map<Node, String> names = new HashMap<>();
        tangents.forEach(t -> names.put(t, OwnDerivative.TANGENT + names.size()));
        Optional<Graph> pushforward = tangent.map(t -> cut(names, List.of(t), captured));
        List<Node> operands = new ArrayList<>(List.of(value));
        operands.addAll(captured);
        return builder.add(new OwnDerivative.Custom(pullback, pushforward, sources.size()), operands);
    }

    private Graph cut(Map<Node, String> placeholders, List<Node> results, List<Node> captured) {
        Map<Node, String> names = new HashMap<>(placeholders);
        names.put(value, OwnDerivative.VALUE);
        Predicate<Node> inside = BodyCutter.dependents(names.keySet());
        for (int i = 0; i < sources.size(); i++) {
            names.put(sources.get(i), Control.CAPTURED + i);
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        results.forEach(node -> outputs.put(Control.OUT + outputs.size(), node));
        return new BodyCutter(builder, names, inside, captured).cut(outputs);
    }
}
