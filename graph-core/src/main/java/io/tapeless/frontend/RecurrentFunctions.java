package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import java.util.List;

/**
 * Recurrent layers over sequences, as loops of {@link ControlFlow}. Shapes and the order of gates are
 * PyTorch's, so that its weights can be used as they are: x is {@code [T, B, I]} (steps, examples, features),
 * states are {@code [B, H]}, weights {@code [G·H, I]} and {@code [G·H, H]} with G gates one after the other,
 * biases {@code [G·H]}. The input's part of all steps is one matrix product before the loop. With
 * {@code reverse} the sequence is read from its end; the state after step t still stands at t.
 */
public final class RecurrentFunctions {
    private RecurrentFunctions() {}

    /** {@code h′ = tanh(wIh·x + bIh + wHh·h + bHh)}: all states, {@code [T, B, H]}; G = 1. */
    public static Tensor rnn(Tensor x, Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return rnn(x, h0, wIh, wHh, bIh, bHh, false);
    }

    /** {@code h′ = tanh(wIh·x + bIh + wHh·h + bHh)}: all states, {@code [T, B, H]}; G = 1. */
    public static Tensor rnn(Tensor x, Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh, boolean reverse) {
        require("rnn", 1, x, h0, wIh, wHh, bIh, bHh);
        Tensor u = wHh.transpose(1, 0);
        return ControlFlow.scan(h0, project(x, wIh, bIh.plus(bHh)), (h, z) -> z.plus(h.matmul(u)).tanh(), reverse);
    }

    /**
     * Hochreiter and Schmidhuber (1997) with a forget gate: gates i, f, g, o of {@code wIh·x + bIh + wHh·h + bHh},
     * {@code c′ = σ(f)·c + σ(i)·tanh(g)}, {@code h′ = σ(o)·tanh(c′)}; G = 4. All h, {@code [T, B, H]}, then the last
     * h and the last c.
     */
    public static List<Tensor> lstm(Tensor x, Tensor h0, Tensor c0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return lstm(x, h0, c0, wIh, wHh, bIh, bHh, false);
    }

    /**
     * Hochreiter and Schmidhuber (1997) with a forget gate: gates i, f, g, o of {@code wIh·x + bIh + wHh·h + bHh},
     * {@code c′ = σ(f)·c + σ(i)·tanh(g)}, {@code h′ = σ(o)·tanh(c′)}; G = 4. All h, {@code [T, B, H]}, then the last
     * h and the last c.
     */
    public static List<Tensor> lstm(Tensor x, Tensor h0, Tensor c0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh,
            boolean reverse) {
        require("lstm", 4, x, h0, wIh, wHh, bIh, bHh);
        Check.that(c0.type().equals(h0.type()), "lstm", "expected states of one type", h0, c0);
        Tensor u = wHh.transpose(1, 0);
        Dim size = h0.shape().dim(1);
        List<Tensor> results = ControlFlow.scan(List.of(h0, c0), List.of(project(x, wIh, bIh.plus(bHh))),
                (state, slices) -> {
                    Tensor z = slices.get(0).plus(state.get(0).matmul(u));
                    Tensor c = gate(z, 1, size).sigmoid().times(state.get(1))
                            .plus(gate(z, 0, size).sigmoid().times(gate(z, 2, size).tanh()));
                    Tensor h = gate(z, 3, size).sigmoid().times(c.tanh());
                    return List.of(h, c, h);
                }, reverse);
        return List.of(results.get(2), results.get(0), results.get(1));
    }

    /**
     * Cho et al. (2014), with the reset gate after the product: gates r, z, n of {@code a = wIh·x + bIh} and
     * {@code b = wHh·h + bHh}; {@code r = σ(aᵣ + bᵣ)}, {@code z = σ(a_z + b_z)}, {@code n = tanh(aₙ + r·bₙ)},
     * {@code h′ = (1 − z)·n + z·h}; G = 3. All states, {@code [T, B, H]}.
     */
    public static Tensor gru(Tensor x, Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return gru(x, h0, wIh, wHh, bIh, bHh, false);
    }

    /**
     * Cho et al. (2014), with the reset gate after the product: gates r, z, n of {@code a = wIh·x + bIh} and
     * {@code b = wHh·h + bHh}; {@code r = σ(aᵣ + bᵣ)}, {@code z = σ(a_z + b_z)}, {@code n = tanh(aₙ + r·bₙ)},
     * {@code h′ = (1 − z)·n + z·h}; G = 3. All states, {@code [T, B, H]}.
     */
    public static Tensor gru(Tensor x, Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh, boolean reverse) {
        require("gru", 3, x, h0, wIh, wHh, bIh, bHh);
        Tensor u = wHh.transpose(1, 0);
        Dim size = h0.shape().dim(1);
        return ControlFlow.scan(h0, project(x, wIh, bIh), (h, a) -> {
            Tensor b = h.matmul(u).plus(bHh);
            Tensor r = gate(a, 0, size).plus(gate(b, 0, size)).sigmoid();
            Tensor z = gate(a, 1, size).plus(gate(b, 1, size)).sigmoid();
            Tensor n = gate(a, 2, size).plus(r.times(gate(b, 2, size))).tanh();
            return n.plus(z.times(h.minus(n)));
        }, reverse);
    }

    /** {@code x·wᵀ + b} for all steps and examples at once. */
    private static Tensor project(Tensor x, Tensor w, Tensor b) {
        Dim steps = x.shape().dim(0);
        Dim examples = x.shape().dim(1);
        Tensor rows = x.reshape(steps.times(examples), x.shape().dim(2)).matmul(w.transpose(1, 0)).plus(b);
        return rows.reshape(steps, examples, w.shape().dim(0));
    }

    /** Columns {@code [number·size, (number + 1)·size)}. */
    private static Tensor gate(Tensor z, int number, Dim size) {
        return z.narrow(1, size.times(number), size);
    }

    private static void require(String function, int gates, Tensor x, Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh,
            Tensor bHh) {
        Tensor[] all = {x, h0, wIh, wHh, bIh, bHh};
        Check.floats(function, all);
        Check.that(x.rank() == 3 && h0.rank() == 2 && x.shape().dim(1).equals(h0.shape().dim(0)), function,
                "expected x [T, B, I] and a state [B, H]", all);
        Dim width = h0.shape().dim(1).times(gates);
        Check.that(wIh.shape().equals(Shape.of(width, x.shape().dim(2))), function, "expected weights of the input "
                + Shape.of(width, x.shape().dim(2)), all);
        Check.that(wHh.shape().equals(Shape.of(width, h0.shape().dim(1))), function, "expected weights of the state "
                + Shape.of(width, h0.shape().dim(1)), all);
        Check.that(bIh.shape().equals(Shape.of(width)) && bHh.shape().equals(Shape.of(width)), function,
                "expected biases " + Shape.of(width), all);
    }
}
