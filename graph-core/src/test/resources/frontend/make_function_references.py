"""Writes functions.txt: calls of the language's functions with results from NumPy and SciPy.

Run with NumPy 2 and SciPy 1.17: python make_function_references.py > functions.txt
A block is one call: its name, one line per argument, its results. Arguments of extent 7 along an axis
are tried with a symbolic extent too.
"""
import itertools

import numpy as np
from scipy import linalg, special, spatial

rng = np.random.default_rng(7)
INF, NAN = np.inf, np.nan


def normal(*shape):
    """Not too close to 0, where remainders and quotients are wild."""
    x = rng.normal(size=shape)
    return np.round(x + 0.1 * np.sign(x), 4)


def number(v):
    v = float(v)
    return "NaN" if np.isnan(v) else ("-" if v < 0 else "") + "Infinity" if np.isinf(v) else repr(v)


def array(a):
    a = np.asarray(a)
    kind = {"f": "f64", "i": "i32", "b": "bool"}[a.dtype.kind]
    text = (number(v) if a.dtype.kind == "f" else str(int(v)) for v in a.ravel())
    return f"{kind} [{','.join(map(str, a.shape))}] {' '.join(text)}".rstrip()


def argument(a):
    if isinstance(a, np.ndarray):
        return "tensor " + array(a)
    if isinstance(a, bool):
        return f"boolean {str(a).lower()}"
    if isinstance(a, Ints):
        return "ints " + " ".join(map(str, a.items))
    if isinstance(a, Dims):
        return "dims " + " ".join(map(str, a.items))
    if isinstance(a, Many):
        return "tensors " + " ; ".join(array(x) for x in a.items)
    if isinstance(a, int):
        return f"int {a}"
    if isinstance(a, float):
        return f"double {number(a)}"
    if isinstance(a, str):
        return f"string {a}"
    raise TypeError(a)


class Many:
    def __init__(self, *items):
        self.items = items


class Ints(Many):
    pass


class Dims(Many):
    pass


def call(name, args, result):
    results = result if isinstance(result, list) else [result]
    print("\n".join(["call " + name] + [argument(a) for a in args] + ["result " + array(r) for r in results]), end="\n\n")


X = normal(7, 3)
Y = normal(7, 3)
POS = np.abs(X) + 0.1
UNIT = special.expit(X)
INNER = UNIT * 1.9 - 0.95
EDGE = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 6.0, 3.0, -3.0, 30.0, -30.0, 800.0, -800.0, INF, -INF, NAN])
VEC = normal(5)
INT = rng.integers(-5, 9, size=(7, 3)).astype(np.int32)
BOOL = X > 0
LABEL = np.array([0, 2, 1, 1, 0, 2, 2], np.int32)
np.seterr(all="ignore")

# ---- operators
for name, f in dict(plus=np.add, minus=np.subtract, times=np.multiply, dividedBy=np.divide, rem=np.fmod).items():
    call(name, [X, Y], f(X, Y))
    call(name, [X, Y[0]], f(X, Y[0]))
    call(name, [X, 0.75], f(X, 0.75))
    call(name, [0.75, X], f(0.75, X))
    call(name, [X[:, None, :], Y[None, :, :1]], f(X[:, None, :], Y[None, :, :1]))
call("plus", [INT, INT[0]], INT + INT[0])
call("dividedBy", [INT, 3.0], np.trunc(INT / 3).astype(np.int32))
call("rem", [INT, 3.0], np.fmod(INT, 3).astype(np.int32))
call("negate", [EDGE], -EDGE)
for name, f in dict(eq=np.equal, ne=np.not_equal, lt=np.less, le=np.less_equal, gt=np.greater, ge=np.greater_equal).items():
    call(name, [EDGE, EDGE[::-1].copy()], f(EDGE, EDGE[::-1]))
    call(name, [X, 0.5], f(X, 0.5))
    call(name, [INT, INT[:, :1]], f(INT, INT[:, :1]))
call("not", [BOOL], ~BOOL)
for name, f in {"and": np.logical_and, "or": np.logical_or, "xor": np.logical_xor}.items():
    call(name, [BOOL, Y[:, :1] > 0], f(BOOL, Y[:, :1] > 0))
call("where", [BOOL, X, Y], np.where(BOOL, X, Y))
call("where", [BOOL[:, :1], X, 2.0], np.where(BOOL[:, :1], X, 2.0))
call("where", [BOOL, 2.0, Y[0]], np.where(BOOL, 2.0, Y[0]))

# ---- elementwise
unary = dict(abs=np.abs, sign=np.sign, neg=np.negative, square=np.square, exp=np.exp, exp2=np.exp2, expm1=np.expm1, cbrt=np.cbrt,
             sin=np.sin, cos=np.cos, tan=np.tan, atan=np.arctan, sinh=np.sinh, cosh=np.cosh, tanh=np.tanh, asinh=np.arcsinh,
             erf=special.erf, erfc=special.erfc, floor=np.floor, ceil=np.ceil, round=np.round, trunc=np.trunc,
             sigmoid=special.expit, sinc=np.sinc,
             logSigmoid=special.log_expit, softplus=lambda x: np.logaddexp(x, 0), reciprocal=lambda x: 1 / x,
             relu=lambda x: np.maximum(x, 0), relu6=lambda x: np.minimum(np.maximum(x, 0), 6),
             leakyRelu=lambda x: np.where(x > 0, x, 0.01 * x), elu=lambda x: np.where(x > 0, x, np.expm1(x)),
             selu=lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(x)),
             celu=lambda x: np.where(x > 0, x, np.expm1(x)),
             silu=lambda x: x * special.expit(x), mish=lambda x: x * np.tanh(np.logaddexp(x, 0)),
             hardTanh=lambda x: np.clip(x, -1, 1), hardSigmoid=lambda x: np.clip((x + 3) / 6, 0, 1),
             hardSwish=lambda x: x * np.clip((x + 3) / 6, 0, 1),
             hardShrink=lambda x: np.where(np.abs(x) <= 0.5, 0, x),
             softShrink=lambda x: np.where(np.abs(x) <= 0.5, 0, x - 0.5 * np.sign(x)),
             tanhShrink=lambda x: x - np.tanh(x), softsign=lambda x: x / (1 + np.abs(x)),
             gelu=lambda x: x * special.ndtr(x),
             geluTanh=lambda x: 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3))))
finite = EDGE[:11]
for name, f in unary.items():
    call(name, [X], f(X))
    limited = name in ("softsign", "sinc", "gelu", "geluTanh", "silu", "mish", "hardSwish", "tanhShrink", "tan", "sin", "cos")
    call(name, [finite if limited else EDGE], f(finite if limited else EDGE))
call("frac", [X * 5], X * 5 - np.trunc(X * 5))
positive = dict(log=np.log, log1p=np.log1p, log2=np.log2, log10=np.log10, sqrt=np.sqrt, rsqrt=lambda x: 1 / np.sqrt(x))
for name, f in positive.items():
    call(name, [POS], f(POS))
    call(name, [np.array([0.0, 1.0, INF, NAN, -2.0, 1e-12])], f(np.array([0.0, 1.0, INF, NAN, -2.0, 1e-12])))
for name, f in dict(asin=np.arcsin, acos=np.arccos, atanh=np.arctanh).items():
    call(name, [INNER], f(INNER))
call("acosh", [POS + 1], np.arccosh(POS + 1))
for name, f in dict(lgamma=special.gammaln, digamma=special.digamma).items():
    call(name, [POS], f(POS))
    call(name, [np.array([-0.5, -1.25, -7.75, 0.125, 1.0, 2.0, 30.0, 1e6])],
         f(np.array([-0.5, -1.25, -7.75, 0.125, 1.0, 2.0, 30.0, 1e6])))
call("erfInv", [INNER], special.erfinv(INNER))
call("erfInv", [np.array([0.0, 1.0, -1.0, 0.5, NAN, 2.0, 1e-20])], special.erfinv(np.array([0.0, 1.0, -1.0, 0.5, NAN, 2.0, 1e-20])))
for n in (0, 1, 2, 5):
    call("polygamma", [n, POS], special.polygamma(n, POS))
