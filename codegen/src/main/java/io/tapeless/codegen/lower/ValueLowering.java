package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Primitives;
import io.tapeless.codegen.schedule.Block;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.codegen.schedule.Views;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The value of a node at a position, as an expression of the kernel being written: loaded if it is in
 * memory, else computed from its operands at the positions they are read at. Each value is computed once
 * in each loop body, as far out as its position allows.
 */
final class ValueLowering {
    private record Key(Node node, List<Position> at) {}

    private final Block block;
    private final Cluster cluster;
    private final KernelBuilder kernel;
    private final Set<Node> written = new HashSet<>();

    ValueLowering(Block block, Cluster cluster, KernelBuilder kernel) {
        this.block = block;
        this.cluster = cluster;
        this.kernel = kernel;
    }

    /** The value of element {@code at} of a node. */
    Expr value(Node node, List<Position> at) {
        Set<String> within = new TreeSet<>();
        at.forEach(p -> within.addAll(p.within()));
        KernelBuilder.Scope scope = kernel.scopeOf(within);
        Key key = new Key(node, at);
        Expr known = scope.known(key);
        if (known == null) {
            known = kernel.within(scope, () -> isInMemory(node) && !Views.isView(node)
                    ? kernel.declare(load(node, at))
                    : kernel.at(node.origin().site(), () -> kernel.declare(node.op().accept(new Rules(node, at)))));
            scope.remember(key, known);
        }
        return known;
    }

    /** Makes a value known under the position it is asked for at: a finished reduction, an accumulator. */
    void define(Node node, List<Position> at, Expr value) {
        Set<String> within = new TreeSet<>();
        at.forEach(p -> within.addAll(p.within()));
        kernel.scopeOf(within).remember(new Key(node, at), value);
    }

    /** Stores element {@code at} of a node in the node's slot. */
    void store(Node node, List<Position> at) {
        store(node, at, value(node, at));
    }

    /** Stores a value as element {@code at} of a node. */
    void store(Node node, List<Position> at, Expr value) {
        kernel.store(slot(node), Position.linear(node.shape().dims(), at), value);
    }

    /** From now on the node's elements can be loaded from where this kernel stored them. */
    void markWritten(Node node) {
        written.add(node);
    }

    Slot slot(Node node) {
        return block.slotOf().get(node);
    }

    private boolean isInMemory(Node node) {
        return slot(node) != null && (!cluster.stored().contains(node) || written.contains(node));
    }

    private Expr load(Node node, List<Position> at) {
        return kernel.load(slot(node), Position.linear(node.shape().dims(), at));
    }

    /** Element {@code at} of a factor of a product, as an expression to put in place: loaded, or computed there. */
    Expr factor(Node node, List<Position> at, Set<String> loops) {
        Node behind = node;
        while (Views.isView(behind) && !isInMemory(behind)) {
            behind = behind.operand(0);
        }
        return isInMemory(behind) ? loadThroughViews(node, at) : kernel.expression(loops, () -> value(node, at));
    }

    /**
     * A load of element {@code at} through views, as an expression to put in place.
     *
     * @throws IllegalStateException if the node behind the views is not in memory
     */
    Expr loadThroughViews(Node node, List<Position> at) {
        if (isInMemory(node)) {
            return load(node, at);
        }
        if (!Views.isView(node)) {
            throw new IllegalStateException(node + " is not in memory");
        }
        if (node.op() instanceof Movement.Reshape && !Views.isAxisWise(node)) {
            return isInOrder(node) ? loadContiguous(node, at)
                    : loadThroughViews(node.operand(0), ViewPositions.split(node, at));
        }
        return loadThroughViews(node.operand(0), ViewPositions.ofOperand(node, at));
    }

    /** True if the elements of a reshape lie in memory in their order. */
    private boolean isInOrder(Node reshape) {
        Node source = reshape;
        while (!isInMemory(source) && Views.isSameMemory(source)) {
            source = source.operand(0);
        }
        return isInMemory(source);
    }

    /** What lies behind the reshape is loaded, also if the reshape is stored for others, which need not have happened. */
    private Expr loadContiguous(Node reshape, List<Position> at) {
        Node source = reshape.operand(0);
        while (!isInMemory(source)) {
            source = source.operand(0);
        }
        return kernel.load(slot(source), Position.linear(reshape.shape().dims(), at));
    }

    /** A scalar constant. */
    static Expr constant(DType dtype, double value) {
        return dtype.isFloat() ? new Expr.Real(dtype, value) : new Expr.Int(dtype, (long) value);
    }

    /** A position as an {@code i32} value. */
    private Expr counted(Position position) {
        Expr sum = null;
        for (var term : position.loops().entrySet()) {
            sum = add(sum, scaled(new Expr.LoopIndex(term.getKey()), term.getValue()));
        }
        for (var term : position.digits().entrySet()) {
            sum = add(sum, scaled(kernel.digit(term.getKey()), term.getValue()));
        }
        for (Position.Pick pick : position.picks()) {
            sum = add(sum, scaled(pick.position(), pick.stride()));
        }
        if (sum == null || !position.offset().isConstant(0)) {
            sum = add(sum, new Expr.SizeValue(kernel.size(position.offset())));
        }
        return sum;
    }

    private Expr scaled(Expr index, Dim stride) {
        return stride.isConstant(1) ? index
                : kernel.apply(ScalarOp.MUL, DType.I32, index, new Expr.SizeValue(kernel.size(stride)));
    }

