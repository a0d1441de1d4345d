"""Prints the prices of calls on the mean, strike 2, by inverting Geman and Yor's Laplace transform (pip install mpmath).

    python3 asian_prices.py
"""
from mpmath import beta, exp, gamma, hyp1f1, invertlaplace, mp, mpf, nstr, sqrt

mp.dps = 80
STRIKE = 2
CASES = [  # rate, volatility, maturity, spot
    ("0.02", "0.1", 1, "2"), ("0.18", "0.3", 1, "2"), ("0.0125", "0.25", 2, "2"), ("0.05", "0.5", 1, "1.9"),
    ("0.05", "0.5", 1, "2"), ("0.05", "0.5", 1, "2.1"), ("0.05", "0.5", 2, "2")]


def call(rate, volatility, maturity, spot):
    r, v, t, s = map(mpf, (rate, volatility, maturity, spot))
    nu, q = 2 * r / v**2 - 1, v**2 * STRIKE * t / (4 * s)

    def transform(l):
        """In h = v² t / 4: the integral of exp(-x) x^(a-1) (1 - 2 q x)^(b-1) to 1/(2 q), over l (l - 2 - 2 nu) gamma(a)."""
        mu = sqrt(2 * l + nu**2)
        a, b = (mu - nu) / 2 - 1, (mu + nu) / 2 + 2
        return (2 * q)**-a * beta(a, b) * hyp1f1(a, a + b, -1 / (2 * q)) / (l * (l - 2 - 2 * nu) * gamma(a))

    return exp(-r * t) / t * 4 * s / v**2 * invertlaplace(transform, v**2 * t / 4, method="talbot", degree=160)


for case in CASES:
    print(*case, nstr(call(*case), 10))
