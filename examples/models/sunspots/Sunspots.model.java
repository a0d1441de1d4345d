/**
 * Next year's sunspot number from those of the last years: a linear autoregression, and hidden units for what is not linear.
 * Weigend, Huberman and Rumelhart, Predicting the future: a connectionist approach, 1990.
 */
class Sunspots {
    static final int LAGS = 12;
    static final int HIDDEN = 3;                   // 0: linear
    static final double PENALTY = 0.003;
    static final Dim N = dim(LAGS + 1, 100_000);   // years

    /** Hidden units, added up. */
    class Units {
        @Param Tensor inward = normal(0.3, LAGS, HIDDEN, F64);
        @Param Tensor bias = normal(0.3, HIDDEN, F64);
        @Param Tensor outward = normal(0.3, HIDDEN, F64);

        Tensor apply(Tensor x) {
            return matmul(tanh(matmul(x, inward) + bias), outward);
        }

        Tensor squares() {
            return sum(square(inward)) + sum(square(outward));
        }
    }

    @Input Tensor numbers = f64(N);

    @Param Tensor linear = zeros(LAGS, F64);
    @Param Tensor offset = zeros(F64);
    Units units = HIDDEN > 0 ? new Units() : null;

    Tensor scaled = (numbers - 50) / 50;
    Tensor windows = windows();
    Tensor straight = matmul(windows, linear) + offset;
    Tensor next = HIDDEN > 0 ? straight + units.apply(windows) : straight;
    @Output Tensor forecast = 50 * next + 50;      // of all years but the first LAGS

    Tensor fit = mean(square(narrow(scaled, 0, LAGS, N - LAGS) - next));
    @Loss Tensor loss = HIDDEN > 0 ? fit + PENALTY * units.squares() : fit;

    /** Row t has the numbers of the years t to t + LAGS - 1. */
    Tensor windows() {
        List<Tensor> lags = new ArrayList<>();
        for (int i = 0; i < LAGS; i++) {
            lags.add(narrow(scaled, 0, i, N - LAGS));
        }
        return stack(1, lags);
    }
}
