"""Writes references.json: inputs and outputs of the specs beside it, from JAX in f64 (pip install jax).

The equilibrium is differentiated through 400 steps of its iteration. Rosenbrock's Hessian has a closed form, in the test.
"""
import json
import os

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
random = np.random.default_rng(20)


def draw(scale, *shape):
    return scale * random.standard_normal(shape)


def rosenbrock(x, v):
    def value(x):
        return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)

    return dict(value=value(x), slopes=jax.grad(value)(x), product=jax.hessian(value)(x) @ v)


def gradient_penalty(x, w1, b1, w2):
    def score(x, w1, b1, w2):
        return jnp.tanh(x @ w1 + b1) @ w2

    def penalty(w1, b1, w2):
        slopes = jax.vmap(jax.grad(score), (0, None, None, None))(x, w1, b1, w2)
        return jnp.mean((jnp.linalg.norm(slopes, axis=1) - 1) ** 2)

    by = jax.grad(penalty, (0, 1, 2))(w1, b1, w2)
    return dict(score=score(x, w1, b1, w2), penalty=penalty(w1, b1, w2), byW1=by[0], byB1=by[1], byW2=by[2])


def meta_learning(x, y, query, answer, w1, b1, w2):
    def loss(p, inputs, targets):
        return jnp.mean((jnp.tanh(inputs @ p[0] + p[1]) @ p[2] - targets) ** 2)

    def adapted_loss(p):
        for _ in range(3):
            p = [a - 0.1 * g for a, g in zip(p, jax.grad(loss)(p, x, y))]
        return loss(p, query, answer)

    value, by = jax.value_and_grad(adapted_loss)([w1, b1, w2])
    return dict(metaLoss=value, byW1=by[0], byB1=by[1], byW2=by[2])


def burgers(t, x, w1, b1, w2, w3):
    def u(t, x, p):
        return jnp.tanh(jnp.tanh(jnp.stack([t, x]) @ p[0] + p[1]) @ p[2]) @ p[3]

    def residual(p):
        def at(t, x):
            ux = jax.grad(u, 1)(t, x, p)
            uxx = jax.grad(jax.grad(u, 1), 1)(t, x, p)
            return jax.grad(u, 0)(t, x, p) + u(t, x, p) * ux - 0.05 * uxx

        return jnp.mean(jax.vmap(at)(t, x) ** 2)

    p = [w1, b1, w2, w3]
    value, by = jax.value_and_grad(residual)(p)
    uxx = jax.vmap(lambda t, x: jax.grad(jax.grad(u, 1), 1)(t, x, p))(t, x)
    return dict(u=jax.vmap(lambda t, x: u(t, x, p))(t, x), uxx=uxx, residual=value,
                byW1=by[0], byB1=by[1], byW2=by[2], byW3=by[3])


def equilibrium(x, y, w, u):
    def solution(w, u):
        step = lambda z, _: (jnp.tanh(z @ u + x @ w), None)
        return jax.lax.scan(step, jnp.tanh(x @ w), None, length=400)[0]

    def loss(w, u):
        return jnp.mean((solution(w, u) - y) ** 2)

    def energy(w, u):
        return sum(jnp.sum(g ** 2) for g in jax.grad(loss, (0, 1))(w, u))

    by = jax.grad(loss, (0, 1))(w, u)
    return dict(z=solution(w, u), loss=loss(w, u), byW=by[0], byU=by[1], energyByU=jax.grad(energy, 1)(w, u))


CASES = {
    "Rosenbrock": (rosenbrock, dict(x=draw(1, 100), v=draw(1, 100))),
    "GradientPenalty": (gradient_penalty, dict(x=draw(1, 7, 4), w1=draw(0.7, 4, 8), b1=draw(0.3, 8), w2=draw(0.7, 8))),
    "MetaLearning": (meta_learning, dict(x=draw(1, 6, 1), y=draw(1, 6), query=draw(1, 4, 1), answer=draw(1, 4),
                                         w1=draw(1, 1, 5), b1=draw(0.3, 5), w2=draw(0.7, 5))),
    "Burgers": (burgers, dict(t=draw(1, 9), x=draw(1, 9), w1=draw(1, 2, 6), b1=draw(0.5, 6), w2=draw(0.5, 6, 6),
                              w3=draw(0.7, 6))),
    "Equilibrium": (equilibrium, dict(x=draw(1, 4, 3), y=draw(0.5, 4, 5), w=draw(0.7, 3, 5), u=draw(0.25, 5, 5))),
}


def tensors(named):
    return {name: dict(shape=list(np.shape(value)), elements=[float(e) for e in np.ravel(value)])
            for name, value in named.items()}


if __name__ == "__main__":
    document = {name: dict(inputs=tensors(inputs), outputs=tensors(function(**inputs)))
                for name, (function, inputs) in CASES.items()}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "references.json"), "w") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")
