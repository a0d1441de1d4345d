package io.tapeless.codegen.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Minimises a function of many variables from its values and gradients: the limited-memory method of Broyden,
 * Fletcher, Goldfarb and Shanno, which remembers the last m pairs of steps s and changes of the gradient y.
 *
 * <pre>
 *   q = g;   newest to oldest:  αᵢ = ρᵢ·sᵢᵀq,  q ← q − αᵢ·yᵢ          ρᵢ = 1 / yᵢᵀsᵢ
 *   r = (sᵀy / yᵀy)·q;   oldest to newest:  r ← r + sᵢ·(αᵢ − ρᵢ·yᵢᵀr)
 *   x ← x − α·r,  α from a {@link LineSearch}
 * </pre>
 *
 * Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4 and 7.5. The first direction is the gradient
 * divided by its norm, if that is more than 1. A pair with yᵀs ≤ 0, which a line search that found no good point may
 * leave, is forgotten.
 */
public final class Lbfgs {
    /** A function to minimise. */
    public interface Objective {
        /**
         * The value at a point.
         *
         * @param gradient where to write the gradient at the point
         */
        double evaluate(double[] point, double[] gradient);
    }

    /** A step, the change of the gradient along it, and their product. */
    record Pair(double[] step, double[] change, double curvature) {
        Pair(double[] step, double[] change) {
            this(step, change, dot(step, change));
        }
    }

    private final Objective objective;
    private final int memory;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] point;
    private double[] gradient;
    private double value;
    private double[] evaluated;
    private int evaluations;

    /**
     * Evaluates the function at the start.
     *
     * @param memory m, the pairs to remember
     * @throws TrainingException if the value there is not finite
     */
    public Lbfgs(Objective objective, double[] start, int memory) {
        this(objective, start, memory, List.of());
    }

    /** Goes on from a point with the pairs remembered there, the oldest first. */
    Lbfgs(Objective objective, double[] start, int memory, List<Pair> pairs) {
        this.objective = objective;
        this.pairs.addAll(pairs);
        this.memory = memory;
        this.point = start.clone();
        this.gradient = new double[start.length];
        this.value = evaluate(point, gradient);
        if (!Double.isFinite(value)) {
            throw new TrainingException("the loss is " + value + " at the start");
        }
    }

    private double evaluate(double[] at, double[] slope) {
        evaluations++;
        evaluated = at;
        return objective.evaluate(at, slope);
    }

    /** Whether the function was last evaluated where it is now. */
    boolean isWhereEvaluated() {
        return evaluated == point;
    }

    /** Evaluates the function again where it is. */
    void evaluate() {
        evaluate(point, gradient);
    }

    /** The pairs that are remembered, the oldest first. */
    List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    /** Where it is. */
    public double[] point() {
        return point.clone();
    }

    /** The value there. */
    public double value() {
        return value;
    }

    /** The norm of the gradient there. */
    public double gradientNorm() {
        return Math.sqrt(dot(gradient, gradient));
    }

    /** How often the function was evaluated. */
    public int evaluations() {
        return evaluations;
    }

    /**
     * Makes one step.
     *
     * @return false if no lower point was found, as at a minimum; nothing has changed then
     */
    public boolean step() {
        double[] direction = direction();
        double slope = dot(direction, gradient);
        if (!(slope < 0)) {
            return false;
        }
        double first = pairs.isEmpty() ? 1 / Math.max(1, gradientNorm()) : 1;
        double[] start = point;
        LineSearch search = new LineSearch(length -> {
            double[] at = along(start, direction, length);
            double[] there = new double[at.length];
            double found = evaluate(at, there);
            return new LineSearch.Trial(length, found, dot(there, direction), at, there);
        });
        LineSearch.Trial found = search.find(value, slope, first);
        if (found == null) {
            return false;
        }
        remember(minus(found.point(), point), minus(found.gradient(), gradient));
        point = found.point();
        gradient = found.gradient();
        value = found.value();
        return true;
    }

    private void remember(double[] step, double[] change) {
        Pair pair = new Pair(step, change);
        if (pair.curvature > 0) {
            pairs.addLast(pair);
            if (pairs.size() > memory) {
                pairs.removeFirst();
            }
        }
    }

    /** −H·g, with H the approximate inverse Hessian. */
    private double[] direction() {
        double[] r = gradient.clone();
        List<Pair> newest = new ArrayList<>(pairs);
        Collections.reverse(newest);
        double[] alphas = new double[newest.size()];
        for (int i = 0; i < alphas.length; i++) {
            Pair pair = newest.get(i);
            alphas[i] = dot(pair.step, r) / pair.curvature;
            add(r, pair.change, -alphas[i]);
        }
        if (!newest.isEmpty()) {
            Pair last = newest.get(0);
            scale(r, last.curvature / dot(last.change, last.change));
        }
        for (int i = alphas.length - 1; i >= 0; i--) {
            Pair pair = newest.get(i);
            add(r, pair.step, alphas[i] - dot(pair.change, r) / pair.curvature);
        }
        scale(r, -1);
        return r;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] a, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * a[i];
        }
    }

    private static void scale(double[] a, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= factor;
        }
    }

    private static double[] along(double[] start, double[] direction, double length) {
        double[] point = start.clone();
        add(point, direction, length);
        return point;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, b, -1);
        return difference;
    }
}
