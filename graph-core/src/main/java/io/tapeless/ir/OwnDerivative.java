package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Operations whose value is their first operand, and whose derivative is not that of what computed it: graphs
 * say what it is, and only differentiation reads them. Once that is over the first operand takes the node's
 * place, so the value is fused as if nothing had been said. No derivative passes to the first operand.
 *
 * <p>An operation, and not a composition, since it says nothing about values: whatever a composition computes,
 * its derivative follows from it.
 *
 * <p>The graphs are bodies as those of {@link Control}: without variables and updates, inputs of fixed names,
 * of which a missing one is not used. {@code value} is the node itself, so that a derivative of the derivative
 * comes back to this rule; {@code captured0, captured1, …} are the operands after the first.
 */
public sealed interface OwnDerivative extends Op {
    String VALUE = "value";
    String ADJOINT = "adjoint";
    String TANGENT = "tangent";

    @Override
    default <R> R accept(Visitor<R> visitor) {
        return visitor.ownDerivative(this);
    }

    /** Names and types of the inputs that every body may have. */
    private static void inputs(List<TensorType> operands, List<String> names, List<TensorType> types) {
        Require.that(!operands.isEmpty() && operands.get(0).dtype().isFloat(), "expected a value of f32 or f64");
        names.add(VALUE);
        types.add(operands.get(0));
        for (int i = 1; i < operands.size(); i++) {
            names.add(Control.CAPTURED + (i - 1));
            types.add(operands.get(i));
        }
    }

    /**
     * A derivative given by the user. Operands: the value y, the sources x₀, x₁, … with respect to which it is
     * differentiated, then captured tensors. No derivative passes to captured tensors.
     *
     * @param pullback from {@code adjoint}, of y's type, the adjoints of the sources as {@code out0, out1, …}
     * @param pushforward from {@code tangent0, tangent1, …} of the sources the tangent of y as {@code out0}; if
     *     absent, forward mode transposes the pullback, which must then be linear in the adjoint
     * @param sources the number of sources
     */
    record Custom(Graph pullback, Optional<Graph> pushforward, int sources) implements OwnDerivative {
        @Override
        public List<Graph> bodies() {
            return Stream.concat(Stream.of(pullback), pushforward.stream()).toList();
        }

        @Override
        public String mnemonic() {
            return "custom_gradient";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.that(sources > 0 && operands.size() > sources,
                    "expected a value and " + sources + " sources, found " + operands.size() + " operands");
            TensorType value = operands.get(0);
            List<TensorType> wrt = operands.subList(1, sources + 1);
            Require.that(wrt.stream().allMatch(t -> t.dtype().isFloat()), "expected sources of f32 or f64");
            List<String> names = new ArrayList<>(List.of(ADJOINT));
            List<TensorType> types = new ArrayList<>(List.of(value));
            inputs(operands, names, types);
            Bodies.requireInputs(pullback, names, types);
            requireOutputs(pullback, "the adjoint of source ", wrt);
            if (pushforward.isPresent()) {
                names.clear();
                types.clear();
                inputs(operands, names, types);
                for (int i = 0; i < sources; i++) {
                    names.add(TANGENT + i);
                    types.add(wrt.get(i));
                }
                Bodies.requireInputs(pushforward.get(), names, types);
                requireOutputs(pushforward.get(), "tangent ", List.of(value));
            }
            return value;
        }

        private static void requireOutputs(Graph body, String what, List<TensorType> expected) {
            Require.that(body.outputs().size() == expected.size(), "expected a body of " + expected.size()
                    + " outputs, found " + body.outputs().size());
            for (int i = 0; i < expected.size(); i++) {
                TensorType found = Bodies.output(body, Control.OUT + i).type();
                Require.that(found.equals(expected.get(i)), what + i + " has type " + found + "; expected "
                        + expected.get(i));
            }
        }
    }

    /**
     * A solution x of {@code x = f(x, captured)}, however it was found: its derivative is that of the equation.
     * Operands: x, then captured tensors.
     *
     * <pre>
     * ẋ = ∂f/∂x·ẋ + ∂f/∂captured·ċ;   c̄ = (∂f/∂captured)ᵀ·λ with λ = (∂f/∂x)ᵀ·λ + x̄
     * </pre>
     *
     * Both are equations of this kind again, solved by iteration, which converges where that of f does.
     *
     * @param map f, with {@code out0} of x's type
     * @param atMost how many steps such an iteration takes at most
     */
    record FixedPoint(Graph map, Dim atMost) implements OwnDerivative {
        @Override
        public List<Graph> bodies() {
            return List.of(map);
        }

        @Override
        public String mnemonic() {
            return "fixed_point";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            return solution(map, operands);
        }
    }

    /**
     * A solution x of {@code f(x, captured) = 0}, however it was found: its derivative is that of the equation.
     * Operands: x, then captured tensors.
     *
     * <pre>
     * ∂f/∂x·ẋ = −∂f/∂captured·ċ;   c̄ = −(∂f/∂captured)ᵀ·λ with (∂f/∂x)ᵀ·λ = x̄
     * </pre>
     *
     * Both are systems of linear equations, whose matrix is made and factored.
     *
     * @param equation f, with {@code out0} of x's type
     */
    record Root(Graph equation) implements OwnDerivative {
        @Override
        public List<Graph> bodies() {
            return List.of(equation);
        }

        @Override
        public String mnemonic() {
            return "root";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            return solution(equation, operands);
        }
    }

    private static TensorType solution(Graph body, List<TensorType> operands) {
        List<String> names = new ArrayList<>();
        List<TensorType> types = new ArrayList<>();
        inputs(operands, names, types);
        Bodies.requireInputs(body, names, types);
        TensorType found = Bodies.output(body, Control.OUT + 0).type();
        Require.that(found.equals(operands.get(0)), "the body gives " + found + "; expected the unknown's type "
                + operands.get(0));
        return found;
    }
}
