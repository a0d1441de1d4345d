"""Sum of squares, gradient and Hessian at both starts of every problem, with 40 digits: writes references.json.

Run in this folder: pip install mpmath; python references.py
Derivatives are central differences of 40-digit arithmetic, good to about 20 digits, so that nothing of the models'
derivatives is written down here. The eight problems of nist_lower.json are compared with it.
"""
import glob
import json
import re

import mpmath as mp

mp.mp.dps = 60
STEP = mp.mpf(10) ** -14


def cubic(b, x):
    return (b[0] + b[1] * x + b[2] * x**2 + b[3] * x**3) / (1 + b[4] * x + b[5] * x**2 + b[6] * x**3)


def gauss(b, x):
    return (b[0] * mp.exp(-b[1] * x) + b[2] * mp.exp(-((x - b[3]) ** 2) / b[4] ** 2)
            + b[5] * mp.exp(-((x - b[6]) ** 2) / b[7] ** 2))


def waves(b, x):
    turn = 2 * mp.pi * x
    return (b[0] + b[1] * mp.cos(turn / 12) + b[2] * mp.sin(turn / 12) + b[4] * mp.cos(turn / b[3])
            + b[5] * mp.sin(turn / b[3]) + b[7] * mp.cos(turn / b[6]) + b[8] * mp.sin(turn / b[6]))


def exponentials(b, x):
    return b[0] * mp.exp(-b[1] * x) + b[2] * mp.exp(-b[3] * x) + b[4] * mp.exp(-b[5] * x)


MODELS = {
    "Bennett5": lambda b, x: b[0] * (b[1] + x) ** (-1 / b[2]),
    "BoxBOD": lambda b, x: b[0] * (1 - mp.exp(-b[1] * x)),
    "Chwirut": lambda b, x: mp.exp(-b[0] * x) / (b[1] + b[2] * x),
    "DanWood": lambda b, x: b[0] * x ** b[1],
    "ENSO": waves,
    "Eckerle4": lambda b, x: b[0] / b[1] * mp.exp(-((x - b[2]) / b[1]) ** 2 / 2),
    "Gauss": gauss,
    "Hahn1": cubic,
    "Kirby2": lambda b, x: (b[0] + b[1] * x + b[2] * x**2) / (1 + b[3] * x + b[4] * x**2),
    "Lanczos": exponentials,
    "MGH09": lambda b, x: b[0] * (x**2 + x * b[1]) / (x**2 + x * b[2] + b[3]),
    "MGH10": lambda b, x: b[0] * mp.exp(b[1] / (x + b[2])),
    "MGH17": lambda b, x: b[0] + b[1] * mp.exp(-x * b[3]) + b[2] * mp.exp(-x * b[4]),
    "Misra1a": lambda b, x: b[0] * (1 - mp.exp(-b[1] * x)),
    "Misra1b": lambda b, x: b[0] * (1 - (1 + b[1] * x / 2) ** -2),
    "Misra1c": lambda b, x: b[0] * (1 - (1 + 2 * b[1] * x) ** mp.mpf("-0.5")),
    "Misra1d": lambda b, x: b[0] * b[1] * x / (1 + b[1] * x),
    "Nelson": lambda b, x: b[0] - b[1] * x[0] * mp.exp(-b[2] * x[1]),
    "Rat42": lambda b, x: b[0] / (1 + mp.exp(b[1] - b[2] * x)),
    "Rat43": lambda b, x: b[0] / (1 + mp.exp(b[1] - b[2] * x)) ** (1 / b[3]),
    "Roszman1": lambda b, x: b[0] - b[1] * x - mp.atan(b[2] / (x - b[3])) / mp.pi,
    "Thurber": cubic,
}


def read(file):
    lines = open(file).read().splitlines()
    starts = [m.groups() for m in (re.match(r"\s*b\d+ =\s+(\S+)\s+(\S+)\s", line) for line in lines) if m]
    head = max(i for i, line in enumerate(lines) if line.startswith("Data:"))
    rows = [[double(t) for t in line.split()] for line in lines[head + 1:] if line.strip()]
    return [[double(s[k]) for s in starts] for k in (0, 1)], rows


def double(text):
    """The number as a program in f64 reads it."""
    return mp.mpf(float(text))


def sums(name, rows):
    model = MODELS.get(name) or MODELS[name[:-1]]
    if name == "Nelson":
        return lambda b: mp.fsum((model(b, row[1:]) - mp.log(row[0])) ** 2 for row in rows)
    return lambda b: mp.fsum((model(b, row[1]) - row[0]) ** 2 for row in rows)


def derivatives(f, b):
    n = len(b)
    h = [STEP * max(abs(v), mp.mpf(10) ** -6) for v in b]

    def at(*moves):
        c = list(b)
        for j, sign in moves:
            c[j] += sign * h[j]
        return f(c)

    centre = f(b)
    plus = [at((j, 1)) for j in range(n)]
    minus = [at((j, -1)) for j in range(n)]
    gradient = [(plus[j] - minus[j]) / (2 * h[j]) for j in range(n)]
    hessian = [[mp.mpf(0)] * n for _ in range(n)]
    for i in range(n):
        hessian[i][i] = (plus[i] - 2 * centre + minus[i]) / h[i] ** 2
        for j in range(i):
            mixed = at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))
            hessian[i][j] = hessian[j][i] = mixed / (4 * h[i] * h[j])
    return {"rss": float(centre), "grad": [float(g) for g in gradient],
            "hessian": [[float(v) for v in row] for row in hessian]}


def deviation(a, b):
    if isinstance(a, dict):
        return max(deviation(a[k], b[k]) for k in ("rss", "grad", "hessian"))
    if isinstance(a, list):
        flat = lambda v: [w for u in v for w in (flat(u) if isinstance(u, list) else [u])]
        a, b = flat(a), flat(b)
        return max(abs(p - q) for p, q in zip(a, b)) / max(abs(q) for q in b)
    return abs(a - b) / abs(b)


references = {}
for file in sorted(glob.glob("*.dat")):
    name = file[:-4]
    starts, rows = read(file)
    f = sums(name, rows)
    references[name] = {f"at_start{k + 1}": derivatives(f, starts[k]) for k in (0, 1)}
for name, known in json.load(open("nist_lower.json")).items():
    for start in ("at_start1", "at_start2"):
        print(name, start, "differs from nist_lower.json by", deviation(references[name][start], known[start]))
with open("references.json", "w") as out:
    json.dump(references, out, indent=1)
    out.write("\n")