call("logit", [UNIT], special.logit(UNIT))
call("atan2", [X, Y], np.arctan2(X, Y))
call("pow", [POS, Y], POS ** Y)
call("pow", [X, 3.0], X ** 3)
call("pow", [2.0, X], 2.0 ** X)
pairs_a = np.array([0.0, 0, 0, 1, -INF, INF, -INF, 5, 3, 2, 0.25, 1e300])
pairs_b = np.array([0.0, 2, -1, 0, -INF, INF, INF, -INF, 3, 1, 700, 1e300])
call("logAddExp", [pairs_a, pairs_b], np.logaddexp(pairs_a, pairs_b))
call("logAddExp", [X, Y], np.logaddexp(X, Y))
call("hypot", [pairs_a, pairs_b], np.hypot(pairs_a, pairs_b))
call("hypot", [X, Y], np.hypot(X, Y))
zeros = np.array([0.0, 0, 0, 2, 3, 0.5])
others = np.array([0.0, 2, -1, 3, 0.5, 1])
call("xlogy", [zeros, others], special.xlogy(zeros, others))
call("xlog1py", [zeros, others - 0.5], special.xlog1py(zeros, others - 0.5))
for name, f in dict(min=np.minimum, max=np.maximum).items():
    call(name, [EDGE, EDGE[::-1].copy()], f(EDGE, EDGE[::-1]))
    call(name, [X, 0.25], f(X, 0.25))
    call(name, [0.25, X], f(0.25, X))
    call(name, [INT, INT[::-1].copy()], f(INT, INT[::-1]))
call("clip", [EDGE, -1.0, 2.0], np.clip(EDGE, -1, 2))
call("clip", [X, Y[0], Y[0] + 1], np.clip(X, Y[0], Y[0] + 1))
call("mod", [X * 4, Y], np.mod(X * 4, Y))
call("mod", [INT, 3.0], np.mod(INT, 3))
call("mod", [INT, np.array(-4, np.int32)], np.mod(INT, -4).astype(np.int32))
call("remainder", [X, -0.75], np.remainder(X, -0.75))
call("remainder", [X, Y], np.remainder(X, Y))
call("lerp", [X, Y, 0.25], X + 0.25 * (Y - X))
call("lerp", [X, Y, UNIT], X + UNIT * (Y - X))
for name, f in dict(isNan=np.isnan, isInf=np.isinf, isFinite=np.isfinite).items():
    call(name, [EDGE], f(EDGE))
call("leakyRelu", [X, 0.2], np.where(X > 0, X, 0.2 * X))
call("prelu", [X, np.array([0.1, 0.2, 0.3])], np.where(X > 0, X, X * [0.1, 0.2, 0.3]))
call("elu", [X, 0.7], np.where(X > 0, X, 0.7 * np.expm1(X)))
call("celu", [X, 0.7], np.where(X > 0, X, 0.7 * np.expm1(X / 0.7)))
call("hardShrink", [X, 1.0], np.where(np.abs(X) <= 1, 0, X))
call("softShrink", [X, 1.0], np.where(np.abs(X) <= 1, 0, X - np.sign(X)))
call("threshold", [X, 0.1, 20.0], np.where(X > 0.1, X, 20))
G = normal(7, 4)
call("glu", [G], G[:, :2] * special.expit(G[:, 2:]))
call("glu", [G.T.copy(), 0], (G[:, :2] * special.expit(G[:, 2:])).T)

# ---- reductions
Z = normal(7, 2, 3)
for name, f in dict(sum=np.sum, mean=np.mean, prod=np.prod, max=np.max, min=np.min, var=np.var, std=np.std).items():
    call(name, [Z], f(Z))
    call(name, [Z, Ints(-1)], f(Z, -1))
    call(name, [Z, Ints(0, 2)], f(Z, (0, 2)))
    call(name, [Z, Ints(0), True], f(Z, 0, keepdims=True))
    call(name, [Z, Ints(), True], f(Z, keepdims=True))
call("sum", [INT, Ints(0)], INT.sum(0).astype(np.int32))
call("max", [INT, 1], INT.max(1))
call("min", [INT, 1], INT.min(1))
call("var", [Z, Ints(1), 1], Z.var(1, ddof=1))
call("std", [Z, Ints(0, 1), 1, True], Z.std((0, 1), ddof=1, keepdims=True))
call("std", [np.full((3, 2), 0.5), Ints(0)], np.zeros(2))
FAR = np.array([[1000.0, 1000], [-1000, -1001], [-INF, -INF], [-INF, 2], [INF, 2]])
call("logSumExp", [FAR, Ints(1)], np.logaddexp(FAR[:, 0], FAR[:, 1]))
call("logSumExp", [FAR, Ints(1), True], np.logaddexp(FAR[:, 0], FAR[:, 1])[:, None])
call("logSumExp", [Z], special.logsumexp(Z))
call("logSumExp", [Z, Ints(0, 1)], special.logsumexp(Z, (0, 1)))
call("norm", [Z], np.sqrt((Z ** 2).sum()))
for p in (1.0, 2.0, 3.0, 0.5, INF, -INF, 0.0, -1.0):
    call("norm", [X, p, Ints(1)], np.linalg.norm(X, p, 1))
    call("norm", [X, p, Ints(0), True], np.linalg.norm(X, p, 0, keepdims=True))
call("norm", [np.zeros((2, 3)), 3.0, Ints(1)], np.zeros(2))
call("normalize", [X, Ints(1)], X / np.linalg.norm(X, axis=1, keepdims=True))
call("normalize", [np.zeros((2, 3)), Ints(1)], np.zeros((2, 3)))
SPARSE = np.where(np.abs(Z) < 0.7, 0, Z)
call("countNonzero", [SPARSE], np.int32(np.count_nonzero(SPARSE)))
call("countNonzero", [SPARSE, Ints(0), True], np.count_nonzero(SPARSE, 0, keepdims=True).astype(np.int32))
for name, f in dict(any=np.any, all=np.all).items():
    call(name, [SPARSE, Ints(1)], f(SPARSE, 1))
    call(name, [BOOL, Ints(0), True], f(BOOL, 0, keepdims=True))
    call(name, [BOOL], f(BOOL))
TIES = np.round(Z)
for name, f in dict(argmax=np.argmax, argmin=np.argmin).items():
    call(name, [TIES], np.int32(f(TIES)))
    call(name, [TIES, -1], f(TIES, -1).astype(np.int32))
    call(name, [TIES, 0, True], f(TIES, 0, keepdims=True).astype(np.int32))
call("diff", [Z], np.diff(Z))
call("diff", [Z, 0], np.diff(Z, axis=0))
call("trapezoid", [X], np.trapezoid(X))
call("trapezoid", [X, 0.5], np.trapezoid(X, dx=0.5))
call("trapezoid", [X, 0.5, 0], np.trapezoid(X, dx=0.5, axis=0))
call("trapezoid", [X, np.array([0.0, 1, 4])], np.trapezoid(X, [0, 1, 4]))
call("trapezoid", [X, Y, 0], np.trapezoid(X, Y, axis=0))

