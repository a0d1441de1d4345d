"""Writes reference_f64.csv beside itself: function, arguments, value as a sum of two doubles.

Needs gmpy2 2.3 and mpmath 1.3.
"""
import pathlib
import random

import gmpy2
import mpmath
from gmpy2 import mpfr

gmpy2.get_context().precision = 1200
random.seed(20)
PI = gmpy2.const_pi()
LN2 = gmpy2.const_log2()


def sigmoid(x):
    return 1 / (1 + gmpy2.exp(-x))


def softplus(x):
    return gmpy2.log1p(gmpy2.exp(x))


def log1mexp(x):
    return gmpy2.log(-gmpy2.expm1(x))


def erfinv(x):
    """By the iteration of Halley, which triples the digits."""
    mpmath.mp.prec = 1200
    y, x = mpmath.erfinv(float(x)), mpmath.mpf(float(x))
    for _ in range(4):
        h = (mpmath.erf(y) - x) * mpmath.exp(y * y) * mpmath.sqrt(mpmath.pi) / 2
        y -= h / (1 + h * y)
    return mpfr(mpmath.nstr(y, 350))


def uniform(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def logarithmic(low, high, count):
    """Both signs, exponents of 2 spread evenly."""
    return [random.choice([-1, 1]) * random.uniform(1, 2) * 2.0 ** random.randint(low, high) for _ in range(count)]


def positive(points):
    return [abs(x) for x in points]


small = logarithmic(-40, -1, 12) + logarithmic(-1000, -60, 4)
unit = uniform(-1, 1, 24) + small
ordinary = uniform(-4, 4, 24) + uniform(-30, 30, 12) + small
exponents = ordinary + uniform(-740, 709, 16)
logarithms = positive(uniform(0, 4, 20) + logarithmic(-1020, 1020, 16))
logarithms += [5e-324, 2.0 ** -1030, 1 - 2.0 ** -53, 1 + 2.0 ** -52]
angles = ordinary + uniform(-1e4, 1e4, 12) + logarithmic(14, 39, 16)
angles += [float(k * PI / 4) for k in [1, 2, 3, 4, 5, 7, 10, 355, 710, 103993, 2 ** 30 + 3, 1686629713]]

cases = {
    "exp": (gmpy2.exp, exponents + [709.78, -745.1, -708.5, -720.25]),
    "exp2": (gmpy2.exp2, ordinary + uniform(-1074, 1024, 16) + [-1074.0, 1023.999]),
    "expm1": (gmpy2.expm1, exponents + [709.78, -37.5]),
    "log": (gmpy2.log, logarithms),
    "log2": (gmpy2.log2, logarithms + [8.0, 2.0 ** -1074]),
    "log10": (gmpy2.log10, logarithms + [1000.0, 1e22]),
    "log1p": (gmpy2.log1p, [x for x in ordinary if x > -1] + logarithms + uniform(-1, 1, 12) + [-1 + 2.0 ** -53]),
    "sigmoid": (sigmoid, exponents + [36.0, 37.5, -745.0]),
    "softplus": (softplus, exponents + [36.0, 700.0, -745.0]),
    "log1mexp": (log1mexp, [-x for x in positive(exponents + unit)] + [-float(LN2), -744.0, -5e-324]),
    "cbrt": (gmpy2.cbrt, ordinary + logarithmic(-1060, 1020, 16) + [27.0, -5e-324]),
    "sin": (gmpy2.sin, angles),
    "cos": (gmpy2.cos, angles),
    "tan": (gmpy2.tan, angles),
    "asin": (gmpy2.asin, unit + [1.0, -1.0, 0.5, 1 - 2.0 ** -53]),
    "acos": (gmpy2.acos, unit + [-1.0, 0.5, 1 - 2.0 ** -53]),
    "atan": (gmpy2.atan, ordinary + logarithmic(1, 1000, 8) + [1.0]),
    "sinh": (gmpy2.sinh, ordinary + uniform(-710, 710, 12)),
    "cosh": (gmpy2.cosh, ordinary + uniform(-710, 710, 12)),
    "tanh": (gmpy2.tanh, ordinary + uniform(-1, 1, 12) + [19.0, 22.0]),
    "asinh": (gmpy2.asinh, ordinary + logarithmic(1, 1000, 12)),
    "acosh": (gmpy2.acosh, [1 + x for x in positive(ordinary)] + positive(logarithmic(1, 1000, 12))),
    "atanh": (gmpy2.atanh, unit + [1 - 2.0 ** -53, -0.5]),
    "erf": (gmpy2.erf, ordinary + [5.9, 1.0]),
    "erfc": (gmpy2.erfc, ordinary + uniform(0, 27.2, 24) + [26.5, 27.0]),
}
pairs = {
    "pow": (lambda x, y: x ** y, [(abs(x), y) for x, y in zip(ordinary, reversed(ordinary))]
            + [(random.uniform(0.5, 2), random.uniform(-900, 900)) for _ in range(24)]
            + [(-1.5, 701.0), (-3.0, -5.0), (1 - 2.0 ** -53, 2.0 ** 62), (2.0, -1074.0), (1e-310, 0.5), (10.0, 308.0)]),
    "atan2": (gmpy2.atan2, list(zip(uniform(-4, 4, 24), uniform(-4, 4, 24))) + list(zip(small, reversed(small)))
              + [(1e300, -1e-300), (5e-324, 1.0), (-1.0, -1e20)]),
}

gammas = positive(ordinary + logarithmic(-1000, 900, 24)) + uniform(0.5, 3, 40) + uniform(3, 9, 24)
gammas += [1.0, 2.0, 0.5, 1 + 2.0 ** -52, 2 - 2.0 ** -51, 6.25, 0.75, 2.25, 2.5, 1.4616321449683622, 170.5, 1e306, 5e-310]
later = {
    "erfinv": (erfinv, unit + uniform(-1, 1, 40) + [1 - 2.0 ** -k for k in range(1, 54)] + [0.998, -0.9989]),
    "lgamma": (lambda x: gmpy2.lgamma(x)[0], gammas + [-0.5, -1e-10, -1e-300, -7.3, -25.0625, -1e5 - 0.25]),
    "digamma": (gmpy2.digamma, gammas + [-0.25, -1e-10, -1e-300, -7.3, -25.0625, -1e5 - 0.25]),
}

for order in (1, 2, 3, 5, 12, 20):
    def derivative(x, order=order):
        mpmath.mp.prec = 400
        return mpfr(mpmath.nstr(mpmath.psi(order, mpmath.mpf(float(x))), 100))
    left = [-1e-3, -0.5, -2.25, -7.375] if order % 2 else [-1e-3, -0.25, -2.125, -7.375]
    later["polygamma%d" % order] = (derivative, positive(uniform(0, 4, 12) + uniform(0, 40, 8))
                                    + [1e-3, 1.0, 1e6 / order ** 2] + left)

with open(pathlib.Path(__file__).parent / "reference_f64.csv", "w") as out:
    for table in (cases, pairs, later):
        for name, (function, points) in table.items():
            for point in points:
                arguments = point if isinstance(point, tuple) else (point,)
                value = function(*[mpfr(x) for x in arguments])
                high = float(value)
                if not gmpy2.is_finite(mpfr(high)) or not gmpy2.is_finite(value):
                    continue
                low = float(value - mpfr(high))
                out.write(",".join([name] + [float(x).hex() for x in (*arguments, high, low)]) + "\n")
