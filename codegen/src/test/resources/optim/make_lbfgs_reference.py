"""Writes lbfgs.txt: points of L-BFGS on Rosenbrock's function of 6 variables, memory 4, by the book's algorithms.

Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4, 7.5, 3.5, 3.6. Run with NumPy 2:
python make_lbfgs_reference.py > lbfgs.txt. A line is: value, elements of the point, after each step.
"""
import numpy as np

MEMORY, STEPS = 4, 40


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def gradient(x):
    g = np.zeros_like(x)
    g[:-1] = -400 * x[:-1] * (x[1:] - x[:-1] ** 2) - 2 * (1 - x[:-1])
    g[1:] += 200 * (x[1:] - x[:-1] ** 2)
    return g


def cubic(lo, hi):
    """Nocedal and Wright, 3.59: the minimum between two lengths, as a share of the way, kept in [0.1, 0.9]."""
    (a, fa, da), (b, fb, db) = lo, hi
    d1 = da + db - 3 * (fa - fb) / (a - b)
    d2 = np.sign(b - a) * np.sqrt(complex(d1 ** 2 - da * db))
    if d2.imag:
        return (a + b) / 2
    minimum = b - (b - a) * (db + d2.real - d1) / (db - da + 2 * d2.real)
    return a + (b - a) * np.clip((minimum - a) / (b - a), 0.1, 0.9)


def line_search(phi, first, c1=1e-4, c2=0.9):
    f0, d0 = phi(0)
    previous = (0, f0, d0)
    length = first
    while True:
        f, d = phi(length)
        if f > f0 + c1 * length * d0 or previous[0] > 0 and f >= previous[1]:
            low, high = previous, (length, f, d)
            break
        if abs(d) <= -c2 * d0:
            return length
        if d >= 0:
            low, high = (length, f, d), previous
            break
        previous = (length, f, d)
        length = 2 * length
    while True:
        length = cubic(low, high)
        f, d = phi(length)
        if f > f0 + c1 * length * d0 or f >= low[1]:
            high = (length, f, d)
        else:
            if abs(d) <= -c2 * d0:
                return length
            if d * (high[0] - low[0]) >= 0:
                high = low
            low = (length, f, d)


def direction(g, pairs):
    q = g.copy()
    alphas = []
    for s, y in reversed(pairs):
        alphas.append(s @ q / (y @ s))
        q -= alphas[-1] * y
    if pairs:
        s, y = pairs[-1]
        q *= s @ y / (y @ y)
    for (s, y), alpha in zip(pairs, reversed(alphas)):
        q += s * (alpha - y @ q / (y @ s))
    return -q


x = np.array([-1.2, 1, -1.2, 1, -1.2, 1])
pairs = []
for _ in range(STEPS):
    p = direction(gradient(x), pairs)
    first = 1 if pairs else 1 / max(1, np.linalg.norm(gradient(x)))
    length = line_search(lambda a: (rosenbrock(x + a * p), gradient(x + a * p) @ p), first)
    new = x + length * p
    pairs = (pairs + [(new - x, gradient(new) - gradient(x))])[-MEMORY:]
    x = new
    print(repr(float(rosenbrock(x))), *(repr(float(v)) for v in x))
