"""Prints the coefficients of lgamma, digamma and erfInv as Java. Needs mpmath 1.3.

Each polynomial interpolates its function at Chebyshev nodes, computed with 80 digits; the coefficients are then
rounded to f32 or f64.
"""
import struct

import mpmath as mp

mp.mp.dps = 80


def interpolate(f, low, high, count, centre):
    """Coefficients, lowest power first, in powers of x - centre."""
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = [middle + half * mp.cos((2 * i + 1) * mp.pi / (2 * count)) for i in range(count)]
    values = [f(x) for x in nodes]
    divided = list(values)
    for step in range(1, count):
        for i in range(count - 1, step - 1, -1):
            divided[i] = (divided[i] - divided[i - 1]) / (nodes[i] - nodes[i - step])
    result = [mp.mpf(0)]
    for i in range(count - 1, -1, -1):
        shifted = [mp.mpf(0)] + result
        for k, c in enumerate(result):
            shifted[k] -= c * (nodes[i] - centre)
        shifted[0] += divided[i]
        result = shifted
    return result[:count]


def single(x):
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def trim(text):
    mantissa, exponent = text.split("p")
    return mantissa.rstrip("0").rstrip(".") + "p" + exponent.lstrip("+")


def java(coefficients, is_single):
    if is_single:
        return ", ".join(trim(single(c).hex()) + "f" for c in coefficients)
    return ", ".join(trim(float(c).hex()) for c in coefficients)


def error(f, coefficients, low, high, centre, weight):
    worst = mp.mpf(0)
    for i in range(2001):
        x = low + (high - low) * i / 2000
        if x == low == 0:
            continue
        y = mp.polyval([mp.mpf(c) for c in reversed(coefficients)], x - centre)
        worst = max(worst, abs(y - f(x)) / weight(x))
    return mp.log(worst, 2)


def show(name, f, f32, f64, weight=None):
    """f32 and f64: low, high, count, centre."""
    weight = weight or (lambda x: abs(f(x)))
    print(name)
    for label, (low, high, count, centre) in (("f32", f32), ("f64", f64)):
        low, high, centre = mp.mpf(low), mp.mpf(high), mp.mpf(centre)
        c = interpolate(f, low, high, count, centre)
        rounded = [single(v) if label == "f32" else float(v) for v in c]
        print("  %s 2^%s exact, 2^%s rounded" % (label, mp.nstr(error(f, c, low, high, centre, weight), 4),
                                                 mp.nstr(error(f, rounded, low, high, centre, weight), 4)))
        print("   ", java(c, label == "f32"))


def near(point, f, derivative):
    return lambda x: derivative if abs(x - point) < mp.mpf(10) ** -30 else f(x)


def lgamma_base(z):
    if abs(z - 1) < mp.mpf(10) ** -30 or abs(z - 2) < mp.mpf(10) ** -30:
        z += mp.mpf(10) ** -25
    return mp.loggamma(z) / ((z - 1) * (z - 2))


root = mp.findroot(mp.digamma, 1.4616)


def digamma_base(z):
    return mp.psi(1, root) if abs(z - root) < mp.mpf(10) ** -30 else mp.digamma(z) / (z - root)


def stirling(w):
    """x·(lgamma x − (x − ½)·log x + x − ½·log 2π), w = 1/x²."""
    if w == 0:
        return mp.mpf(1) / 12
    x = 1 / mp.sqrt(w)
    return x * (mp.loggamma(x) - (x - 0.5) * mp.log(x) + x - mp.log(2 * mp.pi) / 2)


def digamma_tail(w):
    """x²·(log x − 1/(2x) − digamma x)."""
    if w == 0:
        return mp.mpf(1) / 12
    x = 1 / mp.sqrt(w)
    return x * x * (mp.log(x) - 1 / (2 * x) - mp.digamma(x))


def sine(w):
    """sin(πr)/(πr), w = r²."""
    return mp.mpf(1) if w == 0 else mp.sin(mp.pi * mp.sqrt(w)) / (mp.pi * mp.sqrt(w))


def cotangent(w):
    """(π·cot(πr) − 1/r)/r."""
    if w == 0:
        return -mp.pi ** 2 / 3
    r = mp.sqrt(w)
    return (mp.pi * mp.cot(mp.pi * r) - 1 / r) / r


def erfinv_of(w):
    """erfInv(x)/x, w = −log(1 − x²)."""
    if w == 0:
        return mp.sqrt(mp.pi) / 2
    x = mp.sqrt(-mp.expm1(-w))
    # by Newton from an asymptotic start
    target = -mp.expm1(-w)
    c = 1 - x if w < 3 else mp.exp(-w) / (1 + x)
    y = mp.mpf(mp.sqrt(w)) * 0.9
    for _ in range(200):
        step = (mp.erfc(y) - c) / (-2 / mp.sqrt(mp.pi) * mp.exp(-y * y))
        h = step / (1 + step * y)
        y -= h
        if abs(h) < mp.mpf(10) ** -70:
            break
    return y / x


print("root", float(root).hex(), float(root - mp.mpf(float(root))).hex(), single(root).hex(),
      single(root - mp.mpf(single(root))).hex())
show("LGAMMA base", lgamma_base, (0.75, 2.25, 14, 1.5), (0.75, 2.25, 29, 1.5))
show("DIGAMMA base", digamma_base, (1, 2.5, 13, 1.75), (1, 2.5, 27, 1.75))
show("LGAMMA tail", stirling, (0, mp.mpf(1) / 18, 4, 0), (0, mp.mpf(1) / 39, 9, 0))
show("DIGAMMA tail", digamma_tail, (0, mp.mpf(1) / 20, 4, 0), (0, mp.mpf(1) / 42, 10, 0))
show("SINE", sine, (0, 0.25, 6, 0), (0, 0.25, 10, 0))
show("COTANGENT", cotangent, (0, 0.25, 8, 0), (0, 0.25, 16, 0))
show("ERFINV centre", erfinv_of, (0, 6.25, 12, 3.125), (0, 6.25, 26, 3.125))
show("ERFINV tail", lambda s: erfinv_of(s * s), (2.5, 4.1, 10, 3.25), (2.5, 4.1, 21, 3.25))
show("ERFINV far tail", lambda s: erfinv_of(s * s), (4.1, 6.1, 1, 5), (4.1, 6.1, 18, 5))
