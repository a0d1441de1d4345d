"""Writes function_derivatives.txt: derivatives of calls in functions.txt, by JAX in f64.

Run with JAX 0.10: python make_function_derivatives.py < functions.txt > function_derivatives.txt
A block is "call NAME NUMBER" (which of the function's calls, from 0), then for each float argument the gradient of
L = sum w*y over all float results y, and the gradient of sum w*dL over all these gradients; w[i] = cos(i + 1/2),
i counting the elements of a tensor. Each function is written here as the field writes it, from what JAX has; its
value must be the one in functions.txt.
"""
import os
import sys

os.environ["XLA_FLAGS"] = "--xla_backend_optimization_level=0"     # compiled once, run once

import jax
import numpy as np
from jax import lax, nn, numpy as jnp
from jax.scipy import linalg, special

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_default_matmul_precision", "highest")


# ---- reading calls

def tensor(text):
    dtype, shape, *elements = text.split(" ")
    shape = tuple(int(n) for n in shape[1:-1].split(",") if n)
    if dtype == "f64":
        return np.array([float(e) for e in elements]).reshape(shape)
    return np.array([int(e) for e in elements], {"i32": np.int32, "bool": bool}[dtype]).reshape(shape)


def argument(line):
    kind, _, rest = line.partition(" ")
    return {"tensor": lambda: tensor(rest), "tensors": lambda: [tensor(t) for t in rest.split(" ; ")],
            "boolean": lambda: rest == "true", "int": lambda: int(rest), "double": lambda: float(rest),
            "ints": lambda: tuple(int(n) for n in rest.split()), "dims": lambda: tuple(int(n) for n in rest.split()),
            "string": lambda: rest}[kind]()


def is_float(a):
    return isinstance(a, np.ndarray) and a.dtype == np.float64


# targets, which are whole numbers, in the place of each
TARGETS = {"binaryCrossEntropy": 1, "binaryCrossEntropyWithLogits": 1, "hinge": 1, "softMargin": 1, "marginRanking": 2,
           "cosineEmbedding": 2}


def is_smooth(name, arguments, results):
    """Away from kinks, which lie at whole numbers."""
    tensors = [t for i, a in enumerate(arguments) for t in (a if isinstance(a, list) else [a])
               if is_float(t) and i != TARGETS.get(name)]
    return bool(tensors) and is_float(results[0]) and all(np.isfinite(r).all() for r in results) and all(
        np.isfinite(t).all() and not (t == np.rint(t)).any() for t in tensors)


# ---- functions, of the arguments as functions.txt gives them

def reduction(f):
    def apply(x, axes=(), *more):
        axes = (axes,) if isinstance(axes, int) else axes
        keep = more[-1] if more and isinstance(more[-1], bool) else False
        rest = [m for m in more if not isinstance(m, bool)]
        return f(x, axes or None, keep, *rest)
    return apply


def extreme(elementwise, reduce):
    def apply(a, b=(), *more):
        if isinstance(b, float) or hasattr(b, "dtype") or isinstance(a, float):
            return elementwise(a, b)
        return reduction(lambda x, axes, keep: reduce(x, axes, keepdims=keep))(a, b, *more)
    return apply


def norm(x, axes, keep, p=2.0):
    if p in (np.inf, -np.inf):
        return (jnp.max if p > 0 else jnp.min)(jnp.abs(x), axes, keepdims=keep)
    if p == 0:
        return jnp.sum(x != 0, axes, keepdims=keep).astype(float)
    return jnp.sum(jnp.abs(x) ** p, axes, keepdims=keep) ** (1 / p)


def norm_call(x, p=2.0, axes=(), keep=False):
    return norm(x, axes or None, keep, p)


def along(f):
    """Of an axis, the last one unless given."""
    return lambda x, axis=-1: f(x, axis)


def put(x, indices, updates, axis):
    """The last update of a place counts."""
    for i in range(indices.shape[axis]):
        at = np.take(indices, [i], axis)
        x = jnp.put_along_axis(x, at, jnp.take(updates, np.array([i]), axis), axis, inplace=False)
    return x


