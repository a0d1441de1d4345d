package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer.Slot;
import io.tapeless.optim.Optimizer.Updates;
import java.util.ArrayList;
import java.util.Collection;
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

    /** The type of the scalars that all parameters share: f64 if one of them is. */
    static TensorType scalar(Collection<Node> parameters) {
        boolean wide = parameters.stream().anyMatch(w -> w.dtype() == DType.F64);
        return TensorType.scalar(wide ? DType.F64 : DType.F32);
    }

    /** A variable of the optimiser's own. */
    Node slot(String name, TensorType type, double initialValue) {
        Node variable = x.builder().add(new Leaf.Variable(name, type, false));
        slots.add(new Slot(variable, initialValue));
        return variable;
    }

    /** A variable of the optimiser's own that starts at zero. */
    Node slot(String name, TensorType type) {
        return slot(name, type, 0);
    }

    /** A variable of a parameter's type, named {@code <parameter>.<suffix>}, that starts at zero. */
    Node slot(Node parameter, String suffix) {
        return slot(name(parameter) + "." + suffix, parameter.type());
    }

    static String name(Node parameter) {
        return ((Leaf.Variable) parameter.op()).name();
    }

    /**
     * What a step must touch of a parameter, for formulas that change nothing where the gradient is zero: the
     * gathered rows, if the others have no gradient and it saves work, else all. The bits are the same.
     */
    Touched touched(Node gradient) {
        return RowGradient.isOne(x.builder(), gradient) && RowGradient.isFewRows(gradient)
                ? new GatheredRows(this, gradient) : new AllElements(this, gradient);
    }

    /** The gathered rows, if the others have no gradient, else all elements. */
    Touched gathered(Node gradient) {
        return RowGradient.isOne(x.builder(), gradient) ? new GatheredRows(this, gradient)
                : new AllElements(this, gradient);
    }

    void update(Node variable, Node value) {
        values.put(variable, value);
    }

    /** Takes over what another optimiser builds. */
    void include(Updates updates) {
        values.putAll(updates.values());
        slots.addAll(updates.slots());
    }

    /** {@code a ← β·a + (1 − β)·term}, the new value. */
    Node average(Node slot, Node term, double beta) {
        Node average = x.add(x.mul(slot, beta), x.mul(term, 1 - beta));
        update(slot, average);
        return average;
    }

    /** The given values of variables where a bool scalar holds, else what the variables hold. */
    Map<Node, Node> onlyIf(Node condition, Map<Node, Node> updates) {
        Map<Node, Node> chosen = new LinkedHashMap<>();
        updates.forEach((variable, value) -> chosen.put(variable,
                x.select(x.spread(condition, variable), value, variable)));
        return chosen;
    }

    /**
     * {@code 1 − βᵗ}, the total weight of the terms in an average that started at zero, kept by the recurrence
     * of the average itself, which loses no digits.
     */
    Node averageWeight(String name, TensorType scalar, double beta) {
        return average(slot(name, scalar), x.builder().constant(scalar, 1), beta);
    }

    /**
     * What takes out of Adam's averages that they started at zero.
     *
     * @param rate {@code η / (1 − β₁ᵗ)}: times m it is η·m̂
     * @param root {@code 1 / √(1 − β₂ᵗ)}: times √v it is √v̂
     */
    record Correction(Node rate, Node root) {}

    /** Adam's corrections, with the slots {@code <prefix>.m_weight} and {@code <prefix>.v_weight}. */
    Correction correction(String prefix, Node learningRate, TensorType scalar, double beta1, double beta2) {
        Node rate = x.div(converted(learningRate, scalar.dtype()),
                averageWeight(prefix + ".m_weight", scalar, beta1));
        return new Correction(rate, x.div(1, x.sqrt(averageWeight(prefix + ".v_weight", scalar, beta2))));
    }

    /** The number t of this step, from 1, of the type given. */
    Node count(String name, TensorType scalar) {
        Node made = slot(name, scalar);
        Node count = x.add(made, 1);
        update(made, count);
        return count;
    }

    /** A scalar in another dtype. */
    Node converted(Node scalar, DType dtype) {
        return scalar.dtype() == dtype ? scalar : x.cast(scalar, dtype);
    }

    /** A scalar, converted to another node's dtype and repeated to its shape. */
    Node spread(Node scalar, Node like) {
        return x.spread(converted(scalar, like.dtype()), like);
    }

    /** {@code scalar · a}, the scalar converted to a's dtype. */
    Node scaled(Node scalar, Node a) {
        return x.mul(spread(scalar, a), a);
    }

    /** {@code √Σa²}. */
    Node norm(Node a) {
        return x.sqrt(x.sum(x.mul(a, a)));
    }

    /** {@code √Σ‖g‖²} over all gradients. */
    Node globalNorm(Map<Node, Node> gradients) {
        TensorType scalar = scalar(gradients.keySet());
        return x.sqrt(gradients.values().stream().map(g -> converted(x.sum(x.mul(g, g)), scalar.dtype()))
                .reduce(x::add).orElseThrow());
    }

    Updates build() {
        return new Updates(values, List.copyOf(slots));
    }
}
