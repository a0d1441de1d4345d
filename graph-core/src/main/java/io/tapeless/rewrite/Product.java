package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a node of floats is when multiplications, divisions, negations and broadcasts are seen through:
 * {@code c · f₁ · f₂ · … / (d₁ · d₂ · …)}. Immutable.
 */
final class Product {
    /** One factor: a node and the axes of the product that are the node's; it is repeated along the others. */
    record Factor(Node node, List<Integer> axes) {
        /** This factor in the shape of a product. */
        Node in(TensorType type, Arithmetic x) {
            return repeated(node, axes, type, x);
        }
    }

    /** Factors beyond this number are not taken apart. */
    private static final int MAX_FACTORS = 24;

    private final double coefficient;
    private final List<Factor> factors;
    private final List<Factor> divisors;

    private Product(double coefficient, List<Factor> factors, List<Factor> divisors) {
        this.coefficient = coefficient;
        this.factors = factors;
        this.divisors = divisors;
    }

    static Product of(Node node) {
        return one().times(node, GraphBuilder.allAxes(node.shape()), false);
    }

    private static Product one() {
        return new Product(1, List.of(), List.of());
    }

    private Product times(Node node, List<Integer> axes, boolean inverse) {
        Optional<Literal> constant = Match.splat(node);
        if (constant.isPresent()) {
            double value = constant.get().real(0);
            return scaled(inverse ? 1 / value : value);
        }
        if (is(node, ScalarOp.NEG)) {
            return scaled(-1).times(node.operand(0), axes, inverse);
        }
        if (factors.size() + divisors.size() < MAX_FACTORS && (is(node, ScalarOp.MUL) || is(node, ScalarOp.DIV))) {
            return times(node.operand(0), axes, inverse)
                    .times(node.operand(1), axes, inverse ^ is(node, ScalarOp.DIV));
        }
        if (node.op() instanceof Movement.Broadcast broadcast) {
            List<Integer> kept = MovementRules.keptAxes(broadcast).stream().map(axes::get).toList();
            return times(node.operand(0), kept, inverse);
        }
        Factor factor = new Factor(node, axes);
        return inverse ? new Product(coefficient, factors, with(divisors, factor))
                : new Product(coefficient, with(factors, factor), divisors);
    }

    private static List<Factor> with(List<Factor> list, Factor factor) {
        return Stream.concat(list.stream(), Stream.of(factor)).toList();
    }

    private static List<Factor> without(List<Factor> list, Factor factor) {
        List<Factor> rest = new ArrayList<>(list);
        rest.remove(factor);
        return List.copyOf(rest);
    }

    Product scaled(double by) {
        return new Product(coefficient * by, factors, divisors);
    }

    /** This product times a node that has some of its axes. */
    Product times(Factor factor) {
        return times(factor.node(), factor.axes(), false);
    }

    /** This product without one of its factors; empty if it has no such. */
    Optional<Product> withoutFactor(Factor factor) {
        return factors.contains(factor)
                ? Optional.of(new Product(coefficient, without(factors, factor), divisors)) : Optional.empty();
    }

    /** This product without one of its divisors; empty if it has no such. */
    Optional<Product> withoutDivisor(Factor divisor) {
        return divisors.contains(divisor)
                ? Optional.of(new Product(coefficient, factors, without(divisors, divisor))) : Optional.empty();
    }

    /** The factors that apply a function. */
    List<Factor> factors(ScalarOp function) {
        return factors.stream().filter(f -> is(f.node(), function)).toList();
    }

    List<Factor> divisors() {
        return divisors;
    }

    boolean isOne() {
        return coefficient == 1 && factors.isEmpty() && divisors.isEmpty();
    }

    /** True if both have the same coefficient, factors and divisors, in any order. */
    boolean isSame(Product other) {
        return coefficient == other.coefficient && areSame(factors, other.factors)
                && areSame(divisors, other.divisors);
    }

    private static boolean areSame(List<Factor> a, List<Factor> b) {
        List<Factor> rest = new ArrayList<>(a);
        return a.size() == b.size() && b.stream().allMatch(rest::remove);
    }

    /** A node that computes this product: what varies along few axes is multiplied first. */
    Node build(TensorType type, GraphBuilder g) {
        Arithmetic x = new Arithmetic(g);
        Optional<Node> result = Optional.empty();
        for (List<Integer> axes : groups()) {
            boolean first = result.isEmpty();
            Node group = repeated(group(axes, first ? coefficient : 1, type, x), axes, type, x);
            result = Optional.of(first ? group : x.mul(result.get(), group));
        }
        return result.orElseGet(() -> g.constant(type, coefficient));
    }

    /** The different axes of factors and divisors, the fewest first. */
    private List<List<Integer>> groups() {
        Set<List<Integer>> groups = new LinkedHashSet<>();
        Stream.concat(factors.stream(), divisors.stream()).forEach(f -> groups.add(f.axes()));
        return groups.stream().sorted(Comparator.comparingInt(List::size)).toList();
    }

    private Node group(List<Integer> axes, double scale, TensorType type, Arithmetic x) {
        Shape shape = new Shape(axes.stream().map(type.shape()::dim).toList());
        Optional<Node> above = product(factors, axes, x);
        Optional<Node> below = product(divisors, axes, x);
        Node one = x.builder().constant(type.with(shape), scale);
        Node scaled = above.map(node -> x.mul(node, one)).orElse(one);
        return below.map(node -> x.div(scaled, node)).orElse(scaled);
    }

    private static Optional<Node> product(List<Factor> factors, List<Integer> axes, Arithmetic x) {
        return factors.stream().filter(f -> f.axes().equals(axes)).map(Factor::node).reduce(x::mul);
    }

    private static Node repeated(Node node, List<Integer> axes, TensorType type, Arithmetic x) {
        List<Integer> others = new ArrayList<>(GraphBuilder.allAxes(type.shape()));
        others.removeAll(axes);
        return others.isEmpty() ? node : x.broadcast(node, type.shape(), others);
    }
}
