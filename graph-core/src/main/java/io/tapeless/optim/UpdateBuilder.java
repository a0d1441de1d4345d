package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer.Slot;
import io.tapeless.optim.Optimizer.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the updates and slots of one step. */
final class UpdateBuilder {
    private final Arithmetic x;
    private final Map<Node, Node> values = new LinkedHashMap<>();
    private final List<Slot> slots = new ArrayList<>();

    UpdateBuilder(GraphBuilder builder) {
        this.x = new Arithmetic(builder);
    }

    Arithmetic arithmetic() {
        return x;
    }

    /** A variable of the optimiser's own that starts at zero. */
    Node slot(String name, TensorType type) {
        Node variable = x.builder().add(new Leaf.Variable(name, type, false));
        slots.add(new Slot(variable, 0));
        return variable;
    }

    /** A variable of a parameter's type, named {@code <parameter>.<suffix>}. */
    Node slot(Node parameter, String suffix) {
        return slot(((Leaf.Variable) parameter.op()).name() + "." + suffix, parameter.type());
    }

    void update(Node variable, Node value) {
        values.put(variable, value);
    }

    /** {@code scalar · a}, the scalar converted to a's dtype. */
    Node scaled(Node scalar, Node a) {
        Node converted = scalar.dtype() == a.dtype() ? scalar : x.cast(scalar, a.dtype());
        return x.mul(x.spread(converted, a), a);
    }

    Updates build() {
        return new Updates(values, List.copyOf(slots));
    }
}