# ---- shape
call("reshape", [Z, Ints(-1, 6)], Z.reshape(-1, 6))
call("reshape", [Z, Ints(3, -1)], Z.reshape(3, -1))
call("flatten", [Z], Z.ravel())
call("flatten", [Z, 1, -1], Z.reshape(7, 6))
call("transpose", [Z, Ints()], Z.T)
call("transpose", [Z, Ints(1, -1, 0)], Z.transpose(1, 2, 0))
call("swapAxes", [Z, 0, -1], Z.swapaxes(0, 2))
call("expandDims", [Z, Ints(0, -1)], Z[None, ..., None])
call("squeeze", [Z[:, :1, None], Ints()], Z[:, 0])
call("squeeze", [Z[:, :1, None], Ints(1)], Z[:, :1])
call("broadcastTo", [X[:, :1], Ints(2, 7, 3)], np.broadcast_to(X[:, :1], (2, 7, 3)))
call("concat", [1, Many(X, Y, X[:, :1])], np.concatenate([X, Y, X[:, :1]], 1))
call("concat", [0, Many(X, Y)], np.concatenate([X, Y]))
call("stack", [0, Many(X, Y)], np.stack([X, Y]))
call("stack", [-1, Many(X, Y)], np.stack([X, Y], -1))
call("split", [Z, 3, 2], np.split(Z, 3, 2))
call("split", [Z, Ints(3, 4), 0], np.split(Z, [3], 0))
call("slice", [Z, Ints(1, 0), Ints(-1, 1)], Z[1:-1, 0:1])
call("slice", [X.T.copy(), Ints(0, 1), Ints(3, 6), Ints(2, 2)], X.T[0:3:2, 1:6:2])
call("slice", [VEC, Ints(-3), Ints(100)], VEC[-3:100])
call("narrow", [X, 0, 2, 4], X[2:6])
call("pad", [X, Ints(1, 0), Ints(2, 1)], np.pad(X, ((1, 2), (0, 1))))
call("pad", [X, Ints(1, 0), Ints(2, 1), 9.0], np.pad(X, ((1, 2), (0, 1)), constant_values=9))
for mode, other in dict(constant="constant", reflect="reflect", replicate="edge", circular="wrap").items():
    call("pad", [X, Ints(2, 1), Ints(3, 2), mode], np.pad(X, ((2, 3), (1, 2)), mode=other))
call("flip", [Z, Ints()], np.flip(Z))
call("flip", [Z, Ints(0, -1)], np.flip(Z, (0, 2)))
for times in range(-1, 5):
    call("rot90", [Z, times], np.rot90(Z, times))
    call("rot90", [Z, times, 2, 0], np.rot90(Z, times, (2, 0)))
call("tile", [X, Ints(2)], np.tile(X, 2))
call("tile", [X, Ints(2, 3, 1)], np.tile(X, (2, 3, 1)))
call("tile", [Z, Ints(2, 3)], np.tile(Z, (2, 3)))
call("repeat", [X, 3, 0], np.repeat(X, 3, 0))
call("repeat", [X, 2, -1], np.repeat(X, 2, -1))
for shift in (0, 2, -2):
    call("roll", [X, shift, 0], np.roll(X, shift, 0))
    call("roll", [X, shift], np.roll(X, shift))
call("roll", [X, 5, 1], np.roll(X, 5, 1))
SQ = normal(2, 7, 7)
for name, f in dict(tril=np.tril, triu=np.triu).items():
    call(name, [SQ], f(SQ))
    call(name, [X, 1], f(X, 1))
    call(name, [X, -2], f(X, -2))
call("diag", [VEC], np.diag(VEC))
call("diag", [SQ[0]], np.diag(SQ[0]))
call("diagonal", [SQ[0]], np.diagonal(SQ[0]))
NS = normal(4, 6, 2)
call("diagonal", [NS], np.diagonal(NS))
call("diagonal", [NS, 3], np.diagonal(NS, 3))
call("diagonal", [NS, -2], np.diagonal(NS, -2))
call("diagonal", [NS, 1, 2, 1], np.diagonal(NS, 1, 2, 1))
IMG = normal(7, 4, 4, 3)


