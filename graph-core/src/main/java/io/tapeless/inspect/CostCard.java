package io.tapeless.inspect;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a graph costs to run node by node, as polynomials in its symbolic dimensions. Fused code reads
 * and writes less; it computes the same.
 *
 * <p>One application of a scalar function counts as one operation, a fused multiply-add as two, as do a
 * product and sum of a contraction. Reshapes, broadcasts and windows are views: they cost nothing, and
 * who reads them reads what they view.
 *
 * @param rows the nodes that compute or move something, in order
 * @param parameters the number of trainable scalars
 */
public record CostCard(List<Row> rows, long parameters) {
    /**
     * One node.
     *
     * @param node its line in text without types and origin
     * @param operation its operation's name
     */
    public record Row(String node, String operation, Dim operations, Dim bytesRead, Dim bytesWritten) {}

    public static CostCard of(Graph graph) {
        List<Row> rows = graph.nodes().stream()
                .filter(n -> !(n.op() instanceof Leaf.Input) && !(n.op() instanceof Leaf.Variable)
                        && !(n.op() instanceof Leaf.Constant) && !isView(n))
                .map(n -> row(graph, n)).toList();
        long parameters = graph.variables().stream()
                .filter(n -> ((Leaf.Variable) n.op()).trainable())
                .mapToLong(n -> n.shape().size().constant()).sum();
        return new CostCard(rows, parameters);
    }

    private static Row row(Graph graph, Node node) {
        String line = GraphPrinter.print(graph, node);
        return new Row(line.substring(0, line.indexOf(" : ")), node.op().mnemonic(), operations(graph, node),
                bytesRead(node), bytes(node));
    }

    /** All operands, each once; of a table that is gathered from, what is gathered. */
    private static Dim bytesRead(Node node) {
        boolean isGather = node.op() instanceof Indexing.Gather;
        Dim picked = isGather ? bytes(node) : Dim.ZERO;
        return node.operands().stream().skip(isGather ? 1 : 0).distinct().map(CostCard::viewed)
                .filter(x -> !(x.op() instanceof Leaf.Constant))
                .map(CostCard::bytes).reduce(picked, Dim::plus);
    }

    private static boolean isView(Node node) {
        return node.op() instanceof Movement.Reshape || node.op() instanceof Movement.Broadcast
                || node.op() instanceof Movement.Unfold;
    }

    private static Node viewed(Node node) {
        return isView(node) ? viewed(node.operand(0)) : node;
    }

    private static Dim bytes(Node node) {
        return node.shape().size().times(node.dtype().bytes());
    }

    private static Dim operations(Graph graph, Node node) {
        if (node.op() instanceof Control control) {
            Node first = graph.nodes().stream().filter(n -> n.op() instanceof Control
                    && Control.group(n).equals(Control.group(node))).findFirst().orElseThrow();
            return node == first ? operations(control) : Dim.ZERO;
        }
        if (node.op() instanceof Elementwise.Map map) {
            return node.shape().size().times(map.function() == ScalarOp.FMA ? 2 : 1);
        }
        if (node.op() instanceof Elementwise.Polygamma) {
            return node.shape().size();
        }
        if (node.op() instanceof Reduction || node.op() instanceof Movement.Fold) {
            return node.operand(0).shape().size();
        }
        if (node.op() instanceof Contraction.MatMul product) {
            int rank = node.type().rank();
            Dim inner = node.operand(0).shape().dim(product.transposeA() ? rank - 2 : rank - 1);
            return node.shape().size().times(inner).times(2);
        }
        return node.op() instanceof Indexing.ScatterAdd ? node.operand(2).shape().size() : Dim.ZERO;
    }

    /** Of all steps of a loop; of both branches of a choice. */
    private static Dim operations(Control control) {
        Dim bodies = control.bodies().stream().map(body -> of(body).operations()).reduce(Dim.ZERO, Dim::plus);
        return control instanceof Control.Scan scan ? bodies.times(scan.length()) : bodies;
    }

    /** The operations of all nodes. */
    public Dim operations() {
        return total(Row::operations);
    }

    public Dim bytesRead() {
        return total(Row::bytesRead);
    }

    public Dim bytesWritten() {
        return total(Row::bytesWritten);
    }

    private Dim total(Function<Row, Dim> cost) {
        return rows.stream().map(cost).reduce(Dim.ZERO, Dim::plus);
    }

    /** The operations of all nodes of each kind, by its name. */
    public Map<String, Dim> operationsByKind() {
        Map<String, Dim> kinds = new TreeMap<>();
        rows.forEach(row -> kinds.merge(row.operation(), row.operations(), Dim::plus));
        return kinds;
    }

    /** A table: one line a node, then the totals. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        line(table, "node", "operations", "bytes read", "bytes written");
        rows.forEach(row -> line(table, row.node(), row.operations(), row.bytesRead(), row.bytesWritten()));
        line(table, "total", operations(), bytesRead(), bytesWritten());
        return table.append("parameters ").append(parameters).append('\n').toString();
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(String.format("%-48s %24s %24s %24s%n", cells).replace(System.lineSeparator(), "\n"));
    }
}
