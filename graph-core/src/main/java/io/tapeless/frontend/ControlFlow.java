package io.tapeless.frontend;

import io.tapeless.ir.CheckpointBuilder;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Loops and choices that are made at run time. Functions given to them are called once, on symbolic
 * tensors, while the graph is built; they may use any tensor around them. What does not depend on a loop's
 * step is computed once, before it. All are differentiable, may stand inside one another, and draw other
 * random numbers in each step. A tensor made inside can't be used outside: it is a result or nothing.
 */
public final class ControlFlow {
    private ControlFlow() {}

    /** {@code y[t] = step(y[t − 1], xs[t])} from {@code y[−1] = initial}, along the first axis of xs; all y. */
    public static Tensor scan(Tensor initial, Tensor xs, BinaryOperator<Tensor> step) {
        return scan(initial, xs, step, false);
    }

    /** As {@code scan(initial, xs, step)}; if reverse, {@code y[t] = step(y[t + 1], xs[t])} from the end. */
    public static Tensor scan(Tensor initial, Tensor xs, BinaryOperator<Tensor> step, boolean reverse) {
        return scan(List.of(initial), List.of(xs), (carries, slices) -> {
            Tensor next = step.apply(carries.get(0), slices.get(0));
            return List.of(next, next);
        }, reverse).get(1);
    }

    /**
     * A loop over the first axis of all xs: {@code step(carries, slices)} gives the next carries, then outputs.
     * The last carries, then the outputs of all steps stacked along a new first axis.
     */
    public static List<Tensor> scan(List<Tensor> carries, List<Tensor> xs, BinaryOperator<List<Tensor>> step) {
        return scan(carries, xs, step, false);
    }

    /** As {@code scan(carries, xs, step)}; if reverse, from the last step to the first. */
    public static List<Tensor> scan(List<Tensor> carries, List<Tensor> xs, BinaryOperator<List<Tensor>> step,
            boolean reverse) {
        return scan(carries, xs, step, reverse, Optional.empty());
    }

    /**
     * As {@code scan(carries, xs, step, reverse)}, with gradients cut after every {@code truncate} steps, in the order
     * in which they run: none passes back through the carries there.
     */
    public static List<Tensor> scan(List<Tensor> carries, List<Tensor> xs, BinaryOperator<List<Tensor>> step,
            boolean reverse, int truncate) {
        if (truncate < 1) {
            throw owner("scan", carries, xs).error("scan: expected a positive number of steps to truncate after, "
                    + "found " + truncate);
        }
        return scan(carries, xs, step, reverse, Optional.of(truncate));
    }

    private static List<Tensor> scan(List<Tensor> carries, List<Tensor> xs, BinaryOperator<List<Tensor>> step,
            boolean reverse, Optional<Integer> truncate) {
        ModelBuilder model = owner("scan", carries, xs);
        if (xs.isEmpty()) {
            throw model.error("scan: expected a tensor to take slices of; forLoop takes a number of steps");
        }
        for (Tensor x : xs) {
            Check.rankAtLeast(1, "scan", x);
            Check.that(x.shape().dim(0).equals(xs.get(0).shape().dim(0)), "scan",
                    "first axes differ, " + xs.get(0).shape().dim(0) + " and " + x.shape().dim(0), x);
        }
        Dim length = xs.get(0).shape().dim(0);
        return loop("scan", model, length, reverse, carries, xs, (number, inside) -> {
            Tensor turn = reverse ? model.constant(number.dtype(), length.minus(1)).minus(number) : number;
            List<Tensor> kept = inside.subList(0, carries.size()).stream()
                    .map(c -> truncate.isPresent() && c.dtype().isFloat() ? cut(c, turn, truncate.get()) : c)
                    .toList();
            return step.apply(kept, inside.subList(carries.size(), inside.size()));
        });
    }

    private static Tensor cut(Tensor carry, Tensor turn, int truncate) {
        return Operators.where(turn.rem(truncate).eq(0).and(turn.ne(0)), carry.stopGradient(), carry);
    }

    /** {@code x = step(i, x)} for i from 0 to steps − 1; the last x. i is an i32 scalar. */
    public static Tensor forLoop(Dim steps, Tensor initial, BinaryOperator<Tensor> step) {
        return forLoop(steps, List.of(initial), (i, carries) -> List.of(step.apply(i, carries.get(0)))).get(0);
    }

    /** {@code carries = step(i, carries)} for i from 0 to steps − 1; the last carries. */
    public static List<Tensor> forLoop(Dim steps, List<Tensor> carries,
            BiFunction<Tensor, List<Tensor>, List<Tensor>> step) {
        ModelBuilder model = owner("forLoop", carries, List.of());
        return loop("forLoop", model, steps, false, carries, List.of(), step);
    }

    /**
     * {@code while (condition(x)) x = step(x);} at most so many times; the last x. Once the condition, a bool
     * scalar, fails, the steps that are left cost a branch each.
     */
    public static Tensor whileLoop(Dim atMost, Tensor initial, UnaryOperator<Tensor> condition,
            UnaryOperator<Tensor> step) {
        return whileLoop(atMost, List.of(initial), carries -> condition.apply(carries.get(0)),
                carries -> List.of(step.apply(carries.get(0)))).get(0);
    }