def shuffle(x, r):
    n, c, h, w = x.shape
    y = np.empty((n, c // r // r, h * r, w * r))
    for i in range(r):
        for j in range(r):
            y[:, :, i::r, j::r] = x[:, i * r + j::r * r]
    return y


call("pixelShuffle", [IMG, 2], shuffle(IMG, 2))


def unfold(x, k, s, p, d):
    x = np.pad(x, ((0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])))
    oh = (x.shape[2] - d[0] * (k[0] - 1) - 1) // s[0] + 1
    ow = (x.shape[3] - d[1] * (k[1] - 1) - 1) // s[1] + 1
    out = np.empty((x.shape[0], x.shape[1] * k[0] * k[1], oh * ow))
    for place in range(oh * ow):
        i, j = place // ow * s[0], place % ow * s[1]
        out[:, :, place] = x[:, :, i:i + d[0] * k[0]:d[0], j:j + d[1] * k[1]:d[1]].reshape(x.shape[0], -1)
    return out


call("unfold", [IMG, 2], unfold(IMG, (2, 2), (1, 1), (0, 0), (1, 1)))
call("unfold", [IMG, Ints(2, 3), Ints(2, 1), Ints(1, 2), Ints(2, 1)], unfold(IMG, (2, 3), (2, 1), (1, 2), (2, 1)))


def resampled(x, axis, out, mode):
    x = np.moveaxis(x, axis, -1)
    n = x.shape[-1]
    y = np.zeros(x.shape[:-1] + (out,))
    for i in range(out):
        at = (i + 0.5) * n / out - 0.5
        pixel = lambda k: x[..., min(max(k, 0), n - 1)]
        if mode == "nearest":
            y[..., i] = x[..., i * n // out]
        elif mode == "area":
            y[..., i] = x[..., i * n // out:-(-(i + 1) * n // out)].mean(-1)
        elif mode == "bicubic":
            k = int(np.floor(at))
            t = at - k
            a = -0.75
            outer = lambda s: a * s ** 3 - 5 * a * s ** 2 + 8 * a * s - 4 * a
            inner = lambda s: (a + 2) * s ** 3 - (a + 3) * s ** 2 + 1
            y[..., i] = (pixel(k - 1) * outer(t + 1) + pixel(k) * inner(t) + pixel(k + 1) * inner(1 - t)
                         + pixel(k + 2) * outer(2 - t))
        else:
            y[..., i] = np.stack([np.interp(at, np.arange(n), row) for row in x.reshape(-1, n)]).reshape(x.shape[:-1])
    return np.moveaxis(y, -1, axis)


for mode in ("nearest", "bilinear", "bicubic", "area"):
    call("interpolate", [IMG, Ints(9, 2), mode], resampled(resampled(IMG, 2, 9, mode), 3, 2, mode))
LINE = normal(2, 3, 5)
call("interpolate", [LINE, 2.0, "linear"], resampled(LINE, 2, 10, "linear"))
call("interpolate", [LINE, 1.3, "nearest"], LINE[..., [0, 0, 1, 2, 3, 3]])
call("interpolate", [LINE, Ints(9), "linear", True], (LINE[..., [0, 0, 1, 1, 2, 2, 3, 3, 4]] + LINE[..., [0, 1, 1, 2, 2, 3, 3, 4, 4]]) / 2)
VOLUME = LINE[:, :2, :, None, None] * np.array([1.0, 2.0, -1.0])[:, None] * np.array([1.0, 3.0])
call("interpolate", [VOLUME, Ints(4, 5, 3), "trilinear"], resampled(resampled(resampled(VOLUME, 2, 4, ""), 3, 5, ""), 4, 3, ""))
call("globalAvgPool", [IMG], IMG.mean((2, 3)))

# Windows: every sum written as a loop over places, with a generator of its own.
wrng = np.random.default_rng(11)


def small(*shape):
    return np.round(wrng.normal(size=shape), 3)


def conv(x, w, stride, pads, dilation, groups):
    """Cross-correlation; pads are (before, after) of each axis."""
    x = np.pad(x, [(0, 0), (0, 0)] + list(pads))
    kernel = w.shape[2:]
    out = [(n - d * (k - 1) - 1) // s + 1 for n, k, s, d in zip(x.shape[2:], kernel, stride, dilation)]
    y = np.zeros((x.shape[0], w.shape[0], *out))
    for o in range(w.shape[0]):
        first = o // (w.shape[0] // groups) * w.shape[1]
        for place in np.ndindex(*out):
            for k in np.ndindex(*kernel):
                at = tuple(p * s + i * d for p, s, i, d in zip(place, stride, k, dilation))
                for c in range(w.shape[1]):
                    y[(slice(None), o) + place] += x[(slice(None), first + c) + at] * w[(o, c) + k]
    return y


def transposed(x, w, stride, pads, more, groups, dilation):
    kernel = w.shape[2:]
    full = [(n - 1) * s + d * (k - 1) + 1 + m for n, s, k, d, m in zip(x.shape[2:], stride, kernel, dilation, more)]
    y = np.zeros((x.shape[0], w.shape[1] * groups, *full))
    for c in range(x.shape[1]):
        first = c // (x.shape[1] // groups) * w.shape[1]
        for place in np.ndindex(*x.shape[2:]):
            for k in np.ndindex(*kernel):
                at = tuple(p * s + i * d for p, s, i, d in zip(place, stride, k, dilation))
                for o in range(w.shape[1]):
                    y[(slice(None), first + o) + at] += x[(slice(None), c) + place] * w[(c, o) + k]
    return y[(slice(None), slice(None)) + tuple(slice(p, n - p) for p, n in zip(pads, full))]


def pool(x, kernel, stride, pad, dilation, round_up, kind):
    """Kinds: max, mean of what is inside the image, mean with the padding."""
    extents = x.shape[2:]
    out = []
    for n, k, s, p, d in zip(extents, kernel, stride, pad, dilation):
        room = n + 2 * p - d * (k - 1) - 1
        places = (room + s - 1) // s + 1 if round_up else room // s + 1
        out.append(places - 1 if round_up and (places - 1) * s >= n + p else places)
    y = np.zeros(x.shape[:2] + tuple(out))
    for place in np.ndindex(*out):
        seen, padded = [], 0
        for k in np.ndindex(*kernel):
            at = tuple(i * s + j * d - p for i, s, j, d, p in zip(place, stride, k, dilation, pad))
            if all(0 <= a < n for a, n in zip(at, extents)):
                seen.append(x[(slice(None), slice(None)) + at])
            elif all(-p <= a < n + p for a, n, p in zip(at, extents, pad)):
                padded += 1
        y[(slice(None), slice(None)) + place] = (np.max(seen, axis=0) if kind == "max"
                                                 else sum(seen) / (len(seen) + (padded if kind == "padded" else 0)))
    return y


SIGNAL = small(7, 4, 9)
W1 = small(6, 4, 3)
call("conv1d", [SIGNAL, W1], conv(SIGNAL, W1, (1,), ((0, 0),), (1,), 1))
call("conv1d", [SIGNAL, W1, 2], conv(SIGNAL, W1, (2,), ((0, 0),), (1,), 1))
call("conv1d", [SIGNAL, W1, 2, 1], conv(SIGNAL, W1, (2,), ((1, 1),), (1,), 1))
call("conv1d", [SIGNAL[0], W1, 1, "same"], conv(SIGNAL[:1], W1, (1,), ((1, 1),), (1,), 1)[0])
call("conv1d", [SIGNAL, W1[:, :2], 1, 2, 2, 2], conv(SIGNAL, W1[:, :2], (1,), ((2, 2),), (2,), 2))
call("conv1d", [SIGNAL, W1[:, :2], 2, "valid", 2, 2], conv(SIGNAL, W1[:, :2], (2,), ((0, 0),), (2,), 2))
call("conv1d", [SIGNAL, W1, Ints(1), Ints(2, 0), Ints(1), 1], conv(SIGNAL, W1, (1,), ((2, 0),), (1,), 1))
call("conv1d", [SIGNAL, W1, Ints(1), "same", Ints(2), 1], conv(SIGNAL, W1, (1,), ((2, 2),), (2,), 1))
PLANE = small(2, 4, 6, 7)
W2 = small(3, 4, 3, 2)
call("conv2d", [PLANE, W2], conv(PLANE, W2, (1, 1), ((0, 0), (0, 0)), (1, 1), 1))
call("conv2d", [PLANE[..., :5], W2, 2], conv(PLANE[..., :5], W2, (2, 2), ((0, 0), (0, 0)), (1, 1), 1))
call("conv2d", [PLANE, W2, 1, 2], conv(PLANE, W2, (1, 1), ((2, 2), (2, 2)), (1, 1), 1))
call("conv2d", [PLANE, W2, 1, "same"], conv(PLANE, W2, (1, 1), ((1, 1), (0, 1)), (1, 1), 1))
call("conv2d", [PLANE[..., :5], W2, 3, "same"], conv(PLANE[..., :5], W2, (3, 3), ((0, 0), (0, 0)), (1, 1), 1))
call("conv2d", [PLANE[0], W2, 1, "valid"], conv(PLANE[:1], W2, (1, 1), ((0, 0), (0, 0)), (1, 1), 1)[0])
W2G = small(6, 2, 2, 2)
call("conv2d", [PLANE[..., :6], W2G, 2, 1, 2, 2], conv(PLANE[..., :6], W2G, (2, 2), ((1, 1), (1, 1)), (2, 2), 2))
call("conv2d", [PLANE, W2G, 1, "same", 2, 2], conv(PLANE, W2G, (1, 1), ((1, 1), (1, 1)), (2, 2), 2))
call("conv2d", [PLANE, W2, Ints(2, 1), Ints(1, 0), Ints(1, 3), 1],
     conv(PLANE, W2, (2, 1), ((1, 1), (0, 0)), (1, 3), 1))
call("conv2d", [PLANE, W2, Ints(2, 1), Ints(1, 0, 2, 1), Ints(1), 1],
     conv(PLANE, W2, (2, 1), ((1, 0), (2, 1)), (1, 1), 1))
call("conv2d", [PLANE, W2, Ints(2, 1), "same", Ints(1, 2), 1], conv(PLANE, W2, (2, 1), ((0, 1), (1, 1)), (1, 2), 1))
W2P = small(5, 4, 1, 1)
call("conv2d", [PLANE, W2P], conv(PLANE, W2P, (1, 1), ((0, 0), (0, 0)), (1, 1), 1))
SOLID = small(2, 2, 4, 3, 5)
W3 = small(2, 2, 2, 3, 2)
call("conv3d", [SOLID, W3], conv(SOLID, W3, (1, 1, 1), ((0, 0),) * 3, (1, 1, 1), 1))
call("conv3d", [SOLID, W3, 2], conv(SOLID, W3, (2, 2, 2), ((0, 0),) * 3, (1, 1, 1), 1))
call("conv3d", [SOLID, W3, 2, 1], conv(SOLID, W3, (2, 2, 2), ((1, 1),) * 3, (1, 1, 1), 1))
call("conv3d", [SOLID, W3, 1, "same"], conv(SOLID, W3, (1, 1, 1), ((0, 1), (1, 1), (0, 1)), (1, 1, 1), 1))
call("conv3d", [SOLID, W3[:, :1], 1, 1, 1, 2], conv(SOLID, W3[:, :1], (1, 1, 1), ((1, 1),) * 3, (1, 1, 1), 2))
call("conv3d", [SOLID, W3[:, :1], 1, "valid", 1, 2], conv(SOLID, W3[:, :1], (1, 1, 1), ((0, 0),) * 3, (1, 1, 1), 2))
call("conv3d", [SOLID, W3, Ints(1, 2, 1), Ints(0, 1, 0), Ints(2, 1, 3), 1],
     conv(SOLID, W3, (1, 2, 1), ((0, 0), (1, 1), (0, 0)), (2, 1, 3), 1))
call("conv3d", [SOLID, W3, Ints(1), "valid", Ints(1), 1], conv(SOLID, W3, (1, 1, 1), ((0, 0),) * 3, (1, 1, 1), 1))
WD = small(8, 1, 3, 2)
call("depthwiseConv2d", [PLANE, WD[:4]], conv(PLANE, WD[:4], (1, 1), ((0, 0), (0, 0)), (1, 1), 4))
call("depthwiseConv2d", [PLANE[..., :5], WD, 2], conv(PLANE[..., :5], WD, (2, 2), ((0, 0), (0, 0)), (1, 1), 4))
call("depthwiseConv2d", [PLANE, WD, 1, 1], conv(PLANE, WD, (1, 1), ((1, 1), (1, 1)), (1, 1), 4))
call("depthwiseConv2d", [PLANE, WD, 1, 2, 2], conv(PLANE, WD, (1, 1), ((2, 2), (2, 2)), (2, 2), 4))
call("depthwiseConv2d", [PLANE[0], WD, 1, "same"], conv(PLANE[:1], WD, (1, 1), ((1, 1), (0, 1)), (1, 1), 4)[0])
call("depthwiseConv2d", [PLANE, WD, 1, "valid", 2], conv(PLANE, WD, (1, 1), ((0, 0), (0, 0)), (2, 2), 4))
LOW = SIGNAL[..., :4]
T1 = small(4, 3, 3)
call("convTranspose1d", [LOW, T1], transposed(LOW, T1, (1,), (0,), (0,), 1, (1,)))
call("convTranspose1d", [LOW, T1, 2], transposed(LOW, T1, (2,), (0,), (0,), 1, (1,)))
call("convTranspose1d", [LOW[0], T1, 2, 1], transposed(LOW[:1], T1, (2,), (1,), (0,), 1, (1,))[0])
call("convTranspose1d", [LOW, T1, 3, 1, 2], transposed(LOW, T1, (3,), (1,), (2,), 1, (1,)))
call("convTranspose1d", [LOW, T1, 2, 1, 1, 2, 2], transposed(LOW, T1, (2,), (1,), (1,), 2, (2,)))
call("convTranspose1d", [LOW, T1, Ints(3), Ints(0), Ints(1), 1, Ints(1)],
     transposed(LOW, T1, (3,), (0,), (1,), 1, (1,)))
T2 = small(4, 2, 2, 3)
call("convTranspose2d", [PLANE, T2], transposed(PLANE, T2, (1, 1), (0, 0), (0, 0), 1, (1, 1)))
TILE = PLANE[:, :, :3, :4]
call("convTranspose2d", [TILE, T2, 2], transposed(TILE, T2, (2, 2), (0, 0), (0, 0), 1, (1, 1)))
call("convTranspose2d", [TILE, T2, 2, 1], transposed(TILE, T2, (2, 2), (1, 1), (0, 0), 1, (1, 1)))
call("convTranspose2d", [TILE, T2, 3, 1, 2], transposed(TILE, T2, (3, 3), (1, 1), (2, 2), 1, (1, 1)))
call("convTranspose2d", [TILE, T2, 2, 1, 1, 2, 2], transposed(TILE, T2, (2, 2), (1, 1), (1, 1), 2, (2, 2)))
call("convTranspose2d", [TILE[0], T2, Ints(2, 1), Ints(0, 1), Ints(1, 0), 4, Ints(1, 2)],
     transposed(TILE[:1], T2, (2, 1), (0, 1), (1, 0), 4, (1, 2))[0])
for axes, x, name in ((1, SIGNAL, "1d"), (2, PLANE[..., :6], "2d"), (3, SOLID, "3d")):
    one, none = (1,) * axes, (0,) * axes
    two, three = (2,) * axes, (3,) * axes
    call("maxPool" + name, [x, 2], pool(x, two, two, none, one, False, "max"))
    call("maxPool" + name, [x, 3, 1], pool(x, three, one, none, one, False, "max"))
    call("maxPool" + name, [x, 2, 2, 1], pool(x, two, two, one, one, False, "max"))
    call("maxPool" + name, [x[0], Ints(2), Ints(2), Ints(1), Ints(1), True],
         pool(x[:1], two, two, one, one, True, "max")[0])
    call("maxPool" + name, [x, Ints(2), Ints(1), Ints(0), Ints(2), False], pool(x, two, one, none, two, False, "max"))
    call("avgPool" + name, [x, 2], pool(x, two, two, none, one, False, "inside"))
    call("avgPool" + name, [x[0], 3, 1], pool(x[:1], three, one, none, one, False, "inside")[0])
    call("avgPool" + name, [x, 2, 2, 1], pool(x, two, two, one, one, False, "padded"))
    call("avgPool" + name, [x, Ints(2), Ints(2), Ints(1), True, False], pool(x, two, two, one, one, True, "inside"))
    call("avgPool" + name, [x, Ints(2), Ints(2), Ints(0), True, True], pool(x, two, two, none, one, True, "padded"))
call("maxPool2d", [PLANE, Ints(3, 2), Ints(2, 1), Ints(1, 0), Ints(1, 2), False],
     pool(PLANE, (3, 2), (2, 1), (1, 0), (1, 2), False, "max"))
call("avgPool2d", [PLANE, Ints(3, 2), Ints(2, 1), Ints(1, 1), False, False],
     pool(PLANE, (3, 2), (2, 1), (1, 1), (1, 1), False, "inside"))
call("adaptiveAvgPool2d", [PLANE, Ints(3, 1)], pool(PLANE, (2, 7), (2, 7), (0, 0), (1, 1), False, "inside"))
EVEN = resampled(resampled(PLANE, 2, 4, "area"), 3, 5, "area")
call("adaptiveAvgPool2d", [PLANE[0], Ints(4, 5)], EVEN[0])
call("adaptiveAvgPool2d", [PLANE[..., :6], 2], pool(PLANE[..., :6], (3, 3), (3, 3), (0, 0), (1, 1), False, "inside"))
call("unfold", [SIGNAL, 2, 3, 2], np.stack([SIGNAL[..., i:i + 3] for i in range(0, 7, 2)], axis=2))
call("unfold", [SIGNAL, 0, 2, 1], np.stack([np.moveaxis(SIGNAL[i:i + 2], 0, -1) for i in range(6)]))
square = np.pad(IMG ** 2, ((0, 0), (1, 1), (0, 0), (0, 0)))
lrn = sum(square[:, i:i + 4] for i in range(3)) / 3
call("localResponseNorm", [IMG, 3], IMG / (1 + 1e-4 * lrn) ** 0.75)
call("localResponseNorm", [IMG, 3, 0.5, 0.6, 2.0], IMG / (2 + 0.5 * lrn) ** 0.6)
call("oneHot", [LABEL, 3, "f64"], np.eye(3)[LABEL])
call("oneHot", [np.array([[3, -1], [0, 1]], np.int32), 3, "i32"],
     np.array([[[0, 0, 0], [0, 0, 0]], [[1, 0, 0], [0, 1, 0]]], np.int32))

# ---- linear algebra
for a, b in [((3,), (3,)), ((7, 3), (3,)), ((3,), (3, 4)), ((7, 3), (3, 4)), ((2, 7, 3), (3, 4)), ((2, 7, 3), (2, 3, 4)),
             ((7, 3), (2, 3, 4)), ((2, 1, 7, 3), (5, 3, 4)), ((2, 7, 3), (3,)), ((3,), (2, 3, 4))]:
    A, B = normal(*a), normal(*b)
    call("matmul", [A, B], A @ B)
    if len(b) < 3:
        call("dot", [A, B], np.dot(A, B))
A, B = normal(7, 3), normal(2, 3, 4)
call("dot", [A, B], np.dot(A, B))
call("outer", [X, VEC], np.outer(X, VEC))
call("cross", [X, Y], np.cross(X, Y))
call("cross", [X, Y[0]], np.cross(X, Y[0]))
P = normal(4, 3)
call("cdist", [X, P], spatial.distance.cdist(X, P))
call("cdist", [X, P, 1.0], spatial.distance.cdist(X, P, "cityblock"))
call("cdist", [X, X], spatial.distance.cdist(X, X))
for equation, shapes in {"ij,jk->ik": [(7, 3), (3, 4)], "bij,bjk->bik": [(2, 7, 3), (2, 3, 4)], "ij->ji": [(7, 3)],
                         "ij->": [(7, 3)], "ii->i": [(4, 4)], "ii": [(4, 4)], "i,j->ij": [(7,), (3,)], "i,i->": [(7,), (7,)],
                         "bhqd,bhkd->bhqk": [(2, 3, 7, 4), (2, 3, 5, 4)], "ij,jk,kl->il": [(7, 3), (3, 4), (4, 2)],
                         "ij,ij->ij": [(7, 3), (7, 3)], "ij,kj": [(7, 3), (4, 3)], "iji->j": [(3, 7, 3)],
                         "ijk,k->ij": [(7, 2, 3), (3,)], "ab,cd->acbd": [(7, 2), (3, 4)], "ij,ij->": [(7, 3), (7, 3)],
                         "ni,oij,nj->no": [(7, 2), (3, 2, 4), (7, 4)], "ij,k->jk": [(7, 3), (4,)]}.items():
    tensors = [normal(*s) for s in shapes]
    call("einsum", [equation, Many(*tensors)], np.einsum(equation, *tensors))
A, B = normal(7, 3, 4), normal(3, 4, 2)
call("tensordot", [A, B, 2], np.tensordot(A, B, 2))
call("tensordot", [X, VEC, 0], np.tensordot(X, VEC, 0))
call("tensordot", [A, B.T.copy(), Ints(2, 1), Ints(1, -1)], np.tensordot(A, B.T, ((2, 1), (1, 2))))
call("trace", [SQ[0]], np.trace(SQ[0]))
call("trace", [NS], np.trace(NS))
for n in range(6):
    call("matrixPower", [SQ / 3, n], np.linalg.matrix_power(SQ / 3, n))

# ---- indexing
IDX = np.array([[2, 0], [1, 1]], np.int32)
call("gather", [X, IDX, 1], X.take(IDX, 1))
call("gather", [Z, LABEL, -1], Z.take(LABEL, -1))
call("gather", [X, np.array(2, np.int32), 0], X[2])
U = normal(7, 2, 2)
added = X.copy()
for i in range(2):
    for j in range(2):
        added[:, IDX[i, j]] += U[:, i, j]
call("scatterAdd", [X, IDX, U, 1], added)
ALONG = rng.integers(0, 3, size=(7, 5)).astype(np.int32)
call("takeAlongAxis", [X, ALONG, 1], np.take_along_axis(X, ALONG, 1))
DOWN = rng.integers(0, 7, size=(2, 3)).astype(np.int32)
call("takeAlongAxis", [X, DOWN, 0], np.take_along_axis(X, DOWN, 0))
ZA = rng.integers(0, 2, size=(7, 4, 3)).astype(np.int32)
call("takeAlongAxis", [Z, ZA, 1], np.take_along_axis(Z, ZA, 1))
UP = normal(7, 5)
added = X.copy()
for i in range(7):
    for j in range(5):
        added[i, ALONG[i, j]] += UP[i, j]
call("scatterAddAlongAxis", [X, ALONG, UP, 1], added)
ND = np.array([[0, 1], [6, 0], [0, 1]], np.int32)
call("gatherNd", [Z, ND], Z[ND[:, 0], ND[:, 1]])
call("gatherNd", [X, ND], X[ND[:, 0], ND[:, 1]])
call("gatherNd", [X, ND[:, :1]], X[ND[:, 0]])
UPD = normal(3, 3)
scattered = np.zeros((7, 2, 3))
np.add.at(scattered, (ND[:, 0], ND[:, 1]), UPD)
call("scatterNd", [ND, UPD, Dims(7, 2, 3)], scattered)
sums = np.stack([X[LABEL == s].sum(0) if (LABEL == s).any() else np.zeros(3) for s in range(4)])
counts = np.maximum([(LABEL == s).sum() for s in range(4)], 1)[:, None]
call("segmentSum", [X, LABEL, 4], sums)
call("segmentMean", [X, LABEL, 4], sums / counts)

# ---- order
order = {False: lambda x, axis: np.argsort(x, axis, kind="stable"),
         True: lambda x, axis: np.argsort(np.where(np.isnan(x), np.nan, -x), axis, kind="stable")}
TIES = np.array([[2.0, NAN, -1.0, 2.0], [0.0, -0.0, INF, -INF], [NAN, NAN, 3.0, 1.0]])
for x in (X, TIES):
    call("sort", [x], np.take_along_axis(x, order[False](x, -1), -1))
    call("argsort", [x], order[False](x, -1).astype(np.int32))
    for axis in (0, 1):
        call("sort", [x, axis], np.take_along_axis(x, order[False](x, axis), axis))
        call("argsort", [x, axis], order[False](x, axis).astype(np.int32))
        call("sort", [x, axis, True], np.take_along_axis(x, order[True](x, axis), axis))
        call("argsort", [x, axis, True], order[True](x, axis).astype(np.int32))
call("sort", [INT, 0], np.sort(INT, 0))
for x, k, axis in ((X, 2, -1), (X, 3, 0), (TIES, 4, 1)):
    top = np.take(order[True](x, axis), range(k), axis)
    call("topK", [x, k, axis], [np.take_along_axis(x, top, axis), top.astype(np.int32)])
call("topK", [X, 1], [np.max(X, 1, keepdims=True), np.argmax(X, 1)[:, None].astype(np.int32)])
call("median", [X], np.median(X))
call("median", [X[:4]], np.median(X[:4]))
call("median", [X, 0], np.median(X, 0))
call("median", [TIES, 1, True], np.median(TIES, 1, keepdims=True))
PUT = np.array([[1, 0], [2, 2], [0, 1], [1, 1], [0, 2], [2, 0], [1, 2]], np.int32)
put = X.copy()
np.put_along_axis(put, PUT, Y[:, :2], 1)
put[1, 2], put[3, 1] = Y[1, 1], Y[3, 1]
call("putAlongAxis", [X, PUT, Y[:, :2], 1], put)
call("segmentMax", [X, LABEL, 4], np.stack([X[LABEL == i].max(0) if (LABEL == i).any() else np.full(3, -INF) for i in range(4)]))
call("segmentMax", [INT, LABEL, 3], np.stack([INT[LABEL == i].max(0) for i in range(3)]))

# ---- neural
W, BIAS = normal(3, 4), normal(4)
call("dense", [X, W], X @ W)
call("dense", [X, W, BIAS], X @ W + BIAS)
W3 = normal(5, 3, 4)
call("bilinear", [X, G, W3], np.einsum("ni,oij,nj->no", X, W3, G))
call("bilinear", [X, G, W3, VEC], np.einsum("ni,oij,nj->no", X, W3, G) + VEC)
call("bilinear", [X[0], G[0], W3], np.einsum("i,oij,j->o", X[0], W3, G[0]))
call("embedding", [IDX, X], X[IDX])
BIG = np.array([[1000.0, 0, -1000], [-INF, 0, 1], [3, 3, 3]])
call("softmax", [BIG], special.softmax(BIG, -1))
call("softmax", [X, 0], special.softmax(X, 0))
call("logSoftmax", [BIG], special.log_softmax(BIG, -1))
call("logSoftmax", [Z, 1], special.log_softmax(Z, 1))
call("softmin", [X], special.softmax(-X, -1))
call("softmin", [X, 0], special.softmax(-X, 0))


def standard(x, axes, eps=1e-5):
    return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)


S3, H3 = normal(3), normal(3)
call("layerNorm", [Z], standard(Z, -1))
call("layerNorm", [Z, S3, H3], standard(Z, -1) * S3 + H3)
call("layerNorm", [Z, normal(2, 3) * 0 + 2, normal(2, 3) * 0 + 1, 0.1], standard(Z, (1, 2), 0.1) * 2 + 1)
call("rmsNorm", [Z], Z / np.sqrt((Z ** 2).mean(-1, keepdims=True) + 1e-5))
call("rmsNorm", [Z, S3], Z / np.sqrt((Z ** 2).mean(-1, keepdims=True) + 1e-5) * S3)
call("rmsNorm", [Z, S3, 0.1], Z / np.sqrt((Z ** 2).mean(-1, keepdims=True) + 0.1) * S3)
S4, H4 = normal(4), normal(4)
grouped = standard(IMG.reshape(7, 2, -1), -1).reshape(IMG.shape)
call("groupNorm", [IMG, 2], grouped)
parts = IMG.reshape(7, 2, 24)
wide = (parts - parts.mean(-1, keepdims=True)) / np.sqrt(parts.var(-1, keepdims=True) + 0.5)
call("groupNorm", [IMG, 2, 0.5], wide.reshape(IMG.shape))
call("groupNorm", [IMG, 2, S4, H4], grouped * S4[:, None, None] + H4[:, None, None])
call("instanceNorm", [IMG], standard(IMG, (2, 3)))
call("instanceNorm", [IMG, S4, H4], standard(IMG, (2, 3)) * S4[:, None, None] + H4[:, None, None])
call("dropout", [X, 0.5], X)


def attention(q, k, v, score=lambda s: s):
    return special.softmax(score(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])), -1) @ v


Q, K, V = normal(2, 7, 4), normal(2, 5, 4), normal(2, 5, 3)
MASK = rng.random((7, 5)) > 0.4
MASK[:, 0] = True
call("attention", [Q, K, V], attention(Q, K, V))
call("attention", [Q, K, V, MASK], attention(Q, K, V, lambda s: np.where(MASK, s, -INF)))
call("attention", [Q, K, V, MASK * 2.0], attention(Q, K, V, lambda s: s + MASK * 2))
call("attention", [Q, K, V, np.zeros((7, 5), bool)], np.broadcast_to(V.mean(1, keepdims=True), (2, 7, 3)))
WQ, WK, WV, WO = (normal(4, 6) for _ in range(4))
WO = normal(6, 4)
split = lambda x: x.reshape(*x.shape[:-1], 2, 3).swapaxes(-2, -3)
heads = attention(split(Q @ WQ), split(K @ WK), split(K @ WV)).swapaxes(-2, -3).reshape(2, 7, 6) @ WO
call("multiHeadAttention", [Q, K, K, WQ, WK, WV, WO, 2], heads)
heads = attention(split(Q @ WQ), split(K @ WK), split(K @ WV), lambda s: np.where(MASK, s, -INF))
call("multiHeadAttention", [Q, K, K, WQ, WK, WV, WO, 2, MASK], heads.swapaxes(-2, -3).reshape(2, 7, 6) @ WO)


def encoding(length, width):
    table = np.empty((length, width))
    for t in range(length):
        for c in range(width):
            angle = t / 10000 ** ((c - c % 2) / width)
            table[t, c] = np.cos(angle) if c % 2 else np.sin(angle)
    return table


call("positionalEncoding", [normal(2, 7, 5)], encoding(7, 5))
rotated = np.empty_like(Q)
for t in range(7):
    for i in range(2):
        angle = t / 10000 ** (2 * i / 4)
        a, b = Q[:, t, i], Q[:, t, i + 2]
        rotated[:, t, i] = a * np.cos(angle) - b * np.sin(angle)
        rotated[:, t, i + 2] = b * np.cos(angle) + a * np.sin(angle)
call("rotaryEmbedding", [Q], rotated)

# ---- losses
log_p = special.log_softmax(X, -1)
call("crossEntropy", [X, LABEL], -log_p[np.arange(7), LABEL])
call("crossEntropy", [BIG, np.array([0, 2, 1], np.int32)], -special.log_softmax(BIG, -1)[[0, 1, 2], [0, 2, 1]])
ROWS = special.softmax(Y, -1)
call("crossEntropy", [X, ROWS], -(ROWS * log_p).sum(-1))
call("crossEntropy", [Z, LABEL[:, None].repeat(2, 1)], -np.take_along_axis(special.log_softmax(Z, -1), LABEL[:, None, None].repeat(2, 1), -1)[..., 0])
call("nll", [log_p, LABEL], -log_p[np.arange(7), LABEL])
T01 = (Y > 0).astype(float)
call("binaryCrossEntropy", [UNIT, T01], -special.xlogy(T01, UNIT) - special.xlog1py(1 - T01, -UNIT))
call("binaryCrossEntropy", [np.array([0.0, 1, 1, 0]), np.array([0.0, 1, 0, 1])], np.array([0, 0, INF, INF]))
call("binaryCrossEntropyWithLogits", [X, T01], -special.xlogy(T01, UNIT) - special.xlog1py(1 - T01, -UNIT))
EXTREME = np.array([1000.0, 1000, -1000, -1000, 0])
call("binaryCrossEntropyWithLogits", [EXTREME, np.array([0.0, 1, 0, 1, 0.5])], np.array([1000, 0, 0, 1000, np.log(2)]))
call("mse", [X, Y], (X - Y) ** 2)
call("mae", [X, Y], np.abs(X - Y))
call("huber", [X, Y], special.huber(1, X - Y))
call("huber", [X, Y, 0.4], special.huber(0.4, X - Y))
call("smoothL1", [X, Y], special.huber(1, X - Y))
call("smoothL1", [X, Y, 0.4], special.huber(0.4, X - Y) / 0.4)
SIGN = np.sign(Y)
call("hinge", [X, SIGN], np.maximum(0, 1 - X * SIGN))
call("softMargin", [X, SIGN], np.log1p(np.exp(-X * SIGN)))
call("softMargin", [EXTREME, np.array([1.0, -1, 1, -1, 1])], np.array([0, 1000, 1000, 0, np.log(2)]))
call("kld", [log_p, ROWS], special.rel_entr(ROWS, np.exp(log_p)).sum(-1))
call("kld", [log_p, np.eye(3)[LABEL]], -log_p[np.arange(7), LABEL])
call("poissonNll", [X, POS], np.exp(X) - POS * X)
call("gaussianNll", [X, Y, POS], 0.5 * (np.log(POS) + (X - Y) ** 2 / POS))
call("gaussianNll", [X, Y, POS * 0], 0.5 * (np.log(1e-6) + (X - Y) ** 2 / 1e-6))
cosine = 1 - np.array([spatial.distance.cosine(a, b) for a, b in zip(X, Y)])
call("cosineSimilarity", [X, Y], cosine)
call("cosineSimilarity", [X, Y * 0], np.zeros(7))
PM = np.array([1.0, -1, 1, -1, -1, 1, -1])
call("cosineEmbedding", [X, Y, PM], np.where(PM > 0, 1 - cosine, np.maximum(0, cosine)))
call("cosineEmbedding", [X, Y, PM, 0.3], np.where(PM > 0, 1 - cosine, np.maximum(0, cosine - 0.3)))
call("marginRanking", [X, Y, SIGN], np.maximum(0, -SIGN * (X - Y)))
call("marginRanking", [X, Y, SIGN, 0.5], np.maximum(0, 0.5 - SIGN * (X - Y)))
N = normal(7, 3)
distance = lambda a, b: np.sqrt(((a - b) ** 2).sum(-1))
call("tripletMargin", [X, Y, N], np.maximum(0, distance(X, Y) - distance(X, N) + 1))
call("tripletMargin", [X, Y, N, 0.2], np.maximum(0, distance(X, Y) - distance(X, N) + 0.2))

for axis in (0, 1, -1):
    call("cumsum", [Z, axis], np.cumsum(Z, axis))
    call("cumprod", [Z, axis], np.cumprod(Z, axis))
    call("cummax", [Z, axis], np.maximum.accumulate(Z, axis))
    call("cummin", [Z, axis], np.minimum.accumulate(Z, axis))
    call("logCumSumExp", [Z, axis], np.logaddexp.accumulate(Z, axis))
call("cumsum", [INT, 0], np.cumsum(INT, 0).astype(np.int32))
call("cummax", [INT, 1], np.maximum.accumulate(INT, 1))
call("cummin", [INT, 1], np.minimum.accumulate(INT, 1))
call("cumprod", [np.array([1.5, 0.0, -2.0, 0.0]), 0], np.array([1.5, 0, -0.0, 0]))
call("logCumSumExp", [np.array([-1000.0, 1000, 999]), 0], np.logaddexp.accumulate(np.array([-1000.0, 1000, 999])))


def recurrent(step, gates, states):
    """Inputs [T, B, I] = [7, 2, 3], H = 4, weights as PyTorch has them; all states, and the last ones."""
    x, h = normal(7, 2, 3), [normal(2, 4) for _ in range(states)]
    wi, wh, bi, bh = normal(4 * gates, 3), normal(4 * gates, 4), normal(4 * gates), normal(4 * gates)
    outputs = {}
    for reverse in (False, True):
        state, out = h, [None] * 7
        for t in (range(6, -1, -1) if reverse else range(7)):
            state = step(x[t] @ wi.T + bi, state[0] @ wh.T + bh, *state)
            out[t] = state[0]
        outputs[reverse] = (np.stack(out), state)
    return [x, *h, wi, wh, bi, bh], outputs


def lstm_step(a, b, h, c):
    i, f, g, o = np.split(a + b, 4, 1)
    c = special.expit(f) * c + special.expit(i) * np.tanh(g)
    return special.expit(o) * np.tanh(c), c


def gru_step(a, b, h):
    (ar, az, an), (br, bz, bn) = np.split(a, 3, 1), np.split(b, 3, 1)
    r, z = special.expit(ar + br), special.expit(az + bz)
    n = np.tanh(an + r * bn)
    return ((1 - z) * n + z * h,)


for name, step, gates, states in (("rnn", lambda a, b, h: (np.tanh(a + b),), 1, 1), ("lstm", lstm_step, 4, 2),
                                  ("gru", gru_step, 3, 1)):
    arguments, outputs = recurrent(step, gates, states)
    for reverse, (out, last) in outputs.items():
        call(name, arguments + ([True] if reverse else []), [out, *last] if name == "lstm" else out)


# ---- factors of matrices
def positive_column(v):
    """The sign that makes the element of largest magnitude in each column positive."""
    return np.sign(np.take_along_axis(v, np.argmax(np.abs(v), -2)[..., None, :], -2))


GENERAL = normal(7, 4, 4) + 3 * np.eye(4)
LEFT = normal(7, 3, 3)
DEFINITE = LEFT @ LEFT.swapaxes(-1, -2) + np.eye(3)
SIDE = normal(7, 3, 2)
call("cholesky", [DEFINITE], np.linalg.cholesky(DEFINITE))
call("cholesky", [np.array([[4.0, 2.0], [2.0, 1.0]]) - np.eye(2) * 4], np.array([[0.0, 0.0], [INF, NAN]]))
for t in (DEFINITE, DEFINITE[0]):
    for lower in (True, False):
        part = np.tril(t) if lower else np.triu(t)
        call("triangularSolve", [t, SIDE, lower], np.linalg.solve(np.broadcast_to(part, (7, 3, 3)), SIDE))
call("triangularSolve", [DEFINITE[0], SIDE[0]], np.linalg.solve(np.tril(DEFINITE[0]), SIDE[0]))
call("triangularSolve", [DEFINITE[0], SIDE[0, :, 0], True, True, True],
     np.linalg.solve((np.tril(DEFINITE[0], -1) + np.eye(3)).T, SIDE[0, :, 0]))
call("solve", [DEFINITE, SIDE], np.linalg.solve(DEFINITE, SIDE))
call("solve", [DEFINITE, SIDE[:, :, 0].copy()], np.linalg.solve(DEFINITE, SIDE[:, :, :1])[..., 0])
call("solve", [DEFINITE, SIDE[0]], np.linalg.solve(DEFINITE, np.broadcast_to(SIDE[0], (7, 3, 2))))
call("solve", [GENERAL[0], np.arange(4.0)], np.linalg.solve(GENERAL[0], np.arange(4.0)))
call("inverse", [GENERAL], np.linalg.inv(GENERAL))
call("matrixPower", [GENERAL, -3], np.linalg.matrix_power(GENERAL, -3))
call("det", [GENERAL], np.linalg.det(GENERAL))
call("det", [np.array([[1.0, 2.0], [2.0, 4.0]])], 0.0)
call("logDet", [np.stack([np.eye(3), -np.eye(3), DEFINITE[0], np.ones((3, 3))])],
     np.array([0.0, NAN, np.linalg.slogdet(DEFINITE[0])[1], -INF]))
sign, log = np.linalg.slogdet(np.concatenate([GENERAL, -GENERAL[:, [1, 0, 2, 3]]]))
call("slogDet", [np.concatenate([GENERAL, -GENERAL[:, [1, 0, 2, 3]]])], [sign, log])
for m in (GENERAL, LEFT[0] * 40 - 60 * np.eye(3), np.zeros((2, 2)), LEFT * 0.01):
    call("matrixExp", [m], linalg.expm(m))
for m in (GENERAL, SIDE, SIDE.swapaxes(-1, -2).copy()):
    q, r = np.linalg.qr(m)
    call("qr", [m], [q, r])
    u, s, vh = np.linalg.svd(m, full_matrices=False)
    v = vh.swapaxes(-1, -2) if m.shape[-2] >= m.shape[-1] else u
    sign = positive_column(v)
    call("svd", [m], [u * sign, s, vh * sign.swapaxes(-1, -2)])
values, vectors = np.linalg.eigh(DEFINITE)
call("eigh", [DEFINITE], [values, vectors * positive_column(vectors)])


def ctc(logs, labels, steps, lengths):
    """By enumeration of all paths."""
    losses = []
    for b, (t, n) in enumerate(zip(steps, lengths)):
        total = 0.0
        for path in itertools.product(range(logs.shape[2]), repeat=int(t)):
            merged = [c for i, c in enumerate(path) if c and (i == 0 or path[i - 1] != c)]
            if merged == list(labels[b, :n]):
                total += np.exp(sum(logs[i, b, c] for i, c in enumerate(path)))
        losses.append(-np.log(total))
    return np.array(losses)


LOGS = np.round(special.log_softmax(normal(7, 4, 3), -1), 4)
WORDS, STEPS, COUNTS = (np.array(a, np.int32) for a in ([[1, 2, 2], [1, 1, 0], [2, 0, 0], [2, 1, 2]], [7, 5, 3, 6],
                                                      [3, 2, 0, 3]))
call("ctc", [LOGS, WORDS, STEPS, COUNTS], ctc(LOGS, WORDS, STEPS, COUNTS))
TIGHT = np.array([7, 2, 1, 3], np.int32)
call("ctc", [LOGS, WORDS, TIGHT, COUNTS], ctc(LOGS, WORDS, TIGHT, COUNTS))


# ---- metrics
def auc(scores, positive):
    """Over all pairs of a positive and a negative example."""
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[positive] for b in scores[~positive]]
    return np.mean(pairs)


