/**
 * A call on the arithmetic mean of a spot over time, which has no closed form. The same call on the geometric mean has
 * one, and is the control variate: only the difference of the two is simulated. Kemna and Vorst, 1990.
 */
class Asian {
    static final int PATHS = 100_000;
    static final int STEPS = 64;

    @Input Tensor spot = f64();
    @Input Tensor strike = f64();
    @Input Tensor rate = f64();
    @Input Tensor volatility = f64();
    @Input Tensor maturity = f64();

    // The mean of a path is its integral by the trapezoid rule, over STEPS equal steps.
    Tensor s = broadcastTo(spot, PATHS, 1);
    Tensor sigma = broadcastTo(volatility, PATHS, 1);
    Tensor step = maturity / STEPS;
    Tensor time = step * (iota(STEPS, F64) + 1);
    Tensor motion = sqrt(step) * cumsum(randomNormal(F64, PATHS, STEPS), 1);
    Tensor logSpot = log(s) + (rate - square(sigma) / 2) * time + sigma * motion;
    Tensor arithmetic = average(exp(logSpot), s);
    Tensor geometric = exp(average(logSpot, log(s)));
    Tensor discount = exp(-rate * maturity);
    Tensor difference = discount * (relu(arithmetic - strike) - relu(geometric - strike));

    // The logarithm of the geometric mean is normal; its mean and variance, by the trapezoid rule too:
    Tensor logMean = log(spot) + (rate - square(volatility) / 2) * maturity / 2;
    Tensor logVariance = square(volatility) * step * sum(square((STEPS - 0.5 - iota(STEPS, F64)) / STEPS));
    Tensor d2 = (logMean - log(strike)) / sqrt(logVariance);
    Tensor closedForm = discount
            * (exp(logMean + logVariance / 2) * normal(d2 + sqrt(logVariance)) - strike * normal(d2));

    @Output Tensor price = estimate(closedForm, difference);
    @Output Tensor delta = estimate(grad(closedForm, spot), grad(sum(difference), s));
    @Output Tensor vega = estimate(grad(closedForm, volatility), grad(sum(difference), sigma));
    @Output Tensor geometricPrice = closedForm;
    @Output Tensor withoutControl = estimate(zeros(F64), discount * relu(arithmetic - strike));

    /** The mean over a path by the trapezoid rule, for its values after each step and at the start. */
    static Tensor average(Tensor path, Tensor start) {
        Tensor end = narrow(path, 1, STEPS - 1, 1);
        return (sum(path, new int[] {1}, true) + (start - end) / 2) / STEPS;
    }

    static Tensor estimate(Tensor known, Tensor paths) {
        return stack(0, known + mean(paths), std(paths) / sqrt(PATHS));
    }

    Tensor normal(Tensor x) {
        return erfc(-x / sqrt(2)) / 2;
    }
}
