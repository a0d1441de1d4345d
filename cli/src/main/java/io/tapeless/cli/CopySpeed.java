package io.tapeless.cli;

/** Measures how fast one thread copies memory: the yardstick for kernels that move more than they compute. */
final class CopySpeed {
    /** Floats copied: four megabytes to four others, as parameters and activations of a layer take. */
    private static final int LENGTH = 1 << 20;

    private CopySpeed() {}

    /** Bytes read and written a second: the best copy. */
    static double measure(double seconds) {
        float[] source = new float[LENGTH];
        float[] target = new float[LENGTH];
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long best = Long.MAX_VALUE;
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            System.arraycopy(source, 0, target, 0, LENGTH);
            best = Math.min(best, System.nanoTime() - start);
        }
        return 2.0 * LENGTH * Float.BYTES / (best / 1e9);
    }
}
