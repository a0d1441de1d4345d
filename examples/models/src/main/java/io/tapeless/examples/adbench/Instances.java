package io.tapeless.examples.adbench;

import io.tapeless.codegen.data.NdArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads ADBench's input files. Every reader throws {@link IOException} naming the file if it is of another form. */
public final class Instances {
    private static final int CAMERA = 11;

    private Instances() {}

    /**
     * A Gaussian mixture: {@code d k n}, alphas, means, icf, points, then {@code gamma m} of the prior.
     *
     * @param replicate whether the file has one point, to be repeated n times
     */
    public static Instance gmm(Path file, boolean replicate) throws IOException {
        Tokens in = new Tokens(file, " ");
        int d = in.integer();
        int k = in.integer();
        int n = in.integer();
        int icf = d * (d + 1) / 2;
        double[] alphas = in.reals(k);
        double[] means = in.reals(k * d);
        double[] factors = in.reals(k * icf);
        double[] x = replicate ? repeat(in.reals(d), n) : in.reals(n * d);
        double gamma = in.real();
        int m = in.integer();
        return new Instance(Map.of("D", "" + d, "K", "" + k, "GAMMA", "" + gamma, "M", "" + m),
                Map.of("x", NdArray.of(x, n, d), "alphas", NdArray.of(alphas, k), "means", NdArray.of(means, k, d),
                        "icf", NdArray.of(factors, k, icf)));
    }

    /** A Gaussian mixture of random numbers, for sizes of which there is no file. */
    public static Instance gmm(int d, int k, int n) {
        int icf = d * (d + 1) / 2;
        return new Instance(Map.of("D", "" + d, "K", "" + k),
                Map.of("x", NdArray.of(uniform(1, n * d, 1), n, d), "alphas", NdArray.of(uniform(2, k, 1), k),
                        "means", NdArray.of(uniform(3, k * d, 1), k, d),
                        "icf", NdArray.of(uniform(4, k * icf, 0.2), k, icf)));
    }

    /** Numbers from −scale to scale of a congruential generator that any language can repeat exactly. */
    static double[] uniform(long seed, int count, double scale) {
        double[] numbers = new double[count];
        long state = seed;
        for (int i = 0; i < count; i++) {
            state = (1103515245 * state + 12345) % (1L << 31);
            numbers[i] = (state / (double) (1L << 31) - 0.5) * 2 * scale;
        }
        return numbers;
    }

    /** Bundle adjustment: {@code n m p}, then one camera, point, weight and feature, each to be repeated. */
    public static Instance bundleAdjustment(Path file) throws IOException {
        Tokens in = new Tokens(file, " ");
        int n = in.integer();
        int m = in.integer();
        int p = in.integer();
        return bundleAdjustment(n, m, repeat(in.reals(CAMERA), n), repeat(in.reals(3), m), repeat(in.reals(1), p),
                repeat(in.reals(2), p));
    }

    /** Observation i is of camera {@code i mod n} and point {@code i mod m}. */
    static Instance bundleAdjustment(int n, int m, double[] cameras, double[] points, double[] weights,
            double[] features) {
        int p = weights.length;
        return new Instance(Map.of(), Map.of("cameras", NdArray.of(cameras, n, CAMERA),
                "points", NdArray.of(points, m, 3), "weights", NdArray.of(weights, p, 1),
                "features", NdArray.of(features, p, 2),
                "cameraOf", NdArray.of(IntStream.range(0, p).map(i -> i % n).toArray(), p),
                "pointOf", NdArray.of(IntStream.range(0, p).map(i -> i % m).toArray(), p)));
    }

    /** LSTM: {@code layers characters bits}, parameters, states, characters. */
    public static Instance lstm(Path file) throws IOException {
        Tokens in = new Tokens(file, " ");
        int layers = in.integer();
        int characters = in.integer();
        int bits = in.integer();
        double[] main = in.reals(2 * layers * 4 * bits);
        double[] extra = in.reals(3 * bits);
        double[] state = in.reals(2 * layers * bits);
        return new Instance(Map.of("LAYERS", "" + layers, "BITS", "" + bits),
                Map.of("main", NdArray.of(main, 2 * layers, 4 * bits), "extra", NdArray.of(extra, 3, bits),
                        "state", NdArray.of(state, 2 * layers, bits),
                        "sequence", NdArray.of(in.reals(characters * bits), characters, bits)));
    }

    private static double[] repeat(double[] values, int times) {
        double[] all = new double[values.length * times];
        Arrays.setAll(all, i -> values[i % values.length]);
        return all;
    }
}
