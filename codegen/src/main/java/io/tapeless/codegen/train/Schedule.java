package io.tapeless.codegen.train;

/**
 * The learning rate of each step of a run, a function of the number of steps t made before it. In the formulas
 * η is the learning rate, η_T what it ends at, T the length in steps.
 */
@FunctionalInterface
public interface Schedule {
    /** The learning rate of the step after {@code made} steps, which a schedule made of others may ask for in parts. */
    double rate(double made);

    /** {@code η}. */
    static Schedule constant(double rate) {
        return made -> rate;
    }

    /** {@code η·f^⌊t / k⌋}: multiplied by f each k steps. */
    static Schedule step(double rate, double factor, double every) {
        return made -> rate * Math.pow(factor, Math.floor(made / every));
    }

    /** {@code η·f^(t / k)}. */
    static Schedule exponential(double rate, double factor, double every) {
        return made -> rate * Math.pow(factor, made / every);
    }

    /** {@code η + (η_T − η)·min(1, t / T)}. */
    static Schedule linear(double rate, double end, double length) {
        return polynomial(rate, end, length, 1);
    }

    /** {@code η_T + (η − η_T)·(1 − min(1, t / T))^p}. */
    static Schedule polynomial(double rate, double end, double length, double power) {
        return made -> end + (rate - end) * Math.pow(1 - Math.min(1, made / length), power);
    }

    /**
     * {@code η_T + (η − η_T)·(1 + cos(π·t / T)) / 2}, which stays at η_T after T steps.
     * Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017.
     */
    static Schedule cosine(double rate, double end, double length) {
        return made -> end + (rate - end) * (1 + Math.cos(Math.PI * Math.min(1, made / length))) / 2;
    }

    /** {@link #cosine} again and again: the first of a length, each next one longer by a factor. */
    static Schedule cosineWithRestarts(double rate, double end, double length, double growth) {
        return made -> {
            double left = growth == 1 ? made % length : made;
            double cycle = length;
            while (left >= cycle) {
                left -= cycle;
                cycle *= growth;
            }
            return end + (rate - end) * (1 + Math.cos(Math.PI * left / cycle)) / 2;
        };
    }

    /**
     * Up along a cosine from η/25 to η in the first 30 % of the run, down along another to η/250000. Smith and
     * Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates, 2018.
     */
    static Schedule oneCycle(double rate, double length) {
        double peak = 0.3 * length;
        Schedule up = cosine(rate / 25, rate, peak);
        Schedule down = cosine(rate, rate / 25 / 1e4, length - peak);
        return made -> made < peak ? up.rate(made) : down.rate(made - peak);
    }

    /** This schedule after a rise: {@code η·(t + 1) / n} in the first n steps, with η its first rate. */
    default Schedule afterWarmUp(long steps) {
        return made -> made < steps ? rate(0) * (made + 1) / steps : rate(made - steps);
    }
}
