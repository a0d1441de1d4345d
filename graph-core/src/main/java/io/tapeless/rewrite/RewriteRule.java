package io.tapeless.rewrite;

import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Optional;

/**
 * One directional equation between nodes of one type. A rule looks at a node and below it, never at its
 * users; its right side costs no more than its left.
 */
public interface RewriteRule {
    /** A verb and its object, such as {@code merge-transposes}; kept in the origin of what the rule makes. */
    String name();

    /** The node to use instead, of the same type; empty if the rule does not apply. */
    Optional<Node> apply(Node node, GraphBuilder graph);
}