    private Expr add(Expr sum, Expr term) {
        return sum == null ? term : kernel.apply(ScalarOp.ADD, DType.I32, sum, term);
    }

    /** How each operation computes element {@code at} of a node. */
    private final class Rules implements Op.Visitor<Expr> {
        private final Node node;
        private final List<Position> at;

        Rules(Node node, List<Position> at) {
            this.node = node;
            this.at = at;
        }

        private Expr operand(int index) {
            return value(node.operand(index), at);
        }

        private Expr view() {
            return value(node.operand(0), ViewPositions.ofOperand(node, at));
        }

        private Expr notHere() {
            throw new IllegalStateException(node + " is not computed in this kernel");
        }

        @Override
        public Expr input(Leaf.Input op) {
            return notHere();
        }

        @Override
        public Expr variable(Leaf.Variable op) {
            return notHere();
        }

        @Override
        public Expr constant(Leaf.Constant op) {
            Literal literal = op.value();
            return node.dtype().isFloat() ? new Expr.Real(node.dtype(), literal.real(0))
                    : new Expr.Int(node.dtype(), literal.integer(0));
        }

        @Override
        public Expr iota(Leaf.Iota op) {
            Expr count = counted(at.get(op.axis()));
            return node.dtype() == DType.I32 ? count : new Expr.Convert(node.dtype(), count);
        }

        @Override
        public Expr random(Leaf.Random op) {
            Expr counter = counted(Position.linear(node.shape().dims(), at));
            Expr key = value(node.operand(0), List.of());
            return RandomExpansion.uniform(kernel, node.dtype(), key, op.stream(), counter);
        }

        @Override
        public Expr map(Elementwise.Map op) {
            List<Expr> arguments = new ArrayList<>();
            node.operands().forEach(o -> arguments.add(value(o, at)));
            return Primitives.ALL.contains(op.function())
                    ? new Expr.Apply(op.function(), arguments, node.dtype())
                    : MathExpansion.expand(kernel, op.function(), arguments, node.dtype());
        }

        @Override
        public Expr polygamma(Elementwise.Polygamma op) {
            return PolygammaExpansion.polygamma(new Num(kernel, operand(0)), op.order()).value();
        }

        @Override
        public Expr cast(Elementwise.Cast op) {
            Expr value = operand(0);
            DType from = node.operand(0).dtype();
            if (from == op.to()) {
                return value;
            } else if (op.to() == DType.BOOL) {
                return new Expr.Apply(ScalarOp.NE, List.of(value, ValueLowering.constant(from, 0)), DType.BOOL);
            } else if (from == DType.BOOL) {
                return new Expr.Apply(ScalarOp.SELECT, List.of(value, ValueLowering.constant(op.to(), 1),
                        ValueLowering.constant(op.to(), 0)), op.to());
            }
            return new Expr.Convert(op.to(), value);
        }

        @Override
        public Expr stopGradient(Elementwise.StopGradient op) {
            return operand(0);
        }

        @Override
        public Expr ownDerivative(OwnDerivative op) {
            return operand(0);
        }

        @Override
        public Expr reduce(Reduction.Reduce op) {
            return op.axes().isEmpty() ? view() : notHere();
        }

        @Override
        public Expr argReduce(Reduction.ArgReduce op) {
            return notHere();
        }

        @Override
        public Expr reshape(Movement.Reshape op) {
            return Views.isAxisWise(node) ? view() : loadContiguous(node, at);
        }

        @Override
        public Expr transpose(Movement.Transpose op) {
            return view();
        }

        @Override
        public Expr broadcast(Movement.Broadcast op) {
            return view();
        }

        @Override
        public Expr slice(Movement.Slice op) {
            return view();
        }

        @Override
        public Expr pad(Movement.Pad op) {
            return notHere();
        }

        @Override
        public Expr concat(Movement.Concat op) {
            return notHere();
        }

        @Override
        public Expr reverse(Movement.Reverse op) {
            return view();
        }

        @Override
        public Expr unfold(Movement.Unfold op) {
            return view();
        }

        @Override
        public Expr fold(Movement.Fold op) {
            return notHere();
        }

        @Override
        public Expr matMul(Contraction.MatMul op) {
            return notHere();
        }

        @Override
        public Expr decomposition(Decomposition op) {
            return notHere();
        }

        @Override
        public Expr gather(Indexing.Gather op) {
            Node table = node.operand(0);
            int rank = node.operand(1).type().rank();
            List<Position> picked = new ArrayList<>(at.subList(0, op.axis()));
            picked.add(pick(node.operand(1), at.subList(op.axis(), op.axis() + rank), table.shape().dim(op.axis())));
            picked.addAll(at.subList(op.axis() + rank, at.size()));
            return loadThroughViews(table, picked);
        }

        @Override
        public Expr argSort(Indexing.ArgSort op) {
            return notHere();
        }

        @Override
        public Expr scatterAdd(Indexing.ScatterAdd op) {
            return notHere();
        }

        @Override
        public Expr scan(Control.Scan op) {
            return notHere();
        }

        @Override
        public Expr cond(Control.Cond op) {
            return notHere();
        }
    }

    /** The position along an axis that an index tensor holds, checked against the axis. */
    Position pick(Node indices, List<Position> at, Dim extent) {
        Set<String> within = new TreeSet<>();
        at.forEach(p -> within.addAll(p.within()));
        Expr index = value(indices, at);
        Expr checked = kernel.within(kernel.scopeOf(within),
                () -> kernel.declare(new Expr.Checked(index, kernel.size(extent))));
        return Position.picked(checked, within);
    }
}
