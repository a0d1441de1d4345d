"""Values and derivatives of ADBench's objectives for instances that expected.json lacks: writes references.json.

Run in this folder: pip install numpy; OPENBLAS_NUM_THREADS=1 python references.py
The objectives are written from their definitions, loops where the specs have tensors. Derivatives are complex steps:
Im f(x + ih)/h with h = 1e-40, exact to rounding; nothing of a derivative is written down here.
"""
import json
import math

import numpy as np

H = 1e-40


def words(file, separator=" "):
    for line in open(file):
        yield from line.replace(separator, " ").split()


def reals(it, *shape):
    return np.array([float(next(it)) for _ in range(math.prod(shape))]).reshape(shape)


def uniform(seed, shape, scale):
    out, s = [], seed
    for _ in range(math.prod(shape)):
        s = (1103515245 * s + 12345) % 2**31
        out.append((s / 2**31 - 0.5) * 2 * scale)
    return np.array(out).reshape(shape)


def log_sum_exp(x):
    m = x[np.argmax(x.real)]
    return m + np.log(np.sum(np.exp(x - m)))


# ---------------------------------------------------------------- Gaussian mixture

def gmm_objective(alphas, means, icf, x, gamma, m):
    k, d = means.shape
    value = -len(x) * d * 0.5 * math.log(2 * math.pi) - len(x) * log_sum_exp(alphas)
    terms = np.empty((len(x), k), dtype=complex)
    for j in range(k):
        q = np.diag(np.exp(icf[j, :d]))
        at = d
        for column in range(d):
            q[column + 1:, column] = icf[j, at:at + d - column - 1]
            at += d - column - 1
        terms[:, j] = alphas[j] + np.sum(icf[j, :d]) - 0.5 * np.sum((q @ (x - means[j]).T) ** 2, axis=0)
        value += 0.5 * gamma**2 * (np.sum(np.exp(icf[j, :d]) ** 2) + np.sum(icf[j, d:] ** 2)) - m * np.sum(icf[j, :d])
    n = d + m + 1
    log_gamma = 0.25 * d * (d - 1) * math.log(math.pi) + sum(math.lgamma(0.5 * (n - j)) for j in range(d))
    value -= k * (n * d * (math.log(gamma) - 0.5 * math.log(2)) - log_gamma)
    top = terms[np.arange(len(x)), np.argmax(terms.real, axis=1)]
    return value + np.sum(top + np.log(np.sum(np.exp(terms - top[:, None]), axis=1)))


def gmm(alphas, means, icf, x, gamma, m, step):
    """The gradient's elements 0, step, 2 step, … in the order alphas, means, icf."""
    flat = np.concatenate([alphas.ravel(), means.ravel(), icf.ravel()])
    a, b = alphas.size, alphas.size + means.size

    def f(v):
        return gmm_objective(v[:a], v[a:b].reshape(means.shape), v[b:].reshape(icf.shape), x, gamma, m)

    gradient = []
    for i in range(0, flat.size, step):
        moved = flat.astype(complex)
        moved[i] += 1j * H
        gradient.append(f(moved).imag / H)
    return {"step": step, "objective": f(flat.astype(complex)).real, "gradient": gradient}


