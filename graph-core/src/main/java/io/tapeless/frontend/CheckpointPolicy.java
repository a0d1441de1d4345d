package io.tapeless.frontend;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which values of a checkpoint its derivative takes from memory: policies by name, and names of tensors. */
final class CheckpointPolicy {
    private static final String EVERYTHING = "everything";
    private static final Map<String, Predicate<Node>> POLICIES = new LinkedHashMap<>();

    static {
        POLICIES.put("nothing", node -> false);
        POLICIES.put("dots", CheckpointPolicy::isProduct);
        POLICIES.put("dotsWithNoBatchDims", node -> isProduct(node) && node.type().rank() == 2);
        POLICIES.put(EVERYTHING, node -> true);
    }

    /** The nodes that were given a name, by name. */
    private final Map<String, Set<Node>> named = new LinkedHashMap<>();

    /** @throws io.tapeless.ir.IrException if the name is a policy's */
    void name(Tensor x, String name) {
        Check.that(!POLICIES.containsKey(name), "checkpointName", "the name " + name + " is that of a policy", x);
        named.computeIfAbsent(name, n -> new HashSet<>()).add(x.node());
    }

    /** True for products, which cost more to compute again than to keep; loops save them without being asked. */
    static boolean isProduct(Node node) {
        return node.op() instanceof Contraction;
    }

    /** True if everything is kept: then there is nothing to compute again. */
    static boolean isEverything(List<String> saved) {
        return saved.contains(EVERYTHING);
    }

    /**
     * True for what one of the policies or names means.
     *
     * @throws io.tapeless.ir.IrException if one is neither a policy nor the name of a tensor
     */
    Predicate<Node> of(ModelBuilder model, List<String> saved) {
        Predicate<Node> any = node -> false;
        for (String one : saved) {
            if (!POLICIES.containsKey(one) && !named.containsKey(one)) {
                List<String> known = new ArrayList<>(POLICIES.keySet());
                known.addAll(named.keySet());
                throw model.error("checkpoint: nothing is named " + one + "; expected one of "
                        + String.join(", ", known) + ", or a name given with checkpointName");
            }
            any = any.or(POLICIES.getOrDefault(one, node -> named.get(one).contains(node)));
        }
        return any;
    }
}
