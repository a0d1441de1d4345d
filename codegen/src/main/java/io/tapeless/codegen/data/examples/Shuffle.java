package io.tapeless.codegen.data.examples;

/**
 * The order of examples, a function of seed, epoch and number of examples alone.
 *
 * <p>A Fisher–Yates shuffle from the last place down; step i draws from the counter-based generator
 * {@code mix(key + (i + 1)·γ)} with {@code key = mix(mix(seed) + epoch)}, where {@code mix} and γ are those
 * of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
final class Shuffle {
    /** The odd integer nearest 2⁶⁴/φ. */
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private Shuffle() {
    }

    /** Permutes {@code order} in place. */
    static void permute(int[] order, long seed, long epoch) {
        long key = mix(mix(seed) + epoch);
        for (int last = order.length - 1; last > 0; last--) {
            int other = below(last + 1, mix(key + (order.length - last) * GAMMA));
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
    }

    /** A number below {@code bound} that seed and epoch determine: step 0, which a permutation does not draw. */
    static int shift(int bound, long seed, long epoch) {
        return below(bound, mix(mix(mix(seed) + epoch)));
    }

    /** {@code ⌊bound · bits / 2³²⌋} from the upper 32 bits: off from uniform by less than bound/2³². */
    private static int below(int bound, long bits) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
