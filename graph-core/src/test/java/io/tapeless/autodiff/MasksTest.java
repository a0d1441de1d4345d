package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was not chosen has no part in a gradient, even if its derivative is infinite or NaN there. */
class MasksTest {
    private final Sandbox s = new Sandbox();
    private final Node a = s.input("a", Shape.of(3), 0, 4, -1);
    private final Node positive = s.x.map(ScalarOp.GT, a, s.x.zeros(a));

    /** Equal up to the sign of zero. */
    private static void assertEqual(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, 1e-15);
    }

    private double[] gradient(Node y) {
        return s.eval(s.d.gradient(s.x.sum(y), a));
    }

    private Node sqrt(Node x) {
        return s.x.sqrt(x);
    }

    private Node log(Node x) {
        return s.x.map(ScalarOp.LOG, x);
    }

    @Test
    void branchesNotTaken() {
        assertEqual(new double[] {0, 0.25, 0}, gradient(s.x.where(positive, sqrt(a))));
        assertEqual(new double[] {0, 0.25, 0}, gradient(s.x.select(s.x.not(positive), s.x.zeros(a), sqrt(a))));
        assertEqual(new double[] {0, 0.25, 0}, gradient(s.x.where(positive, log(a))));
        assertEqual(new double[] {0, 1 + Math.log(4), 0}, gradient(s.x.where(positive, s.x.mul(a, log(a)))));
        assertEqual(new double[] {0, -0.0625, 0}, gradient(s.x.where(positive, s.x.div(1, a))));
    }

    @Test
    void secondDerivatives() {
        Node gradient = s.d.gradient(s.x.sum(s.x.where(positive, sqrt(a))), a);
        assertEqual(new double[] {0, -1.0 / 32, 0}, gradient(gradient));
        assertEqual(new double[] {0, -1.0 / 32, 0},
                s.eval(s.d.hvp(s.x.sum(s.x.where(positive, sqrt(a))), a, s.x.constant(a, 1))));
    }

    /** The logistic function as in textbooks, one formula a side. */
    @Test
    void overflowInTheOtherBranch() {
        Node x = s.input("x", Shape.of(2), 1000, -1000);
        Node left = s.x.map(ScalarOp.EXP, x);
        Node right = s.x.map(ScalarOp.EXP, s.x.neg(x));
        Node sigmoid = s.x.select(s.x.map(ScalarOp.GE, x, s.x.zeros(x)),
                s.x.div(1, s.x.add(right, 1)), s.x.div(left, s.x.add(left, 1)));
        assertEqual(new double[] {0, 0}, s.eval(s.d.gradient(s.x.sum(sigmoid), x)));
    }

    @Test
    void throughFurtherOperations() {
        Node root = sqrt(a);
        Node tripled = s.x.mul(s.x.neg(root), 3);
        assertEqual(new double[] {0, -0.75, 0}, gradient(s.x.where(positive, tripled)));
        Node column = s.x.reshape(root, Shape.of(3, 1));
        Node condition = s.x.reshape(positive, Shape.of(3, 1));
        assertEqual(new double[] {0, 0.25, 0}, gradient(s.x.where(condition, column)));
        Node repeated = s.x.broadcast(root, Shape.of(3, 2), List.of(1));
        assertEqual(new double[] {0, 0.5, 0},
                gradient(s.x.where(s.x.broadcast(positive, Shape.of(3, 2), List.of(1)), repeated)));
    }

    @Test
    void nestedAndJoinedChoices() {
        Node small = s.x.map(ScalarOp.LT, a, s.x.constant(a, 5));
        Node root = sqrt(a);
        assertEqual(new double[] {0, 0.25, 0}, gradient(s.x.where(small, s.x.where(positive, root))));
        Node twice = s.x.add(s.x.where(positive, root), s.x.where(positive, s.x.mul(root, root)));
        assertEqual(new double[] {0, 1.25, 0}, gradient(twice));
        Node both = s.x.add(s.x.where(positive, root), s.x.where(s.x.and(small, positive), s.x.mul(root, 3)));
        assertEqual(new double[] {0, 1, 0}, gradient(both));
    }

    @Test
    void functionsWithKinksChooseToo() {
        // max(log a, −1): log is not chosen at 0
        assertEqual(new double[] {0, 0.25},
                s.eval(s.d.gradient(s.x.sum(s.x.map(ScalarOp.MAX, log(pair()), s.x.constant(pair(), -1))), pair())));
        assertEqual(new double[] {0, 0.25}, s.eval(s.d.gradient(s.x.sum(s.x.map(ScalarOp.RELU, log(pair()))),
                pair())));
        Node clipped = s.x.map(ScalarOp.CLIP, log(pair()), s.x.constant(pair(), -1), s.x.constant(pair(), 9));
        assertEqual(new double[] {0, 0.25}, s.eval(s.d.gradient(s.x.sum(clipped), pair())));
    }

    private Node pair() {
        return s.input("pair", Shape.of(2), 0, 4);
    }

    /** Slicing and function of scalars commute, in value and gradient. */
    @Test
    void partsNotTaken() {
        Node slice = s.x.slice(sqrt(a), 0, Dim.ONE, Dim.ONE);
        assertEqual(new double[] {0, 0.25, 0}, gradient(slice));
        Node picked = s.builder.add(new Indexing.Gather(0), sqrt(a), s.indices("i", Shape.of(2), 1, 1));
        assertEqual(new double[] {0, 0.5, 0}, gradient(picked));
        Movement.Unfold second = new Movement.Unfold(List.of(new Window(0, 1, 1, 1)), List.of(Dim.ONE));
        Node window = s.builder.add(second, s.x.slice(sqrt(a), 0, Dim.ONE, Dim.of(2)));
        assertEqual(new double[] {0, 0.25, 0}, gradient(window));
        Node reversed = s.x.slice(s.builder.add(new Movement.Reverse(List.of(0)), sqrt(a)), 0, Dim.ONE, Dim.ONE);
        assertEqual(new double[] {0, 0.25, 0}, gradient(reversed));
    }

    @Test
    void whatIsChosenKeepsItsInfinity() {
        assertEquals(Double.POSITIVE_INFINITY, gradient(sqrt(s.x.map(ScalarOp.MAX, a, s.x.constant(a, -2))))[0]);
    }

    /** Where no partial can be infinite the choice stays where it was made, and its adjoint is shared. */
    @Test
    void finiteProductsAreLeftAlone() {
        Node w = s.random("w", 3);
        Node y = s.x.sum(s.x.map(ScalarOp.RELU, s.x.mul(w, a)));
        s.d.gradients(y, List.of(w, a));
        long selects = s.builder.nodes().stream()
                .filter(n -> n.op().equals(new Elementwise.Map(ScalarOp.SELECT))).count();
        assertEquals(1, selects);
        assertFalse(Arrays.stream(gradient(y)).anyMatch(Double::isNaN));
    }
}