TIES = np.array([0.5, -1.0, 0.5, 2.0, -1.0, 0.5, 3.0])
SEVEN = np.array([False, True, True, False, False, True, True])
call("accuracy", [X, LABEL], np.mean(np.argmax(X, -1) == LABEL))
call("topKAccuracy", [X, LABEL, 2], np.mean([LABEL[i] in np.argsort(X[i])[-2:] for i in range(7)]))
guess = np.argmax(X, -1).astype(np.int32)
call("confusionMatrix", [guess, LABEL, 3],
     np.array([[np.sum((LABEL == i) & (guess == j)) for j in range(3)] for i in range(3)], np.int32))
call("rmse", [X, Y], np.sqrt(np.mean((X - Y) ** 2)))
call("r2", [X[:, 0].copy(), Y[:, 0].copy()], 1 - np.sum((X[:, 0] - Y[:, 0]) ** 2) / np.sum((Y[:, 0] - Y[:, 0].mean()) ** 2))
call("perplexity", [POS], np.exp(np.mean(POS)))
for scores in (X[:, 0].copy(), TIES, np.zeros(7)):
    call("auc", [scores, SEVEN], auc(scores, SEVEN))
    call("auc", [scores, SEVEN.astype(np.int32)], auc(scores, SEVEN))

# ---- calls away from kinks and ends, so that derivatives can be taken; with a generator of their own
mrng = np.random.default_rng(13)
FACTOR, COUNT = np.round(mrng.uniform(0.2, 2.8, (2, 7, 3)), 3) + 0.0004
call("negate", [FACTOR], -FACTOR)
call("xlogy", [FACTOR, COUNT], special.xlogy(FACTOR, COUNT))
call("xlog1py", [FACTOR, COUNT], special.xlog1py(FACTOR, COUNT))
call("segmentMax", [FACTOR, LABEL, 3], np.stack([FACTOR[LABEL == i].max(0) for i in range(3)]))
call("logDet", [DEFINITE + 0.0004], np.linalg.slogdet(DEFINITE + 0.0004)[1])
