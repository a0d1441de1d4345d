package io.tapeless.testkit;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.CustomDerivativeBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.EquationBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Optional;

/** Adds values with a derivative that is given, or that follows from an equation. */
final class RandomOwnDerivatives {
    private static final Dim MOST_STEPS = Dim.of(40);
    /** Unknowns of an equation: its Jacobian has their number squared, and solving takes their number cubed. */
    private static final int MOST_UNKNOWNS = 24;

    private final RandomNodes nodes;
    private final Arithmetic x;

    RandomOwnDerivatives(RandomNodes nodes) {
        this.nodes = nodes;
        this.x = new Arithmetic(nodes.builder());
    }

    /** Adds one such value, of a known node's type. */
    void step() {
        Node a = nodes.real();
        int kind = nodes.below(3);
        boolean few = nodes.size(a.shape()) <= MOST_UNKNOWNS;
        Node made = kind == 0 || !few ? custom(a) : kind == 1 ? fixedPoint(a) : root(a);
        nodes.made(List.of(made)).forEach(nodes::offer);
    }

    /** {@code sin a}, of which {@code a·tanh a} is said to be the derivative. */
    private Node custom(Node a) {
        CustomDerivativeBuilder rule = new CustomDerivativeBuilder(nodes.builder(), x.map(ScalarOp.SIN, a),
                List.of(a));
        Node slope = x.mul(a, x.map(ScalarOp.TANH, a));
        return rule.finish(List.of(x.mul(rule.adjoint(), slope)), nodes.chance(0.5)
                ? Optional.of(x.mul(rule.tangents().get(0), slope)) : Optional.empty());
    }

    /** {@code u = 0.3·sin u + a}. */
    private Node fixedPoint(Node a) {
        EquationBuilder equation = new EquationBuilder(nodes.builder(), a.type());
        equation.finish(x.add(x.mul(x.map(ScalarOp.SIN, equation.unknown()), 0.3), a));
        return equation.fixedPoint(equation.at(equation.at(a)), MOST_STEPS);
    }

    /** {@code u + 0.3·sin u − a = 0}. */
    private Node root(Node a) {
        EquationBuilder equation = new EquationBuilder(nodes.builder(), a.type());
        Node u = equation.unknown();
        equation.finish(x.sub(x.add(u, x.mul(x.map(ScalarOp.SIN, u), 0.3)), a));
        return equation.root(x.sub(a, equation.at(a)));
    }
}
