package io.tapeless.autodiff;

import io.tapeless.ir.Control;
import io.tapeless.ir.CustomDerivativeBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.EquationBuilder;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A value with a derivative of its own for many values of some operands at once: the rule is batched as well. */
final class RuleBatching {
    private final GraphBuilder builder;
    private final Dim count;
    private final Map<Node, Node> batched;
    private final Node node;

    /** @param batched the operands that differ within the batch, with what stands for them */
    RuleBatching(GraphBuilder builder, Dim count, Map<Node, Node> batched, Node node) {
        this.builder = builder;
        this.count = count;
        this.batched = new HashMap<>(batched);
        this.node = node;
    }

    Node custom(OwnDerivative.Custom custom) {
        Node value = many(node.operand(0));
        batched.put(node.operand(0), value);
        List<Node> sources = node.operands().subList(1, 1 + custom.sources());
        CustomDerivativeBuilder rule =
                new CustomDerivativeBuilder(builder, value, sources.stream().map(this::many).toList());
        List<Node> adjoints = results(custom.pullback(), Map.of(OwnDerivative.ADJOINT, rule.adjoint()));
        return rule.finish(adjoints, custom.pushforward().map(body -> {
            Map<String, Node> tangents = new HashMap<>();
            rule.tangents().forEach(t -> tangents.put(OwnDerivative.TANGENT + tangents.size(), t));
            return results(body, tangents).get(0);
        }));
    }

    /** One equation for all unknowns of the batch. */
    Node solution(OwnDerivative op) {
        Node value = many(node.operand(0));
        EquationBuilder equation = new EquationBuilder(builder, value.type());
        equation.finish(results(op.bodies().get(0), Map.of(OwnDerivative.VALUE, equation.unknown())).get(0));
        return op instanceof OwnDerivative.FixedPoint point ? equation.fixedPoint(value, point.atMost())
                : equation.root(value);
    }

    /** The results of a body, stacked, for stacked inputs. */
    private List<Node> results(Graph body, Map<String, Node> stacked) {
        Map<String, Node> inputs = new HashMap<>(Map.of(OwnDerivative.VALUE, node.operand(0)));
        for (int i = 1; i < node.operands().size(); i++) {
            inputs.put(Control.CAPTURED + (i - 1), node.operand(i));
        }
        Map<Node, Node> known = new HashMap<>(batched);
        stacked.forEach((name, many) -> {
            Shape one = many.shape().slice(1, many.type().rank());
            inputs.put(name, builder.add(new Leaf.Input(
                    LoopBuilder.PLACEHOLDER + builder.size() + "." + name, many.type().with(one))));
            known.put(inputs.get(name), many);
        });
        Map<Node, Node> made = builder.inline(body, inputs);
        return Batching.apply(builder, count, body.outputs().values().stream().map(made::get).toList(), known);
    }

    private Node many(Node one) {
        Node known = batched.get(one);
        return known != null ? known
                : builder.add(new Movement.Broadcast(Shape.of(count).concat(one.shape()), List.of(0)), one);
    }
}
