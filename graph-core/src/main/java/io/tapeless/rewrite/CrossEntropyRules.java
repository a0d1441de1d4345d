package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The adjoints of cross-entropies: prediction minus target, times what comes from above. Equal but for
 * rounding to the sum of the two paths that lead back from the loss.
 */
final class CrossEntropyRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.ADD, "subtract-one-hot-from-softmax", CrossEntropyRules::subtractOneHot)
            .on(ScalarOp.SUB, "subtract-one-hot-from-softmax", CrossEntropyRules::subtractOneHot)
            .on(ScalarOp.ADD, "subtract-target-from-sigmoid", CrossEntropyRules::subtractTarget)
            .on(ScalarOp.SUB, "subtract-target-from-sigmoid", CrossEntropyRules::subtractTarget);

    /** A node with the sign it has in a sum. */
    private record Term(Node node, int sign) {
        Product product() {
            return Product.of(node).scaled(sign);
        }
    }

    private CrossEntropyRules() {}

    private static Term left(Node sum) {
        return new Term(sum.operand(0), 1);
    }

    private static Term right(Node sum) {
        return new Term(sum.operand(1), is(sum, ScalarOp.SUB) ? -1 : 1);
    }

    /** {@code e·G/Σe − select(m, G, 0) → (e/Σe − [m]) · G} unless G is 1. */
    private static Optional<Node> subtractOneHot(Node n, GraphBuilder g) {
        return subtractOneHot(n, left(n), right(n), g).or(() -> subtractOneHot(n, right(n), left(n), g));
    }

    private static Optional<Node> subtractOneHot(Node n, Term exponentials, Term picked, GraphBuilder graph) {
        if (!n.dtype().isFloat() || !is(picked.node(), ScalarOp.SELECT)
                || !isConstant(picked.node().operand(2), 0.0)) {
            return Optional.empty();
        }
        Product product = exponentials.product();
        Product chosen = Product.of(picked.node().operand(1)).scaled(-picked.sign());
        for (Product.Factor sum : product.divisors()) {
            Optional<Product> scale = withoutSoftmax(product, sum, n)
                    .filter(g -> !g.isOne() && isSameWhere(picked.node().operand(0), g, chosen, graph));
            if (scale.isPresent()) {
                Arithmetic x = new Arithmetic(graph);
                Node softmax = x.div(sum.node().operand(0), sum.in(n.type(), x));
                Node oneHot = x.where(picked.node().operand(0), x.constant(n, 1));
                return Optional.of(x.mul(x.sub(softmax, oneHot), scale.get().build(n.type(), graph)));
            }
        }
        return Optional.empty();
    }

    /** True if {@code select(m, G, 0) = select(m, H, 0)}: G is H, or H chosen where the index of m is in range. */
    private static boolean isSameWhere(Node mask, Product g, Product h, GraphBuilder graph) {
        return g.isSame(h) || g.factors(ScalarOp.SELECT).stream().anyMatch(choice ->
                isConstant(choice.node().operand(2), 0.0)
                        && IndexMask.of(mask).filter(m -> m.inRange(graph) == choice.node().operand(0)).isPresent()
                        && g.withoutFactor(choice).orElseThrow()
                                .times(new Product.Factor(choice.node().operand(1), choice.axes())).isSame(h));
    }

    /** The G of a product {@code e·G/s} of n's shape, for a divisor {@code s = Σe} repeated along the summed axes. */
    private static Optional<Product> withoutSoftmax(Product product, Product.Factor s, Node n) {
        if (!(s.node().op() instanceof Reduction.Reduce reduce) || reduce.kind() != Reduction.Kind.SUM
                || !s.node().operand(0).type().equals(n.type())) {
            return Optional.empty();
        }
        List<Integer> all = GraphBuilder.allAxes(n.shape());
        List<Integer> kept = new ArrayList<>(all);
        kept.removeAll(reduce.axes());
        Product.Factor e = new Product.Factor(s.node().operand(0), all);
        return kept.equals(s.axes())
                ? product.withoutFactor(e).flatMap(p -> p.withoutDivisor(s)) : Optional.empty();
    }

    /** {@code (1 − y)·σ(z)·G − y·σ(−z)·G → (σ(z) − y)·G}. */
    private static Optional<Node> subtractTarget(Node n, GraphBuilder g) {
        return !n.dtype().isFloat() ? Optional.empty()
                : subtractTarget(n, left(n).product(), right(n).product(), g)
                        .or(() -> subtractTarget(n, right(n).product(), left(n).product(), g));
    }

    private static Optional<Node> subtractTarget(Node n, Product toZero, Product toOne, GraphBuilder g) {
        Arithmetic x = new Arithmetic(g);
        for (Product.Factor sigmoid : toZero.factors(ScalarOp.SIGMOID)) {
            for (Product.Factor complement : toZero.factors(ScalarOp.SUB)) {
                if (isConstant(complement.node().operand(0), 1)) {
                    Product.Factor y = new Product.Factor(complement.node().operand(1), complement.axes());
                    Product scale = toZero.withoutFactor(sigmoid)
                            .flatMap(p -> p.withoutFactor(complement)).orElseThrow();
                    if (withoutReflected(toOne, sigmoid).filter(scale.times(y).scaled(-1)::isSame).isPresent()) {
                        return Optional.of(x.mul(x.sub(sigmoid.in(n.type(), x), y.in(n.type(), x)),
                                scale.build(n.type(), g)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The P of {@code P·σ(−z)} or {@code P·(1 − σ(z))} for a given {@code σ(z)}. */
    private static Optional<Product> withoutReflected(Product product, Product.Factor sigmoid) {
        Product minus = Product.of(sigmoid.node().operand(0)).scaled(-1);
        for (Product.Factor other : product.factors(ScalarOp.SIGMOID)) {
            if (other.axes().equals(sigmoid.axes()) && Product.of(other.node().operand(0)).isSame(minus)) {
                return product.withoutFactor(other);
            }
        }
        for (Product.Factor other : product.factors(ScalarOp.SUB)) {
            if (other.axes().equals(sigmoid.axes()) && isConstant(other.node().operand(0), 1)
                    && other.node().operand(1) == sigmoid.node()) {
                return product.withoutFactor(other);
            }
        }
        return Optional.empty();
    }
}