def gmm_file(file, step):
    it = words(file)
    d, k, n = (int(next(it)) for _ in range(3))
    alphas, means, icf, x = reals(it, k), reals(it, k, d), reals(it, k, d * (d + 1) // 2), reals(it, n, d)
    return gmm(alphas, means, icf, x, float(next(it)), int(next(it)), step)


def gmm_random(d, k, n, step):
    icf = uniform(4, (k, d * (d + 1) // 2), 0.2)
    return gmm(uniform(2, (k,), 1), uniform(3, (k, d), 1), icf, uniform(1, (n, d), 1), 1.0, 0, step)


# ---------------------------------------------------------------- bundle adjustment

def project(camera, point):
    rotation, x = camera[:3], point - camera[3:6]
    square = np.sum(rotation**2)
    if square.real == 0:
        turned = x + np.cross(rotation, x)
    else:
        angle = np.sqrt(square)
        w = rotation / angle
        turned = x * np.cos(angle) + np.cross(w, x) * np.sin(angle) + w * np.sum(w * x) * (1 - np.cos(angle))
    plane = turned[:2] / turned[2]
    r = np.sum(plane**2)
    return plane * (1 + camera[9] * r + camera[10] * r**2) * camera[6] + camera[7:9]


def bundle_adjustment():
    """Random cameras, the first without a rotation; observation i is of camera i mod n, point i mod m."""
    n, m, p = 5, 7, 40
    cameras = uniform(5, (n, 11), 1) + np.array([0, 0, 0, 0, 0, -5, 2, 0, 0, 0, 0])
    cameras[0, :3] = 0
    points, weights, features = uniform(6, (m, 3), 1), uniform(7, (p,), 1), uniform(8, (p, 2), 1)
    errors, jacobian = [], []
    for i in range(p):
        flat = np.concatenate([cameras[i % n], points[i % m], weights[i:i + 1]])
        f = lambda v: v[14] * (project(v[:11], v[11:14]) - features[i])
        errors.append(f(flat).tolist())
        columns = [f(flat + 1j * H * np.eye(15)[j]).imag / H for j in range(15)]
        jacobian.append(np.array(columns).T.tolist())
    return {"errors": errors, "jacobian": jacobian, "weightErrors": (1 - weights**2).tolist()}


# ---------------------------------------------------------------- LSTM

def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(file):
    it = words(file)
    layers, count, bits = (int(next(it)) for _ in range(3))
    main, extra = reals(it, 2 * layers, 4 * bits), reals(it, 3, bits)
    state, text = reals(it, 2 * layers, bits), reals(it, count, bits)
    flat = np.concatenate([main.ravel(), extra.ravel()])
    moved = np.concatenate([flat[None, :] + 0j, flat + 1j * H * np.eye(flat.size)])    # all steps side by side
    w = moved[:, :main.size].reshape(-1, 2 * layers, 4, bits)
    v = moved[:, main.size:].reshape(-1, 3, bits)
    s = [np.repeat(row[None, :], len(moved), axis=0).astype(complex) for row in state]
    total = 0
    for t in range(count - 1):
        x = text[t] * v[:, 0]
        for i in range(0, 2 * layers, 2):
            forget = sigmoid(x * w[:, i, 0] + w[:, i + 1, 0])
            write = sigmoid(s[i] * w[:, i, 1] + w[:, i + 1, 1])
            show = sigmoid(x * w[:, i, 2] + w[:, i + 1, 2])
            change = np.tanh(s[i] * w[:, i, 3] + w[:, i + 1, 3])
            s[i + 1] = s[i + 1] * forget + write * change
            s[i] = show * np.tanh(s[i + 1])
            x = s[i]
        y = x * v[:, 1] + v[:, 2]
        total = total + np.sum(text[t + 1] * (y - np.log(2 + np.sum(np.exp(y), axis=1))[:, None]), axis=1)
    value = -total / ((count - 1) * bits)
    return {"objective": value[0].real, "gradient": (value[1:].imag / H).tolist()}


# ---------------------------------------------------------------- hand

def hand_model():
    rows = [line.strip().split(":") for line in open("hand/model/bones.txt")]
    parents = [int(r[1]) for r in rows]
    relatives = [np.array(r[2:18], dtype=float).reshape(4, 4) for r in rows]
    inverses = [np.array(r[18:34], dtype=float).reshape(4, 4) for r in rows]
    vertices = []
    for line in open("hand/model/vertices.txt"):
        r = line.strip().split(":")
        follows = [(int(r[9 + 2 * i]), float(r[10 + 2 * i])) for i in range(int(r[8]))]
        vertices.append((np.array(r[:3] + ["1"], dtype=float), follows))
    triangles = [[int(i) for i in line.strip().split(":")] for line in open("hand/model/triangles.txt")]
    return parents, relatives, inverses, vertices, triangles


def about(axis, angle):
    c, s = np.cos(angle), np.sin(angle)
    return {"x": np.array([[1, 0, 0], [0, c, -s], [0, s, c]]), "y": np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]]),
            "z": np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])}[axis]


def hand_vertex(model, theta):
    parents, relatives, inverses, vertices, _ = model
    pose = np.zeros((len(parents), 3), dtype=complex)
    at, bone = 6, 2
    for _ in range(5):
        for joint in range(3):
            pose[bone, 0] = theta[at]
            at += 1
            if joint == 0:
                pose[bone, 1] = theta[at]
                at += 1
            bone += 1
        bone += 1
    absolutes = []
    for b, parent in enumerate(parents):
        turn = np.eye(4, dtype=complex)
        turn[:3, :3] = about("z", pose[b, 1]) @ about("y", pose[b, 2]) @ about("x", pose[b, 0])
        relative = relatives[b] @ turn
        absolutes.append(relative if parent < 0 else absolutes[parent] @ relative)
    angle = np.sqrt(np.sum(theta[:3] ** 2))
    x, y, z = theta[:3] / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    whole = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)

    def vertex(v):
        place, follows = vertices[v]
        return whole @ sum(w * (absolutes[b] @ inverses[b] @ place) for b, w in follows)[:3] + theta[3:6]

    return vertex


def hand(file, in_triangles):
    """The Jacobian of points 0, step, 2 step, …"""
    model = hand_model()
    it = words(file)
    count, size = int(next(it)), int(next(it))
    data = [(int(next(it)), reals(it, 3)) for _ in range(count)]
    us = reals(it, count, 2) if in_triangles else None
    theta = reals(it, size)

    def errors(theta, us):
        vertex = hand_vertex(model, theta)
        if not in_triangles:
            return np.array([point - vertex(v) for v, point in data])
        found = []
        for (triangle, point), u in zip(data, us):
            a, b, c = (vertex(v) for v in model[4][triangle])
            found.append(point - (u[0] * a + u[1] * b + (1 - u[0] - u[1]) * c))
        return np.array(found)

    columns = [errors(theta, us + 1j * H * np.eye(2)[j]).imag / H for j in range(2)] if in_triangles else []
    columns += [errors(theta + 1j * H * np.eye(size)[j], us).imag / H for j in range(size)]
    jacobian = np.stack(columns, axis=2)
    return {"step": 10, "errors": errors(theta.astype(complex), us).real.tolist(), "jacobian": jacobian[::10].tolist()}


references = {
    "gmm_d10_K25": gmm_file("gmm/gmm_d10_K25.txt", 11),
    "gmm_d20_K25": gmm_random(20, 25, 200, 71),
    "gmm_d32_K25": gmm_random(32, 25, 200, 199),
    "gmm_d64_K25": gmm_random(64, 25, 200, 727),
    "ba": bundle_adjustment(),
    "lstm_l4_c1024": lstm("lstm/lstm_l4_c1024.txt"),
    "hand_simple_c100": hand("hand/simple_t26_c100.txt", False),
    "hand_complicated_c100": hand("hand/complicated_t26_c100.txt", True),
}
with open("references.json", "w") as out:
    json.dump(references, out)
    out.write("\n")
