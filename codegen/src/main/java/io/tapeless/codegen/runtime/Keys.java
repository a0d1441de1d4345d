package io.tapeless.codegen.runtime;

/** Keys of the random numbers of a run. */
public final class Keys {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Keys() {}

    /** The key of a train step: SplitMix64 (Steele, Lea, Flood 2014) of the seed, advanced by the step. */
    public static long ofStep(long seed, long step) {
        long z = seed + (step + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
