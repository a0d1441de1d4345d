package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sums over the steps of a loop, taken after the loop instead of in it. A product in every step becomes one:
 *
 * <pre>
 * Σₜ Aₜᵀ·Bₜ = Aᵀ·B, with A and B the stacks of all Aₜ and Bₜ, step and row as one axis
 * </pre>
 *
 * This is what the gradient of a weight is: many small products turn into a large one, for the memory of its
 * factors. So do additions to rows of a table, which are the gradient of one that every step gathers from:
 *
 * <pre>
 * Σₜ scatterAdd(0, iₜ, uₜ) = scatterAdd(0, i, u), with i and u the stacks
 * </pre>
 *
 * What is linear around these follows.
 */
final class LoopSums {
    private final Arithmetic x;
    private final Dim length;
    /** What is stacked outside of the loop already. */
    private final Map<Node, Node> stacks;
    /** What the loop must stack, in order. */
    private final Set<Node> wanted = new LinkedHashSet<>();

    /** @param stacks for slices that the steps take, what they are taken of */
    LoopSums(Arithmetic arithmetic, Dim length, Map<Node, Node> stacks) {
        this.x = arithmetic;
        this.length = length;
        this.stacks = new HashMap<>(stacks);
    }

    /** True if the sum of a value over all steps can be taken after the loop; its factors are then wanted. */
    boolean takes(Node value) {
        List<Node> factors = new ArrayList<>();
        boolean taken = collect(value, factors);
        if (taken) {
            factors.stream().filter(f -> !hasStack(f)).forEach(wanted::add);
        }
        return taken;
    }

    private boolean collect(Node value, List<Node> factors) {
        if (value.op() instanceof Contraction.MatMul) {
            factors.addAll(value.operands());
            return value.type().rank() == 2;
        } else if (value.op() instanceof Indexing.ScatterAdd scatter) {
            factors.addAll(value.operands().subList(1, 3));
            return scatter.axis() == 0 && Constants.isZero(value.operand(0));
        } else if (value.op() instanceof Reduction.Reduce reduce) {
            return reduce.kind() == Reduction.Kind.SUM && isStacked(value.operand(0));
        }
        boolean linear = value.op() instanceof Movement.Transpose || value.op() instanceof Movement.Reshape
                || value.op() instanceof Elementwise.Map map && map.function() == ScalarOp.ADD;
        return linear && value.operands().stream().allMatch(o -> collect(o, factors));
    }

    /** True of what is stacked for the sake of another sum, or is there: then nothing more is kept. */
    private boolean isStacked(Node value) {
        return wanted.contains(value) || hasStack(value);
    }

    /** True of what is stacked outside of the loop, and of another shape of it. */
    private boolean hasStack(Node value) {
        return stacks.containsKey(value)
                || value.op() instanceof Movement.Reshape && hasStack(value.operand(0));
    }

    private Node stack(Node value) {
        return stacks.containsKey(value) ? stacks.get(value)
                : x.reshape(stack(value.operand(0)), Shape.of(length).concat(value.shape()));
    }

    /** What the loop must stack. */
    List<Node> wanted() {
        return List.copyOf(wanted);
    }

    /** Tells where the stack of a wanted value is. */
    void stacked(Node value, Node stack) {
        stacks.put(value, stack);
    }

    /** The sum of a value over all steps, when all that was wanted is stacked. */
    Node sum(Node value) {
        if (value.op() instanceof Contraction.MatMul product) {
            return x.matMul(rows(value.operand(0), product.transposeA()), rows(value.operand(1), !product.transposeB()),
                    true, false);
        } else if (value.op() instanceof Indexing.ScatterAdd scatter) {
            return x.builder().add(scatter, x.zeros(value), stack(value.operand(1)), stack(value.operand(2)));
        } else if (value.op() instanceof Reduction.Reduce reduce) {
            List<Integer> axes = new ArrayList<>(List.of(0));
            reduce.axes().forEach(axis -> axes.add(axis + 1));
            return x.sum(stack(value.operand(0)), axes);
        }
        return x.builder().add(value.op(), value.operands().stream().map(this::sum).toList());
    }

    /**
     * The stack of a factor as a matrix whose rows are what the product sums over.
     *
     * @param summedFirst true if that is the factor's first axis
     */
    private Node rows(Node factor, boolean summedFirst) {
        Node stack = stack(factor);
        if (!summedFirst) {
            stack = x.builder().add(new Movement.Transpose(List.of(0, 2, 1)), stack);
        }
        return x.reshape(stack, Shape.of(length.times(stack.shape().dim(1)), stack.shape().dim(2)));
    }
}
