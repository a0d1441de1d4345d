package io.tapeless.testkit;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names the variants of operations that a compiler may treat each in its own way: operation, dtype, and what its
 * attributes ask for.
 */
public final class OpVariants implements Op.Visitor<Stream<String>> {
    private final Node node;
    private final DType dtype;

    private OpVariants(Node node) {
        this.node = node;
        this.dtype = node.operands().isEmpty() ? node.dtype() : node.operands().get(0).dtype();
    }

    /** All that exist. */
    public static Set<String> all() {
        return OpVariantTable.all();
    }

    /** Those that a graph contains, and which operations its bodies do. */
    public static Set<String> of(Graph graph) {
        Set<String> variants = new TreeSet<>();
        collect(graph, variants, new HashSet<>(), false);
        return variants;
    }

    private static void collect(Graph graph, Set<String> variants, Set<Graph> done, boolean body) {
        for (Node node : graph.nodes()) {
            node.op().accept(new OpVariants(node)).forEach(variants::add);
            if (body) {
                variants.add("in a body: " + node.op().getClass().getSimpleName());
            }
            if (node.op() instanceof Control control) {
                control.bodies().stream().filter(done::add).forEach(b -> collect(b, variants, done, true));
            }
        }
    }

    private Stream<String> typed(String name) {
        return Stream.of(name + " " + dtype);
    }

    /** A typed name and those of the features that hold. */
    private Stream<String> typed(String name, String... features) {
        return Stream.concat(typed(name), Stream.of(features).filter(f -> !f.isEmpty()));
    }

    private static String when(boolean condition, String feature) {
        return condition ? feature : "";
    }

    @Override
    public Stream<String> input(Leaf.Input op) {
        return typed("input");
    }

    @Override
    public Stream<String> variable(Leaf.Variable op) {
        return typed("variable");
    }

    @Override
    public Stream<String> constant(Leaf.Constant op) {
        return typed("constant");
    }

    @Override
    public Stream<String> iota(Leaf.Iota op) {
        return typed("iota");
    }

    @Override
    public Stream<String> random(Leaf.Random op) {
        return Stream.of("random " + op.type().dtype());
    }

    @Override
    public Stream<String> map(Elementwise.Map op) {
        return Stream.of(op.function() + " " + node.operands().get(node.operands().size() - 1).dtype());
    }

    @Override
    public Stream<String> cast(Elementwise.Cast op) {
        return typed("cast to " + op.to() + " from");
    }

    @Override
    public Stream<String> polygamma(Elementwise.Polygamma op) {
        return typed("polygamma");
    }

    @Override
    public Stream<String> stopGradient(Elementwise.StopGradient op) {
        return typed("stop_gradient");
    }

    @Override
    public Stream<String> reduce(Reduction.Reduce op) {
        int rank = node.operands().get(0).type().rank();
        boolean last = op.axes().contains(rank - 1);
        boolean all = op.axes().size() == rank;
        return typed(op.mnemonic(), op.axes().isEmpty() ? "reduction of nothing" : all ? "reduction of all"
                : last ? "reduction of rows" : "reduction of columns");
    }

    @Override
    public Stream<String> argReduce(Reduction.ArgReduce op) {
        return typed(op.mnemonic());
    }

    @Override
    public Stream<String> reshape(Movement.Reshape op) {
        return typed("reshape");
    }

    @Override
    public Stream<String> transpose(Movement.Transpose op) {
        return typed("transpose");
    }

    @Override
    public Stream<String> broadcast(Movement.Broadcast op) {
        return typed("broadcast", when(!op.axes().isEmpty() && !op.axes().contains(0), "broadcast of inner axes"));
    }

    @Override
    public Stream<String> slice(Movement.Slice op) {
        return typed("slice", when(op.steps().stream().anyMatch(s -> s > 1), "slice in steps"),
                when(op.starts().stream().anyMatch(s -> !s.isConstant(0)), "slice from inside"),
                when(isSymbolic(op.sizes()), "slice of symbolic size"));
    }

    @Override
    public Stream<String> pad(Movement.Pad op) {
        return typed("pad", when(isPositive(op.low()), "pad before"), when(isPositive(op.high()), "pad after"),
                when(op.interior().stream().anyMatch(i -> i > 0), "pad between"),
                when(isSymbolic(op.low()), "pad of symbolic size"));
    }

    private static boolean isPositive(List<Dim> dims) {
        return dims.stream().anyMatch(d -> !d.isConstant(0));
    }

    private static boolean isSymbolic(List<Dim> dims) {
        return dims.stream().anyMatch(d -> !d.isConstant());
    }

    @Override
    public Stream<String> concat(Movement.Concat op) {
        return typed("concat", when(node.operands().size() > 2, "concat of many"));
    }

    @Override
    public Stream<String> reverse(Movement.Reverse op) {
        return typed("reverse");
    }

    @Override
    public Stream<String> unfold(Movement.Unfold op) {
        return typed("unfold", when(isSymbolic(op.counts()), "unfold to a symbolic count"),
                windows("unfold", op.windows()));
    }

    @Override
    public Stream<String> fold(Movement.Fold op) {
        return typed("fold", windows("fold", op.windows()));
    }

    private static String windows(String name, List<Window> windows) {
        return windows.size() > 1 ? name + " of two axes"
                : windows.stream().anyMatch(w -> w.dilation() > 1) ? name + " dilated"
                : when(windows.stream().anyMatch(w -> w.stride() > 1), name + " strided");
    }

    @Override
    public Stream<String> matMul(Contraction.MatMul op) {
        return typed("matmul " + op.transposeA() + " " + op.transposeB(),
                when(node.type().rank() > 2, "matmul of batches"));
    }

    @Override
    public Stream<String> decomposition(Decomposition op) {
        return typed(op.toString(), when(node.type().rank() > 2, "decomposition of batches"));
    }

    @Override
    public Stream<String> gather(Indexing.Gather op) {
        return typed("gather", "gather at " + node.operands().get(1).dtype(),
                "gather at rank " + node.operands().get(1).type().rank());
    }

    @Override
    public Stream<String> scatterAdd(Indexing.ScatterAdd op) {
        return typed("scatter_add");
    }

    @Override
    public Stream<String> argSort(Indexing.ArgSort op) {
        return typed(op.descending() ? "argsort down" : "argsort up");
    }

    @Override
    public Stream<String> scan(Control.Scan op) {
        int carries = op.carries();
        String result = op.result() < carries ? "last" : op.result() < 2 * carries ? "entered" : "stacked";
        return Stream.of("scan " + (op.reverse() ? "backward" : "forward"), "scan " + result + " " + node.dtype(),
                op.length().isConstant() ? "scan of constant length" : "scan of symbolic length",
                carries == 0 ? "scan without carries" : "scan with carries",
                op.slices() == 0 ? "scan without slices" : "scan with slices");
    }

    @Override
    public Stream<String> cond(Control.Cond op) {
        return Stream.of("cond " + node.dtype());
    }

    @Override
    public Stream<String> ownDerivative(OwnDerivative op) {
        return typed(op.mnemonic());
    }
}
