package io.tapeless.derivatives;

import java.util.Map;
import java.util.TreeMap;

/**
 * Values and derivatives at points that are off by more than 4 ulp, by function, point and part
 * ({@code "tanh 8.0 d1"}), and why. All are right to 1e-14 relative to the larger of the value and 1.
 */
final class PointDifference {
    private static final Map<String, String> REASONS = new TreeMap<>();

    static {
        differ("gelu_erf", "gelu is x·½(1 + erf): in the tails 1 + erf cancels",
                "-1.0 d1", "-20.0 d1", "-20.0 d2", "-20.0 value", "-8.0 d1", "-8.0 d2", "-8.0 value", "20.0 d2");
        differ("gelu_tanh", "½(1 + tanh) and 1 − tanh² cancel in the tails",
                "-1.0 d2", "-3.5 d1", "-3.5 d2", "-3.5 value", "1.0 d2", "2.0 d2", "20.0 d2", "3.5 d2");
        differ("log_sigmoid", "its second derivative is −σ(1 − σ), where 1 − σ cancels",
                "-100.0 d2", "-20.0 d2", "-3.5 d2", "-40.0 d2", "-700.0 d2", "-8.0 d2");
        differ("mish", "1 − tanh² and 1 − σ cancel for large x; near −1 two terms of the slope do",
                "-1.0 d1", "100.0 d2", "20.0 d2", "3.5 d2", "40.0 d2", "8.0 d1", "8.0 d2");
        differ("normal_pdf", "the two terms of the second derivative cancel altogether at −1",
                "-1.0 d2");
        differ("pow_x_x", "two terms of the second derivative cancel by a tenth, each rounded several times",
                "1e-06 d2");
        differ("sigmoid", "the derivative is written σ(1 − σ), without another exponential: 1 − σ cancels for large x, "
                        + "1 − 2σ near 0",
                "-0.001 d2", "-0.5 d2", "0.001 d2", "100.0 d1", "100.0 d2", "1e-08 d2", "20.0 d1", "20.0 d2",
                "40.0 d1", "40.0 d2", "700.0 d1", "700.0 d2");
        differ("silu", "its derivatives contain 1 − σ and cancel where they cross 0",
                "100.0 d2", "2.0 d2", "20.0 d1", "20.0 d2", "3.5 d2", "40.0 d2");
        differ("sinc", "here sinc is of πx: the argument x/π is rounded, which sin x/x feels |x| times",
                "-100.0 d1", "-100.0 d2", "-100.0 value", "-3.5 value", "-700.0 d1", "-700.0 d2", "-700.0 value",
                "100.0 d1", "100.0 d2", "100.0 value", "20.0 d1", "20.0 d2", "20.0 value", "3.5 value", "40.0 d1",
                "40.0 d2", "40.0 value");
        differ("softplus", "its second derivative is σ(1 − σ), where 1 − σ cancels",
                "100.0 d2", "700.0 d2", "8.0 d2");
        differ("softsign", "the derivative of x/(1 + |x|) is two terms that cancel for large x",
                "-100.0 d1", "-100.0 d2", "-40.0 d1", "-40.0 d2");
        differ("tanh", "the derivative is written 1 − tanh², without another exponential: it cancels for large x",
                "-100.0 d1", "-100.0 d2", "-20.0 d1", "-20.0 d2", "-3.5 d1", "-3.5 d2", "100.0 d1", "100.0 d2",
                "8.0 d1", "8.0 d2");
    }

    private PointDifference() {}

    private static void differ(String function, String reason, String... parts) {
        for (String part : parts) {
            REASONS.put(function + " " + part, reason);
        }
    }

    /** The reasons by part. */
    static Map<String, String> byPart() {
        return REASONS;
    }
}
