"""Writes references.json: options with prices and Greeks by the closed forms, in 50-digit arithmetic (pip install mpmath).

    python3 make_references.py > references.json
"""
import json
import math
import random

from mpmath import exp, log, mp, mpf, ncdf, npdf, sqrt

mp.dps = 50
random.seed(1973)


def option():
    """Up to four standard deviations in or out of the money."""
    spot, rate = random.uniform(20, 200), random.uniform(-0.01, 0.1)
    volatility, maturity = random.uniform(0.05, 0.8), random.uniform(0.02, 5)
    strike = spot * math.exp(rate * maturity + volatility * math.sqrt(maturity) * random.uniform(-4, 4))
    return dict(spot=spot, strike=strike, rate=rate, volatility=volatility, maturity=maturity)


def closed_forms(spot, strike, rate, volatility, maturity):
    s, k, r, v, t = map(mpf, (spot, strike, rate, volatility, maturity))
    d1 = (log(s / k) + (r + v * v / 2) * t) / (v * sqrt(t))
    d2 = d1 - v * sqrt(t)
    discounted = k * exp(-r * t)
    vega = s * npdf(d1) * sqrt(t)
    return dict(call=s * ncdf(d1) - discounted * ncdf(d2), put=discounted * ncdf(-d2) - s * ncdf(-d1), delta=ncdf(d1),
                gamma=npdf(d1) / (s * v * sqrt(t)), vega=vega,
                theta=-s * npdf(d1) * v / (2 * sqrt(t)) - r * discounted * ncdf(d2), rho=t * discounted * ncdf(d2),
                vanna=-npdf(d1) * d2 / v, volga=vega * d1 * d2 / v)


def columns(rows):
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


options = [option() for _ in range(200)]
print(json.dumps(dict(inputs=columns(options), outputs=columns([closed_forms(**o) for o in options]))))