def scatter_along(x, indices, updates, axis):
    places = list(np.indices(indices.shape))
    places[axis] = indices
    return x.at[tuple(places)].add(updates)


def scatter(x, indices, updates, axis):
    at = (slice(None),) * (axis % x.ndim)
    return x.at[at + (indices,)].add(updates)


def pad(x, before, after, how="constant"):
    widths = list(zip(before, after))
    if isinstance(how, float):
        return jnp.pad(x, widths, constant_values=how)
    return jnp.pad(x, widths, mode={"constant": "constant", "reflect": "reflect", "replicate": "edge",
                                    "circular": "wrap"}[how])


def cut(x, starts, ends, steps=None):
    return x[tuple(slice(*t) for t in zip(starts, ends, steps or (1,) * len(starts)))]


def numbers(value, axes):
    value = value if isinstance(value, tuple) else (value,)
    return value * axes if len(value) == 1 else value


def conv(axes, x, w, stride=1, padding=0, dilation=1, groups=1):
    batched = x if x.ndim == axes + 2 else x[None]
    stride, dilation = numbers(stride, axes), numbers(dilation, axes)
    if padding == "valid":
        pads = [(0, 0)] * axes
    elif padding == "same":
        pads = []
        for n, k, s, d in zip(batched.shape[2:], w.shape[2:], stride, dilation):
            total = max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0)
            pads.append((total // 2, total - total // 2))
    else:
        padding = numbers(padding, axes)
        half = len(padding) // 2
        pads = list(zip(padding, padding)) if len(padding) == axes else list(zip(padding[:half], padding[half:]))
    y = lax.conv_general_dilated(batched, w, stride, pads, rhs_dilation=dilation, feature_group_count=groups)
    return y if x.ndim == axes + 2 else y[0]


def depthwise(x, w, stride=1, padding=0, dilation=1):
    return conv(2, x, w, stride, padding, dilation, x.shape[-3])


def transposed(axes, x, w, stride=1, padding=0, more=0, groups=1, dilation=1):
    """The gradient of a convolution with respect to its image, for each group of channels."""
    batched = x if x.ndim == axes + 2 else x[None]
    stride, padding, more, dilation = (numbers(v, axes) for v in (stride, padding, more, dilation))
    out = [(n - 1) * s - 2 * p + d * (k - 1) + 1 + m for n, s, p, d, k, m in
           zip(batched.shape[2:], stride, padding, dilation, w.shape[2:], more)]
    parts = []
    for xs, ws in zip(jnp.split(batched, groups, 1), jnp.split(w, groups, 0)):
        image = jnp.zeros((batched.shape[0], w.shape[1], *out))
        forward = lambda i: lax.conv_general_dilated(i, ws, stride, list(zip(padding, padding)), rhs_dilation=dilation)
        parts.append(jax.vjp(forward, image)[1](xs)[0])
    y = jnp.concatenate(parts, 1)
    return y if x.ndim == axes + 2 else y[0]


def windows(axes, x, kernel, stride, padding, dilation, up):
    """The elements of each window, as a list; of what is outside, None stands."""
    kernel, stride, padding, dilation = (numbers(v, axes) for v in (kernel, stride, padding, dilation))
    out = []
    for n, k, s, p, d in zip(x.shape[-axes:], kernel, stride, padding, dilation):
        room = n + 2 * p - d * (k - 1) - 1
        count = -(-room // s) + 1 if up else room // s + 1
        out.append(count - 1 if up and (count - 1) * s >= n + p else count)
    for place in np.ndindex(*out):
        seen, padded = [], 0
        for offset in np.ndindex(*kernel):
            at = tuple(i * s + j * d - p for i, s, j, d, p in zip(place, stride, offset, dilation, padding))
            if all(0 <= a < n for a, n in zip(at, x.shape[-axes:])):
                seen.append(x[(...,) + at])
            elif all(-p <= a < n + p for a, n, p in zip(at, x.shape[-axes:], padding)):
                padded += 1
        yield seen, padded, tuple(out)


def pool(axes, kind, x, kernel, stride=None, padding=0, *more):
    stride = kernel if stride is None else stride
    if kind == "max":
        dilation, up = more if more else (1, False)
    else:
        up, count = more if more else (False, True)
        dilation = 1
    cells = []
    for seen, padded, out in windows(axes, x, kernel, stride, padding, dilation, up):
        stacked = jnp.stack(seen)
        cells.append(stacked.max(0) if kind == "max" else stacked.sum(0) / (len(seen) + (padded if count else 0)))
    return jnp.stack(cells, -1).reshape(*x.shape[:-axes], *out)


def adaptive(x, sizes):
    sizes = numbers(sizes, 2)
    spans = [[(i * n // s, -(-(i + 1) * n // s)) for i in range(s)] for n, s in zip(x.shape[-2:], sizes)]
    return jnp.stack([jnp.stack([x[..., a:b, c:d].mean((-2, -1)) for c, d in spans[1]], -1) for a, b in spans[0]], -2)


def shuffle(x, r):
    n, c, h, w = x.shape
    return x.reshape(n, c // r // r, r, r, h, w).transpose(0, 1, 4, 2, 5, 3).reshape(n, c // r // r, h * r, w * r)


def unfold(x, *more):
    if len(more) == 3:
        axis, size, step = more
        starts = range(0, x.shape[axis] - size + 1, step)
        return jnp.stack([jnp.moveaxis(lax.slice_in_dim(x, s, s + size, axis=axis), axis, -1) for s in starts], axis)
    kernel, stride, padding, dilation = more if len(more) == 4 else (more[0], 1, 0, 1)
    return lax.conv_general_dilated_patches(
        x, numbers(kernel, 2), numbers(stride, 2), [(p, p) for p in numbers(padding, 2)],
        rhs_dilation=numbers(dilation, 2)).reshape(x.shape[0], x.shape[1] * np.prod(numbers(kernel, 2)), -1)


def resample(x, size, mode, aligned=False):
    sizes = tuple(int(n * size) for n in x.shape[2:]) if isinstance(size, float) else numbers(size, x.ndim - 2)
    for axis, out in zip(range(2, x.ndim), sizes):
        x = jnp.moveaxis(jnp.tensordot(weights(x.shape[axis], out, mode, aligned, size), x, ([1], [axis])), 0, axis)
    return x


def weights(n, out, mode, aligned, size):
    table = np.zeros((out, n))
    for i in range(out):
        ratio = 1 / size if isinstance(size, float) else n / out
        at = i * (n - 1) / (out - 1) if aligned else (i + 0.5) * ratio - 0.5
        if mode == "nearest":
            table[i, min(int(i * ratio), n - 1)] = 1
        elif mode == "area":
            a, b = i * n // out, -(-(i + 1) * n // out)
            table[i, a:b] = 1 / (b - a)
        elif mode == "bicubic":
            k, t = int(np.floor(at)), at - np.floor(at)
            far = lambda s: -0.75 * s ** 3 + 3.75 * s ** 2 - 6 * s + 3
            near = lambda s: 1.25 * s ** 3 - 2.25 * s ** 2 + 1
            for place, weight in zip(range(k - 1, k + 3), (far(t + 1), near(t), near(1 - t), far(2 - t))):
                table[i, min(max(place, 0), n - 1)] += weight
        else:
            at = min(max(at, 0), n - 1)
            k = int(at)
            table[i, k] += 1 - (at - k)
            table[i, min(k + 1, n - 1)] += at - k
    return table


def standard(x, axes, eps=1e-5):
    return (x - x.mean(axes, keepdims=True)) / jnp.sqrt(x.var(axes, keepdims=True) + eps)


def layer_norm(x, scale=1.0, shift=0.0, eps=1e-5):
    return standard(x, tuple(range(-max(np.ndim(scale), 1), 0)), eps) * scale + shift


def rms_norm(x, scale=1.0, eps=1e-5):
    axes = tuple(range(-max(np.ndim(scale), 1), 0))
    return x / jnp.sqrt((x ** 2).mean(axes, keepdims=True) + eps) * scale


def by_channel(x, v):
    return v.reshape(-1, *(1,) * (x.ndim - 2))


def group_norm(x, groups, *more):
    eps = more[-1] if more and isinstance(more[-1], float) else 1e-5
    y = standard(x.reshape(x.shape[0], groups, -1), -1, eps).reshape(x.shape)
    return y * by_channel(x, more[0]) + by_channel(x, more[1]) if len(more) > 1 else y


def response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    before = (size - 1) // 2 if size % 2 else size // 2
    square = jnp.pad(x ** 2, [(0, 0), (before, size - 1 - before)] + [(0, 0)] * (x.ndim - 2))
    return x / (k + alpha * sum(square[:, i:i + x.shape[1]] for i in range(size)) / size) ** beta


def attention(q, k, v, mask=None):
    score = q @ jnp.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        score = jnp.where(mask, score, -np.inf) if mask.dtype == bool else score + mask
    return nn.softmax(score, -1) @ v


def heads_of(q, k, v, wq, wk, wv, wo, heads, mask=None):
    split = lambda x: jnp.swapaxes(x.reshape(*x.shape[:-1], heads, -1), -2, -3)
    y = jnp.swapaxes(attention(split(q @ wq), split(k @ wk), split(v @ wv), mask), -2, -3)
    return y.reshape(*y.shape[:-2], -1) @ wo


def rotary(x):
    half = x.shape[-1] // 2
    angle = np.arange(x.shape[-2])[:, None] / 10000 ** (2 * np.arange(half) / x.shape[-1])
    a, b = x[..., :half], x[..., half:]
    return jnp.concatenate([a * np.cos(angle) - b * np.sin(angle), b * np.cos(angle) + a * np.sin(angle)], -1)


def recurrent(step, states):
    def apply(x, *more):
        reverse = more[-1] if isinstance(more[-1], bool) else False
        start, (wi, wh, bi, bh) = more[:states], more[states:states + 4]

        def turn(state, row):
            state = step(row @ wi.T + bi, state[0] @ wh.T + bh, *state)
            return state, state[0]
        last, all_states = lax.scan(turn, tuple(start), x, reverse=reverse)
        return [all_states, *last] if states == 2 else all_states
    return apply


def lstm_step(a, b, h, c):
    i, f, g, o = jnp.split(a + b, 4, 1)
    c = nn.sigmoid(f) * c + nn.sigmoid(i) * jnp.tanh(g)
    return nn.sigmoid(o) * jnp.tanh(c), c


def gru_step(a, b, h):
    (ar, az, an), (br, bz, bn) = jnp.split(a, 3, 1), jnp.split(b, 3, 1)
    z = nn.sigmoid(az + bz)
    return ((1 - z) * jnp.tanh(an + nn.sigmoid(ar + br) * bn) + z * h,)


def cross_entropy(x, t):
    logs = nn.log_softmax(x, -1)
    return pick(-logs, t) if t.dtype == np.int32 else -(t * logs).sum(-1)


def pick(x, labels):
    return jnp.take_along_axis(x, labels[..., None], -1)[..., 0]


def huber(x, t, delta=1.0):
    d = jnp.abs(x - t)
    return jnp.where(d <= delta, d ** 2 / 2, delta * (d - delta / 2))


def cosine(a, b):
    return (a * b).sum(-1) / jnp.sqrt((a * a).sum(-1) * (b * b).sum(-1))


def distance(a, b):
    return jnp.sqrt(((a - b) ** 2).sum(-1))


def ctc(logs, labels, steps, lengths):
    """The sum over all paths, by the forward recursion on probabilities."""
    losses = []
    for b in range(labels.shape[0]):
        word = [0]
        for label in labels[b, :lengths[b]]:
            word += [int(label), 0]
        p = jnp.exp(logs[:, b])
        alpha = [p[0, word[s]] if s < 2 else 0.0 for s in range(len(word))]
        for t in range(1, steps[b]):
            alpha = [p[t, word[s]] * (alpha[s] + (alpha[s - 1] if s else 0.0)
                     + (alpha[s - 2] if s > 1 and word[s] and word[s] != word[s - 2] else 0.0))
                     for s in range(len(word))]
        losses.append(-jnp.log(alpha[-1] + (alpha[-2] if len(word) > 1 else 0.0)))
    return jnp.stack(losses)


def positive(v):
    """The sign that makes the element of largest magnitude in each column positive."""
    return jnp.sign(jnp.take_along_axis(v, jnp.argmax(jnp.abs(v), -2)[..., None, :], -2))


def eigh(x):
    values, vectors = jnp.linalg.eigh((x + jnp.swapaxes(x, -1, -2)) / 2, symmetrize_input=False)
    return [values, vectors * positive(vectors)]


def svd(x):
    u, s, vh = jnp.linalg.svd(x, full_matrices=False)
    sign = positive(jnp.swapaxes(vh, -1, -2) if x.shape[-2] >= x.shape[-1] else u)
    return [u * sign, s, vh * jnp.swapaxes(sign, -1, -2)]


def solve(a, b):
    vectors = b.ndim == 1 or b.shape == a.shape[:-1]
    batch = np.broadcast_shapes(a.shape[:-2], () if b.ndim == 1 else b.shape[:-1] if vectors else b.shape[:-2])
    side = b[..., None] if vectors else b
    y = jnp.linalg.solve(jnp.broadcast_to(a, batch + a.shape[-2:]), jnp.broadcast_to(side, batch + side.shape[-2:]))
    return y[..., 0] if vectors else y


def triangular(t, b, lower=True, transposed=False, unit=False):
    part = jnp.tril(t) if lower else jnp.triu(t)
    if unit:
        eye = np.eye(t.shape[-1])
        part = part * (1 - eye) + eye
    return solve(jnp.swapaxes(part, -1, -2) if transposed else part, b)


def segments(x, ids, count, kind):
    if kind == "max":
        return jax.ops.segment_max(x, ids, count)
    sums = jax.ops.segment_sum(x, ids, count)
    rows = np.maximum(np.bincount(ids, minlength=count), 1).reshape(-1, *(1,) * (x.ndim - 1))
    return sums / rows if kind == "mean" else sums


def topk(x, k, axis=-1):
    y, i = lax.top_k(jnp.moveaxis(x, axis, -1), k)
    return [jnp.moveaxis(y, -1, axis), jnp.moveaxis(i, -1, axis).astype(np.int32)]


def median(x, axis=None, keep=False):
    return jnp.median(x, axis, keepdims=keep)


def cdist(a, b, p=2.0):
    d = jnp.abs(a[..., :, None, :] - b[..., None, :, :])
    return (d ** p).sum(-1) ** (1 / p)


FUNCTIONS = {
    # operators and elementwise functions
    "plus": lambda a, b: a + b, "minus": lambda a, b: a - b, "times": lambda a, b: a * b,
    "dividedBy": lambda a, b: a / b, "rem": jnp.fmod,
    "negate": lambda x: -x, "neg": lambda x: -x, "where": jnp.where,
    "abs": jnp.abs, "sign": jnp.sign, "square": jnp.square, "min": extreme(jnp.minimum, jnp.min),
    "max": extreme(jnp.maximum, jnp.max), "clip": jnp.clip, "mod": lambda a, b: a - b * jnp.floor(a / b),
    "remainder": lambda a, b: a - b * jnp.floor(a / b), "exp": jnp.exp, "exp2": jnp.exp2, "expm1": jnp.expm1,
    "log": jnp.log, "log1p": jnp.log1p, "log2": jnp.log2, "log10": jnp.log10, "logAddExp": jnp.logaddexp,
    "xlogy": special.xlogy, "xlog1py": special.xlog1py, "sqrt": jnp.sqrt, "rsqrt": lax.rsqrt, "cbrt": jnp.cbrt,
    "reciprocal": lambda x: 1 / x, "pow": jnp.power, "hypot": lambda a, b: jnp.sqrt(a * a + b * b), "sin": jnp.sin,
    "cos": jnp.cos, "tan": jnp.tan, "asin": jnp.arcsin, "acos": jnp.arccos, "atan": jnp.arctan, "atan2": jnp.arctan2,
    "sinh": jnp.sinh, "cosh": jnp.cosh, "tanh": jnp.tanh, "asinh": jnp.arcsinh, "acosh": jnp.arccosh,
    "atanh": jnp.arctanh, "sinc": jnp.sinc, "erf": special.erf, "erfc": special.erfc, "erfInv": special.erfinv,
    "lgamma": special.gammaln, "digamma": special.digamma, "polygamma": special.polygamma, "logit": special.logit,
    "floor": jnp.floor, "ceil": jnp.ceil, "round": jnp.round, "trunc": jnp.trunc, "frac": lambda x: x - jnp.trunc(x),
    "lerp": lambda a, b, t: a + t * (b - a),
    "sigmoid": nn.sigmoid, "logSigmoid": nn.log_sigmoid, "softplus": nn.softplus, "relu": nn.relu, "relu6": nn.relu6,
    "leakyRelu": nn.leaky_relu, "prelu": lambda x, a: jnp.where(x > 0, x, a * x), "elu": nn.elu, "selu": nn.selu,
    "celu": nn.celu, "gelu": lambda x: nn.gelu(x, False), "geluTanh": lambda x: nn.gelu(x, True), "silu": nn.silu,
    "mish": nn.mish, "hardTanh": nn.hard_tanh, "hardSigmoid": nn.hard_sigmoid, "hardSwish": nn.hard_swish,
    "hardShrink": lambda x, limit=0.5: jnp.where(jnp.abs(x) <= limit, 0, x),
    "softShrink": lambda x, limit=0.5: jnp.where(jnp.abs(x) <= limit, 0, x - limit * jnp.sign(x)),
    "tanhShrink": lambda x: x - jnp.tanh(x), "softsign": nn.soft_sign,
    "threshold": lambda x, limit, value: jnp.where(x > limit, x, value), "glu": along(nn.glu),
    # reductions
    "sum": reduction(lambda x, a, k: jnp.sum(x, a, keepdims=k)),
    "mean": reduction(lambda x, a, k: jnp.mean(x, a, keepdims=k)),
    "prod": reduction(lambda x, a, k: jnp.prod(x, a, keepdims=k)),
    "var": reduction(lambda x, a, k, c=0: jnp.var(x, a, ddof=c, keepdims=k)),
    "std": reduction(lambda x, a, k, c=0: jnp.std(x, a, ddof=c, keepdims=k)),
    "logSumExp": reduction(lambda x, a, k: special.logsumexp(x, a, keepdims=k)), "norm": norm_call,
    "normalize": lambda x, axes: x / jnp.maximum(norm(x, axes, True), 1e-12), "diff": lambda x, axis=-1: jnp.diff(x, axis=axis),
    "trapezoid": lambda y, x=1.0, axis=-1: (jnp.trapezoid(y, dx=x, axis=axis) if isinstance(x, float)
                                            else jnp.trapezoid(y, x, axis=axis)),
    "cumsum": jnp.cumsum, "cumprod": jnp.cumprod, "cummax": lambda x, axis: lax.cummax(x, axis % x.ndim),
    "cummin": lambda x, axis: lax.cummin(x, axis % x.ndim),
    "logCumSumExp": lambda x, axis: lax.cumlogsumexp(x, axis % x.ndim),
    # shape
    "reshape": jnp.reshape, "flatten": lambda x, a=0, b=-1: x.reshape(
        *x.shape[:a], -1, *x.shape[b % x.ndim + 1:]), "transpose": lambda x, p: x.transpose(p or None),
    "swapAxes": jnp.swapaxes, "expandDims": jnp.expand_dims, "squeeze": lambda x, a: jnp.squeeze(x, a or None),
    "broadcastTo": jnp.broadcast_to, "narrow": lambda x, axis, start, n: lax.slice_in_dim(x, start, start + n, axis=axis),
    "slice": cut, "split": lambda x, parts, axis: jnp.split(
        x, parts if isinstance(parts, int) else list(np.cumsum(parts)[:-1]), axis),
    "concat": lambda axis, parts: jnp.concatenate(parts, axis), "stack": lambda axis, parts: jnp.stack(parts, axis),
    "pad": pad, "flip": lambda x, a: jnp.flip(x, a or None),
    "rot90": lambda x, k, a=0, b=1: jnp.rot90(x, k, (a, b)), "tile": jnp.tile, "repeat": jnp.repeat,
    "roll": lambda x, shift, axis=None: jnp.roll(x, shift, axis), "tril": jnp.tril, "triu": jnp.triu, "diag": jnp.diag,
    "diagonal": jnp.diagonal, "pixelShuffle": shuffle, "unfold": unfold, "localResponseNorm": response_norm,
    "interpolate": resample, "trace": jnp.trace,
    # linear algebra
    "matmul": jnp.matmul, "dot": jnp.dot, "outer": jnp.outer, "cross": jnp.cross, "cdist": cdist,
    "einsum": lambda equation, operands: jnp.einsum(equation, *operands),
    "tensordot": lambda a, b, *axes: jnp.tensordot(a, b, axes[0] if len(axes) == 1 else axes),
    "matrixPower": jnp.linalg.matrix_power, "cholesky": jnp.linalg.cholesky, "qr": lambda x: list(jnp.linalg.qr(x)),
    "eigh": eigh, "svd": svd, "triangularSolve": triangular, "solve": solve, "inverse": jnp.linalg.inv,
    "det": jnp.linalg.det, "logDet": lambda x: jnp.linalg.slogdet(x)[1], "slogDet": lambda x: list(jnp.linalg.slogdet(x)),
    "matrixExp": lambda x: jnp.stack([linalg.expm(m) for m in x]) if x.ndim == 3 else linalg.expm(x),
    # indexing and order
    "gather": lambda x, i, axis: jnp.take(x, i, axis), "scatterAdd": scatter, "takeAlongAxis": jnp.take_along_axis,
    "scatterAddAlongAxis": scatter_along, "putAlongAxis": put,
    "gatherNd": lambda x, i: x[tuple(jnp.moveaxis(i, -1, 0))],
    "scatterNd": lambda i, u, dims: jnp.zeros(dims).at[tuple(jnp.moveaxis(i, -1, 0))].add(u),
    "segmentSum": lambda x, i, n: segments(x, i, n, "sum"), "segmentMean": lambda x, i, n: segments(x, i, n, "mean"),
    "segmentMax": lambda x, i, n: segments(x, i, n, "max"),
    "sort": lambda x, axis=-1, down=False: jnp.sort(x, axis, descending=down), "topK": topk, "median": median,
    # networks
    "dense": lambda x, w, b=0.0: x @ w + b,
    "bilinear": lambda a, b, w, bias=0.0: jnp.einsum("...i,oij,...j->...o", a, w, b) + bias,
    "embedding": lambda i, table: table[i], "softmax": along(nn.softmax), "logSoftmax": along(nn.log_softmax),
    "softmin": along(lambda x, axis: nn.softmax(-x, axis)), "layerNorm": layer_norm, "rmsNorm": rms_norm,
    "groupNorm": group_norm, "instanceNorm": lambda x, *more: group_norm(x, x.shape[1], *more),
    "dropout": lambda x, p: x, "depthwiseConv2d": depthwise, "adaptiveAvgPool2d": adaptive,
    "globalAvgPool": lambda x: x.mean(tuple(range(2, x.ndim))), "attention": attention, "multiHeadAttention": heads_of,
    "rotaryEmbedding": rotary, "rnn": recurrent(lambda a, b, h: (jnp.tanh(a + b),), 1), "lstm": recurrent(lstm_step, 2),
    "gru": recurrent(gru_step, 1),
    # losses
    "crossEntropy": cross_entropy, "nll": lambda logs, t: pick(-logs, t),
    "binaryCrossEntropy": lambda p, t: -special.xlogy(t, p) - special.xlog1py(1 - t, -p),
    "binaryCrossEntropyWithLogits": lambda x, t: nn.softplus(x) - t * x,
    "hinge": lambda x, t: jnp.maximum(0, 1 - t * x), "softMargin": lambda x, t: nn.softplus(-t * x),
    "mse": lambda x, t: (x - t) ** 2, "mae": lambda x, t: jnp.abs(x - t), "huber": huber,
    "smoothL1": lambda x, t, beta=1.0: huber(x, t, beta) / beta,
    "kld": lambda logs, t: (special.xlogy(t, t) - t * logs).sum(-1), "poissonNll": lambda x, t: jnp.exp(x) - t * x,
    "gaussianNll": lambda x, t, v: 0.5 * (jnp.log(v) + (x - t) ** 2 / v), "cosineSimilarity": cosine,
    "cosineEmbedding": lambda a, b, t, margin=0.0: jnp.where(
        t > 0, 1 - cosine(a, b), jnp.maximum(0, cosine(a, b) - margin)),
    "marginRanking": lambda a, b, t, margin=0.0: jnp.maximum(0, margin - t * (a - b)),
    "tripletMargin": lambda a, p, n, margin=1.0: jnp.maximum(0, distance(a, p) - distance(a, n) + margin), "ctc": ctc,
}
for axes in (1, 2, 3):
    FUNCTIONS[f"conv{axes}d"] = lambda *a, axes=axes: conv(axes, *a)
    FUNCTIONS[f"convTranspose{axes}d"] = lambda *a, axes=axes: transposed(axes, *a)
    FUNCTIONS[f"maxPool{axes}d"] = lambda *a, axes=axes: pool(axes, "max", *a)
    FUNCTIONS[f"avgPool{axes}d"] = lambda *a, axes=axes: pool(axes, "mean", *a)


# ---- differentiating

def measured(tensors):
    return sum((jnp.cos(jnp.arange(t.size) + 0.5) * t.ravel()).sum() for t in tensors if t.dtype == np.float64)


def derivatives(function, arguments):
    """Value and both gradients with respect to all float tensors among the arguments."""
    places = [(i, j) for i, a in enumerate(arguments) for j in (range(len(a)) if isinstance(a, list) else [None])
              if is_float(a if j is None else a[j])]

    def values(floats):
        given = [list(a) if isinstance(a, list) else a for a in arguments]
        for (i, j), value in zip(places, floats):
            if j is None:
                given[i] = value
            else:
                given[i][j] = value
        y = function(*given)
        return y if isinstance(y, list) else [y]
    at = [jnp.array(arguments[i] if j is None else arguments[i][j]) for i, j in places]
    first = jax.grad(lambda f: measured(values(f)))
    second = jax.grad(lambda f: measured(first(f)))
    return jax.jit(lambda f: (values(f), first(f), second(f)))(at)


def text(a):
    a = np.asarray(a)
    return f"f64 [{','.join(map(str, a.shape))}] {' '.join(repr(float(v)) for v in a.ravel())}".rstrip()


CALLS_EACH = 1
counts, written = {}, {}
for block in sys.stdin.read().strip().split("\n\n"):
    head, *lines = block.split("\n")
    name = head[5:]
    number = counts[name] = counts.get(name, -1) + 1
    arguments = [argument(line) for line in lines if not line.startswith("result ")]
    results = [tensor(line[7:]) for line in lines if line.startswith("result ")]
    if name not in FUNCTIONS or not is_smooth(name, arguments, results) or written.get(name, 0) == CALLS_EACH:
        continue
    if sum(np.size(a) for a in arguments if is_float(a)) > 400:
        continue
    values, first, second = derivatives(FUNCTIONS[name], arguments)
    for expected, found in zip(results, values):
        np.testing.assert_allclose(found, expected, 1e-10, 1e-12, err_msg=f"{name} {number}")
    assert all(np.isfinite(g).all() for g in first + second), f"{name} {number}"
    written[name] = written.get(name, 0) + 1
    print("\n".join([f"call {name} {number}"] + ["first " + text(g) for g in first]
                    + ["second " + text(g) for g in second]), end="\n\n", flush=True)
print("without derivatives:", sorted(set(counts) - set(written)), file=sys.stderr)
