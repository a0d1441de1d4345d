package io.tapeless.autodiff;

import io.tapeless.ir.Node;
import java.util.Set;

/**
 * How to take a gradient.
 *
 * @param constants nodes taken as constant: no derivative passes them
 * @param disconnected what to do with what does not lead to the result
 */
public record GradientOptions(Set<Node> constants, Disconnected disconnected) {
    public static final GradientOptions DEFAULT = new GradientOptions(Set.of(), Disconnected.RAISE);

    public GradientOptions {
        constants = Set.copyOf(constants);
    }

    public GradientOptions withConstants(Set<Node> nodes) {
        return new GradientOptions(nodes, disconnected);
    }

    public GradientOptions withDisconnected(Disconnected choice) {
        return new GradientOptions(constants, choice);
    }
}
