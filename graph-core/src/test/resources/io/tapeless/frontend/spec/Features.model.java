import java.util.List;

/** A little of everything, for mutation. */
@Train(optimizer = "sgd", learningRate = RATE / 10, batch = 2 * 8, epochs = 3, valid = 0.2)
class Features {
    static final int N = 4, DEPTH = 2;
    static final double RATE = 1e-2;
    static final boolean WIDE = true;
    static final String KIND = WIDE ? "relu" : "tanh";
    static final Dim B = dim(1, 512);
    static final int[] SIZES = {N, N * 2, 3};

    @Input Tensor x = f32(B, N);
    @Input Tensor target = f32(B, 3);
    @State Tensor running = zeros(N);
    { update(running, 0.9 * running + 0.1 * mean(x, 0)); }

    List<Dense> stack = new ArrayList<>();
    {
        for (int i = 0; i + 1 < SIZES.length; i++) {
            stack.add(new Dense(SIZES[i], SIZES[i + 1]));
        }
    }

    UnaryOperator<Tensor> act = t -> switch (KIND) {
        case "relu" -> t.relu();
        case "tanh", "th" -> tanh(t);
        default -> t;
    };

    Tensor run(Tensor t) {
        int layer = 0;
        for (Dense dense : stack) {
            t = dense.apply(t);
            if (++layer < stack.size()) {
                t = act.apply(t);
            }
        }
        return t;
    }

    int power(int base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    @Output Tensor y = training() ? dropout(run(x), 0.1) : run(x);
    Tensor slope = grad(sum(y), x);
    Tensor positive = slope > 0 ? slope : -slope / power(2, 3);
    @Loss Tensor loss = mean(square(y - target)) + 1e-3 * sum(positive * positive, 0, 1);
    @Metric Tensor size = cast(sum(abs(y) < 1 | y == 0 ? 1.0 : zeros(B, 3)), F32) / (double) N;

    static class Dense {
        static final double SCALE = Math.sqrt(2);
        @Param Tensor w, b;

        Dense(int in, int out) {
            w = normal(SCALE / sqrt(in), in, out);
            b = zeros(out);
        }

        Tensor apply(Tensor t) {
            Tensor sum = matmul(t, w);
            sum += b;
            return sum;
        }
    }
}
