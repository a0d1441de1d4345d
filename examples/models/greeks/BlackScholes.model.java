/** European options by the formula of Black and Scholes (1973), and their Greeks as its derivatives. */
class BlackScholes {
    static final Dim N = dim();                    // options

    @Input Tensor spot = f64(N);
    @Input Tensor strike = f64(N);
    @Input Tensor rate = f64(N);                   // a year, continuous
    @Input Tensor volatility = f64(N);             // of a year
    @Input Tensor maturity = f64(N);               // years

    Tensor spread = volatility * sqrt(maturity);
    Tensor d1 = (log(spot / strike) + rate * maturity) / spread + spread / 2;
    Tensor d2 = d1 - spread;
    Tensor discounted = strike * exp(-rate * maturity);

    @Output Tensor call = spot * normal(d1) - discounted * normal(d2);
    @Output Tensor put = discounted * normal(-d2) - spot * normal(-d1);

    // An option's price depends on its own inputs alone, so that the gradient of the sum has each option's derivative.
    @Output Tensor delta = grad(sum(call), spot);
    @Output Tensor gamma = grad(sum(delta), spot);
    @Output Tensor vega = grad(sum(call), volatility);
    @Output Tensor theta = -grad(sum(call), maturity);
    @Output Tensor rho = grad(sum(call), rate);
    @Output Tensor vanna = grad(sum(delta), volatility);
    @Output Tensor volga = grad(sum(vega), volatility);

    /** The distribution function of the standard normal distribution, accurate in both tails. */
    Tensor normal(Tensor x) {
        return erfc(-x / sqrt(2)) / 2;
    }
}
