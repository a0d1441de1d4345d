package io.tapeless.autodiff;

import io.tapeless.ir.Node;
import java.util.Optional;
import java.util.Set;

/**
 * How to take a gradient.
 *
 * @param upstream the adjoint of the result, of its type, where differentiation starts; 1 if absent, for
 *     which the result must be a scalar
 * @param constants nodes taken as constant: no derivative passes them
 * @param disconnected what to do with what does not lead to the result
 */
public record GradientOptions(Optional<Node> upstream, Set<Node> constants, Disconnected disconnected) {
    public static final GradientOptions DEFAULT =
            new GradientOptions(Optional.empty(), Set.of(), Disconnected.RAISE);

    public GradientOptions {
        constants = Set.copyOf(constants);
    }

    public GradientOptions withUpstream(Node adjoint) {
        return new GradientOptions(Optional.of(adjoint), constants, disconnected);
    }

    public GradientOptions withConstants(Set<Node> nodes) {
        return new GradientOptions(upstream, nodes, disconnected);
    }

    public GradientOptions withDisconnected(Disconnected choice) {
        return new GradientOptions(upstream, constants, choice);
    }
}
