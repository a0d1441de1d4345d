package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations whose work is a graph of its own: a loop, a choice between two computations. A node has one
 * result, so what gives several is several nodes, <em>siblings</em>: equal in all but {@link #result}, with
 * the same operands. Every phase treats siblings as one: they run once, are differentiated together and
 * become one piece of code.
 *
 * <p>A body is a {@link Graph} without variables and updates. It sees nothing of the graph around it but
 * its inputs, which have fixed names (a missing one is not used): {@code captured0, captured1, …} are the
 * last operands. A body may hold control flow itself.
 */
public sealed interface Control extends Op {
    /** The name of every body. */
    String BODY = "body";
    String CARRY = "carry";
    String SLICE = "slice";
    String CAPTURED = "captured";
    String OUT = "out";
    String STEP = "step";

    /** Which of the results this node is. */
    int result();

    /** The number of results there are to ask for. */
    int results();

    /** The number of operands before the captured ones. */
    int ownOperands();

    /** The same operation with another result. */
    Control withResult(int other);

    /** The graphs it runs. */
    @Override
    List<Graph> bodies();

    /** The same operation on other graphs, of equal inputs and outputs. */
    Control withBodies(List<Graph> bodies);

    /** What siblings have in common. */
    record Group(Control operation, List<Node> operands) {
        public Group {
            operands = List.copyOf(operands);
        }
    }

    /** The group of a control node; equal for siblings. */
    static Group group(Node node) {
        return new Group(((Control) node.op()).withResult(0), node.operands());
    }

    /**
     * A loop with carried values. Operands: initial carries, then tensors of which each step takes a slice
     * along the first axis, then captured tensors that every step sees whole.
     *
     * <pre>
     * c₀ = initial;  (cₜ₊₁, yₜ) = body(cₜ, x[t], captured)   for t = 0 … length − 1
     * </pre>
     *
     * With {@code reverse}, t goes from length − 1 down to 0; x[t] and y[t] stay where they are. The body's
     * inputs are {@code carry0 …}, {@code slice0 …}, {@code captured0 …} and the i32 scalar {@code step}
     * (t); its outputs are {@code carry0 …}, then {@code out0 …}.
     *
     * <p>Results: for each carry its last value (the initial one if no step runs); then for each carry the
     * values with which the steps began, stacked, y[t] = cₜ; then for each output its values, stacked.
     *
     * @param length the number of steps; the first extent of all sliced operands
     * @param carries the number of carries
     * @param slices the number of sliced operands
     * @param saved how many outputs, the last ones, the derivative takes from memory; others it computes again
     */
    record Scan(Graph body, Dim length, int carries, int slices, int saved, boolean reverse, int result)
            implements Control {

        /** The result that is the last value of carry i. */
        public int lastCarry(int i) {
            return i;
        }

        /** The result that stacks the values with which the steps began, of carry i. */
        public int entered(int i) {
            return carries + i;
        }

        /** The result that stacks output j. */
        public int stacked(int j) {
            return 2 * carries + j;
        }

        public boolean isLastCarry() {
            return result < carries;
        }

        public boolean isEntered() {
            return result >= carries && result < 2 * carries;
        }

        /** The number of outputs that are stacked. */
        public int outs() {
            return body.outputs().size() - carries;
        }

        /** True if this result is kept for the derivative. */
        public boolean isSaved() {
            return result >= results() - saved;
        }

        /** The name of the body's input for an operand. */
        public String inputOf(int operand) {
            return operand < carries ? CARRY + operand
                    : operand < carries + slices ? SLICE + (operand - carries)
                    : CAPTURED + (operand - carries - slices);
        }

        /** The type of the body's input for an operand of a type. */
        public TensorType inputType(int operand, TensorType type) {
            boolean sliced = operand >= carries && operand < carries + slices;
            return sliced ? type.with(type.shape().slice(1, type.rank())) : type;
        }

        @Override
        public int results() {
            return carries + body.outputs().size();
        }

        @Override
        public int ownOperands() {
            return carries + slices;
        }

        @Override
        public Scan withResult(int other) {
            return new Scan(body, length, carries, slices, saved, reverse, other);
        }

        @Override
        public List<Graph> bodies() {
            return List.of(body);
        }

        @Override
        public Scan withBodies(List<Graph> bodies) {
            return new Scan(bodies.get(0), length, carries, slices, saved, reverse, result);
        }

        @Override
        public String mnemonic() {
            return "scan";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.that(carries >= 0 && slices >= 0 && operands.size() >= carries + slices,
                    "expected at least " + carries + " carries and " + slices + " sliced operands, found "
                            + operands.size());
            List<String> names = new ArrayList<>(List.of(STEP));
            List<TensorType> types = new ArrayList<>(List.of(TensorType.scalar(DType.I32)));
            for (int i = 0; i < operands.size(); i++) {
                TensorType type = operands.get(i);
                if (i >= carries && i < carries + slices) {
                    Require.that(type.rank() > 0 && type.shape().dim(0).equals(length),
                            "expected a first axis of extent " + length + " to take slices of, found " + type);
                }
                names.add(inputOf(i));
                types.add(inputType(i, type));
            }
            Bodies.requireInputs(body, names, types);
            Require.that(body.outputs().size() >= carries, "the body gives fewer than " + carries + " carries");
            for (int i = 0; i < carries; i++) {
                TensorType next = Bodies.output(body, CARRY + i).type();
                Require.that(next.equals(operands.get(i)), "carry " + i + " starts as " + operands.get(i)
                        + " and goes on as " + next + "; it must keep its type");
            }
            for (int j = 0; j < outs(); j++) {
                Bodies.output(body, OUT + j);
            }
            Require.that(saved >= 0 && saved <= outs(), "the body has " + outs() + " outputs, not " + saved
                    + " to save");
            Require.that(result >= 0 && result < results(), "there is no result " + result);
            if (result < 2 * carries) {
                TensorType carry = operands.get(result % carries);
                return isLastCarry() ? carry : stacked(carry);
            }
            return stacked(body.output(OUT + (result - 2 * carries)).type());
        }

        private TensorType stacked(TensorType type) {
            return type.with(Shape.of(length).concat(type.shape()));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scan(this);
        }
    }

    /**
     * A choice: {@code then} is run if the first operand, a bool scalar, is true, else {@code otherwise}; the
     * other is not. Both have the inputs {@code captured0 …}, the other operands, and the outputs
     * {@code out0 …} of equal types.
     */
    record Cond(Graph then, Graph otherwise, int result) implements Control {
        @Override
        public int results() {
            return then.outputs().size();
        }

        @Override
        public int ownOperands() {
            return 1;
        }

        @Override
        public Cond withResult(int other) {
            return new Cond(then, otherwise, other);
        }

        @Override
        public List<Graph> bodies() {
            return List.of(then, otherwise);
        }

        @Override
        public Cond withBodies(List<Graph> bodies) {
            return new Cond(bodies.get(0), bodies.get(1), result);
        }

        @Override
        public String mnemonic() {
            return "cond";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.that(!operands.isEmpty() && operands.get(0).equals(TensorType.scalar(DType.BOOL)),
                    "expected a bool scalar as condition");
            List<String> names = new ArrayList<>();
            for (int i = 1; i < operands.size(); i++) {
                names.add(CAPTURED + (i - 1));
            }
            for (Graph branch : bodies()) {
                Bodies.requireInputs(branch, names, operands.subList(1, operands.size()));
            }
            Require.that(then.outputs().size() == otherwise.outputs().size(), "the branches give "
                    + then.outputs().size() + " and " + otherwise.outputs().size() + " results");
            for (int j = 0; j < results(); j++) {
                TensorType a = Bodies.output(then, OUT + j).type();
                TensorType b = Bodies.output(otherwise, OUT + j).type();
                Require.that(a.equals(b), "the branches give " + a + " and " + b + "; expected one type");
            }
            Require.that(result >= 0 && result < results(), "there is no result " + result);
            return then.output(OUT + result).type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cond(this);
        }
    }
}
