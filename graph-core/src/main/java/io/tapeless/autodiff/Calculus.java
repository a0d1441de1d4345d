package io.tapeless.autodiff;

import static io.tapeless.autodiff.LinearMap.NONE;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tables of reverse and forward mode share, for one builder. */
final class Calculus {
    private final Arithmetic arithmetic;
    private final Masks masks;
    private final Products products;
    private final ScalarPartials partials;
    private final Dependence dependence = new Dependence(this);
    private final Map<Graph, BodyPullback> bodies = new HashMap<>();

    Calculus(GraphBuilder builder) {
        this.arithmetic = new Arithmetic(builder);
        this.masks = new Masks(arithmetic);
        this.products = new Products(arithmetic);
        this.partials = new ScalarPartials(arithmetic, masks);
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    Masks masks() {
        return masks;
    }

    Products products() {
        return products;
    }

    Dependence dependence() {
        return dependence;
    }

    ScalarPartials partials() {
        return partials;
    }

    /** Reverse mode of a body. */
    BodyPullback pullback(Graph body) {
        BodyPullback known = bodies.get(body);
        if (known == null) {
            known = new BodyPullback(body);
            bodies.put(body, known);
        }
        return known;
    }

    /** For each operand of a node how an adjoint passes to it; nothing passes to or from what is not a float. */
    List<LinearMap> pullbacks(Node node) {
        List<LinearMap> maps = new ArrayList<>(node.op().accept(new VjpRules(this, node)));
        for (int i = 0; i < maps.size(); i++) {
            if (!node.dtype().isFloat() || !node.operand(i).dtype().isFloat()) {
                maps.set(i, NONE);
            }
        }
        return maps;
    }

    /** A scalar zero of a node's dtype. */
    Node zero(Node like) {
        return arithmetic.builder().constant(TensorType.scalar(like.dtype()), 0);
    }

    /** True at the elements that a largest (or smallest) element node {@code y} equals. */
    Node extremes(Node y) {
        Node a = y.operand(0);
        Reduction.Reduce reduce = (Reduction.Reduce) y.op();
        return arithmetic.map(ScalarOp.EQ, a, arithmetic.broadcast(y, a.shape(), reduce.axes()));
    }

    /** Of a pad node {@code y}: true where its operand lies, false where the padding does. */
    Node unpadded(Node y) {
        GraphBuilder builder = arithmetic.builder();
        Shape inner = y.operand(0).shape();
        return builder.add(y.op(), builder.constant(new TensorType(DType.BOOL, inner), 1),
                builder.add(new Leaf.Constant(Literal.scalar(DType.BOOL, 0))));
    }
}
