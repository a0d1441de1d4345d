"""Writes optimizers.txt: parameters after each step of each optimiser, by its published equations.

Run with NumPy 2: python make_optimizer_references.py > optimizers.txt
A line is: run, step (from 1; 0 is the start), parameter, elements. The run "gradients" holds the gradients
that all others are fed: of changing size and sign, some of them zero.
"""
import numpy as np

STEPS = 12
SHAPES = {"tall": (3, 2), "cube": (2, 1, 3), "wide": (2, 4), "vector": (3,)}
rng = np.random.default_rng(11)
START = {k: np.round(rng.normal(size=s), 3) for k, s in SHAPES.items()}
GRADIENTS = [{k: np.round(rng.normal(size=s) * 10.0 ** rng.integers(-2, 2), 4) * (rng.random(s) > 0.1)
              for k, s in SHAPES.items()} for _ in range(STEPS)]


def rms(a):
    return np.sqrt(np.mean(a ** 2))


# Each rule is a generator of the new values of one parameter; t counts from 1.

def adagrad(w, rate=0.01):
    total = 0
    for g in iter_gradients():
        total = total + g * g
        w = w - rate * g / (np.sqrt(total) + 1e-10)
        yield w


def rmsprop(w, rate=0.001, momentum=0.0):
    v, u = 0, 0
    for g in iter_gradients():
        v = 0.9 * v + 0.1 * g * g
        u = momentum * u + g / (np.sqrt(v) + 1e-8)
        w = w - rate * u
        yield w


def adadelta(w, rate=1.0):
    v, u = 0, 0
    for g in iter_gradients():
        v = 0.95 * v + 0.05 * g * g
        d = g * np.sqrt(u + 1e-6) / np.sqrt(v + 1e-6)
        u = 0.95 * u + 0.05 * d * d
        w = w - rate * d
        yield w


def adam(w, rate=0.001, b1=0.9, b2=0.999, eps=1e-8, decay=0.0):
    m, v = 0, 0
    for t, g in enumerate(iter_gradients(), 1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g * g
        w = w - rate * decay * w - rate * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)
        yield w


def amsgrad(w, rate=0.001):
    m, v, largest = 0, 0, 0
    for t, g in enumerate(iter_gradients(), 1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        largest = np.maximum(largest, v)
        w = w - rate * (m / (1 - 0.9 ** t)) / (np.sqrt(largest / (1 - 0.999 ** t)) + 1e-8)
        yield w


def nadam(w, rate=0.001):
    def mu(t):
        return 0.9 * (1 - 0.5 * 0.96 ** (t * 0.004))
    m, v = 0, 0
    for t, g in enumerate(iter_gradients(), 1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        product = np.prod([mu(i) for i in range(1, t + 1)])
        m_hat = mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product)
        w = w - rate * m_hat / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        yield w


def radam(w, rate=0.001):
    m, v = 0, 0
    longest = 2 / (1 - 0.999) - 1
    for t, g in enumerate(iter_gradients(), 1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        m_hat = m / (1 - 0.9 ** t)
        length = longest - 2 * t * 0.999 ** t / (1 - 0.999 ** t)
        if length > 4:
            r = np.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
            w = w - rate * r * m_hat / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        else:
            w = w - rate * m_hat
        yield w


def lion(w, rate=0.0001):
    m = 0
    for g in iter_gradients():
        w = w - rate * np.sign(0.9 * m + 0.1 * g)
        m = 0.99 * m + 0.01 * g
        yield w


def lamb(w, rate=0.001, decay=0.0):
    m, v = 0, 0
    for t, g in enumerate(iter_gradients(), 1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        u = (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-6) + decay * w
        lengths = np.linalg.norm(w), np.linalg.norm(u)
        w = w - rate * u * (lengths[0] / lengths[1] if min(lengths) > 0 else 1)
        yield w


def adafactor(w, rate=0.01):
    v, r, c = 0, 0, 0
    for t, g in enumerate(iter_gradients(), 1):
        beta = 1 - t ** -0.8
        square = g * g + 1e-30
        if w.ndim < 2:
            v = beta * v + (1 - beta) * square
        else:
            r = beta * r + (1 - beta) * square.sum(-1)
            c = beta * c + (1 - beta) * square.sum(-2)
            v = r[..., :, None] * c[..., None, :] / r.sum(-1)[..., None, None]
        u = g / np.sqrt(v)
        u = u / max(1, rms(u))
        w = w - min(rate, 1 / np.sqrt(t)) * max(1e-3, rms(w)) * u
        yield w


def newton_schulz(g):
    a, b, c = 3.4445, -4.7750, 2.0315
    x = g / (np.linalg.norm(g) + 1e-7)
    if x.shape[0] > x.shape[1]:
        x = x.T
    for _ in range(5):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if g.shape[0] > g.shape[1] else x


def muon(w, rate=0.02):
    if w.ndim < 2:
        yield from adam(w, rate * 0.015, 0.9, 0.95, 1e-10)
        return
    u = 0
    shape = w.shape
    for g in iter_gradients():
        u = 0.95 * u + g
        x = newton_schulz((g + 0.95 * u).reshape(shape[0], -1))
        outputs_per_input = x.shape[1] / x.shape[0] if w.ndim == 2 else x.shape[0] / x.shape[1]
        w = w - rate * max(1, outputs_per_input) ** 0.5 * x.reshape(shape)
        yield w


RUNS = {
    "adam": adam,
    "adamw": lambda w: adam(w, decay=0.01),
    "amsgrad": amsgrad,
    "nadam": nadam,
    "radam": radam,
    "adagrad": adagrad,
    "adadelta": adadelta,
    "rmsprop": rmsprop,
    "rmsprop momentum=0.9": lambda w: rmsprop(w, momentum=0.9),
    "lion": lion,
    "lamb": lamb,
    "lamb weightDecay=0.1": lambda w: lamb(w, decay=0.1),
    "adafactor": adafactor,
    "muon": muon,
}

current = None


def iter_gradients():
    """The gradients of the parameter that the running rule is for."""
    for gradients in GRADIENTS:
        yield gradients[current]


def line(run, step, parameter, values):
    print(f"{run}; {step}; {parameter}; {' '.join(repr(float(v)) for v in np.ravel(values))}")


if __name__ == "__main__":
    for name, value in START.items():
        line("start", 0, name, value)
    for step, gradients in enumerate(GRADIENTS, 1):
        for name, value in gradients.items():
            line("gradients", step, name, value)
    for run, rule in RUNS.items():
        for current in SHAPES:
            for step, value in enumerate(rule(START[current]), 1):
                line(run, step, current, value)