    /** As above with several values: {@code while (condition(carries)) carries = step(carries);}. */
    public static List<Tensor> whileLoop(Dim atMost, List<Tensor> carries, Function<List<Tensor>, Tensor> condition,
            UnaryOperator<List<Tensor>> step) {
        List<Tensor> all = new ArrayList<>(List.of(condition.apply(carries)));
        all.addAll(carries);
        List<Tensor> last = forLoop(atMost, all, (i, inside) -> cond(inside.get(0), inside, before -> {
            List<Tensor> next = step.apply(before.subList(1, before.size()));
            List<Tensor> both = new ArrayList<>(List.of(condition.apply(next)));
            both.addAll(next);
            return both;
        }, before -> before));
        return last.subList(1, last.size());
    }

    /** The value of one of two functions: of {@code then} if the bool scalar holds; the other is not computed. */
    public static Tensor cond(Tensor condition, Supplier<Tensor> then, Supplier<Tensor> otherwise) {
        return choose(condition, () -> List.of(then.get()), () -> List.of(otherwise.get())).get(0);
    }

    /** The values of one of two functions of the operands; the other is not computed. */
    public static List<Tensor> cond(Tensor condition, List<Tensor> operands, UnaryOperator<List<Tensor>> then,
            UnaryOperator<List<Tensor>> otherwise) {
        return choose(condition, () -> then.apply(operands), () -> otherwise.apply(operands));
    }

    /**
     * The value of a function whose intermediate values are not kept: its derivative computes them again, but for what
     * is saved. Each string says what: {@code dots}, results of matrix products and convolutions;
     * {@code dotsWithNoBatchDims}, of these the products with weights, not those within a batch, as attention's scores
     * are; {@code everything}, as if there were no checkpoint; {@code nothing}; or a name that {@code checkpointName}
     * gave inside. Without any it takes memory for what it gives alone, and about half as much time again.
     */
    public static Tensor checkpoint(ModelBuilder model, Supplier<Tensor> function, String... saved) {
        if (CheckpointPolicy.isEverything(List.of(saved))) {
            return function.get();
        }
        Origin origin = model.origin();
        model.graph().setOrigin(origin);
        CheckpointBuilder checkpoint = new CheckpointBuilder(model.graph());
        Node value = Check.nodes("checkpoint", model, List.of(function.get())).get(0);
        model.graph().setOrigin(origin);
        return new Tensor(model, checkpoint.finish(value, model.checkpoints().of(model, List.of(saved))));
    }

    /** The tensor itself, under a name by which {@code checkpoint} can save it. Several tensors may have one name. */
    public static Tensor checkpointName(Tensor x, String name) {
        ModelBuilder model = x.owner();
        model.checkpoints().name(x, name);
        model.graph().name(model.scope().isEmpty() ? name : model.scope() + "." + name, x.node());
        return x;
    }

    private static List<Tensor> choose(Tensor condition, Supplier<List<Tensor>> then,
            Supplier<List<Tensor>> otherwise) {
        Check.bool("cond", condition);
        Check.rank(0, "cond", condition);
        ModelBuilder model = condition.owner();
        Origin origin = model.origin();
        ChoiceBuilder choice = new ChoiceBuilder(model.graph(), condition.node());
        List<Node> left = Check.nodes("cond", model, then.get());
        List<Node> right = Check.nodes("cond", model, otherwise.get());
        if (left.size() != right.size()) {
            throw new IrException("cond: the branches give " + left.size() + " and " + right.size()
                    + " tensors; expected as many", origin.site());
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).type().equals(right.get(i).type())) {
                throw new IrException("cond: the branches give " + left.get(i).type() + " and "
                        + right.get(i).type() + "; expected one type", origin.site());
            }
        }
        model.graph().setOrigin(origin);
        return choice.finish(left, right).stream().map(node -> new Tensor(model, node)).toList();
    }

    /** @param body from the number of the step, and the carries and slices in one list */
    private static List<Tensor> loop(String function, ModelBuilder model, Dim length, boolean reverse,
            List<Tensor> carries, List<Tensor> xs, BiFunction<Tensor, List<Tensor>, List<Tensor>> body) {
        Origin origin = model.origin();
        model.graph().setOrigin(origin);
        LoopBuilder loop = new LoopBuilder(model.graph(), length, reverse);
        List<Tensor> inside = new ArrayList<>();
        Check.nodes(function, model, carries).forEach(node -> inside.add(new Tensor(model, loop.carry(node))));
        Check.nodes(function, model, xs).forEach(node -> inside.add(new Tensor(model, loop.slice(node))));
        Tensor step = new Tensor(model, loop.step());
        List<Node> results = Check.nodes(function, model, model.inStep(step, () -> body.apply(step, inside)));
        int n = carries.size();
        if (results.size() < n) {
            throw new IrException(function + ": expected the next values of " + n + " carries, found "
                    + results.size() + " tensors", origin.site());
        }
        for (int i = 0; i < n; i++) {
            if (!results.get(i).type().equals(carries.get(i).type())) {
                throw new IrException(function + ": carry " + (i + 1) + " starts as " + carries.get(i).type()
                        + " and goes on as " + results.get(i).type() + "; it must keep its type", origin.site());
            }
        }
        model.graph().setOrigin(origin);
        loop.finish(results.subList(0, n), results.subList(n, results.size()), CheckpointPolicy::isProduct);
        List<Tensor> last = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            last.add(new Tensor(model, i < n ? loop.lastCarry(i) : loop.stacked(i - n)));
        }
        return last;
    }

    private static ModelBuilder owner(String function, List<Tensor> carries, List<Tensor> xs) {
        if (carries.isEmpty() && xs.isEmpty()) {
            throw new IrException(function + ": expected carries");
        }
        return (carries.isEmpty() ? xs : carries).get(0).owner();
    }
}
