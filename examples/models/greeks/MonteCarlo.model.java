/**
 * A European call by simulation: price and Greeks, each as the mean of an estimate on each path, with its standard error.
 * Glasserman, Monte Carlo Methods in Financial Engineering, 2003, chapter 7.
 */
class MonteCarlo {
    static final int PATHS = 1_000_000;

    @Input Tensor spot = f64();
    @Input Tensor strike = f64();
    @Input Tensor rate = f64();
    @Input Tensor volatility = f64();
    @Input Tensor maturity = f64();

    // Every path has its own copy of the parameters: the gradient of the sum has each path's derivatives.
    Tensor s = onEachPath(spot);
    Tensor r = onEachPath(rate);
    Tensor sigma = onEachPath(volatility);
    Tensor t = onEachPath(maturity);

    Tensor z = randomNormal(F64, PATHS);
    Tensor x = logMean() + sigma * sqrt(t) * z;                           // the logarithm of the spot at maturity
    Tensor payoff = exp(-r * t) * relu(exp(x) - strike);

    // Pathwise: the derivative of a path's payoff, its random number kept. It needs a payoff without jumps.
    List<Tensor> pathwise = grad(sum(payoff), List.of(s, sigma, t, r));

    // Likelihood ratio: the payoff times the derivative of its density's logarithm, its place kept. It takes any payoff.
    Tensor logDensity = -square((x - logMean()) / sigma) / (2 * t) - log(sigma * sqrt(t));
    Tensor score = grad(sum(logDensity), s, x);
    Tensor weighted = payoff * score;

    @Output Tensor price = estimate(payoff);
    @Output Tensor delta = estimate(pathwise.get(0));
    @Output Tensor vega = estimate(pathwise.get(1));
    @Output Tensor theta = estimate(-pathwise.get(2));
    @Output Tensor rho = estimate(pathwise.get(3));
    @Output Tensor deltaByRatio = estimate(weighted);
    @Output Tensor gamma = estimate(grad(sum(weighted), s));              // pathwise, of the likelihood ratio's delta

    Tensor logMean() {
        return log(s) + (r - square(sigma) / 2) * t;
    }

    Tensor onEachPath(Tensor parameter) {
        return broadcastTo(parameter, PATHS);
    }

    /** The mean of the paths and its standard error. */
    static Tensor estimate(Tensor paths) {
        return stack(0, mean(paths), std(paths) / sqrt(PATHS));
    }
}
