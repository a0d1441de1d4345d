package io.tapeless.frontend;

import java.util.List;

/** {@link RecurrentFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface RecurrentMethods permits Tensor {

    /** {@link RecurrentFunctions#rnn(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor rnn(Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return RecurrentFunctions.rnn((Tensor) this, h0, wIh, wHh, bIh, bHh);
    }

    /** {@link RecurrentFunctions#rnn(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, boolean)}. */
    default Tensor rnn(Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh, boolean reverse) {
        return RecurrentFunctions.rnn((Tensor) this, h0, wIh, wHh, bIh, bHh, reverse);
    }

    /** {@link RecurrentFunctions#lstm(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)}. */
    default List<Tensor> lstm(Tensor h0, Tensor c0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return RecurrentFunctions.lstm((Tensor) this, h0, c0, wIh, wHh, bIh, bHh);
    }

    /** {@link RecurrentFunctions#lstm(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, boolean)}. */
    default List<Tensor> lstm(Tensor h0, Tensor c0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh, boolean reverse) {
        return RecurrentFunctions.lstm((Tensor) this, h0, c0, wIh, wHh, bIh, bHh, reverse);
    }

    /** {@link RecurrentFunctions#gru(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)}. */
    default Tensor gru(Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
        return RecurrentFunctions.gru((Tensor) this, h0, wIh, wHh, bIh, bHh);
    }

    /** {@link RecurrentFunctions#gru(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, boolean)}. */
    default Tensor gru(Tensor h0, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh, boolean reverse) {
        return RecurrentFunctions.gru((Tensor) this, h0, wIh, wHh, bIh, bHh, reverse);
    }
}
