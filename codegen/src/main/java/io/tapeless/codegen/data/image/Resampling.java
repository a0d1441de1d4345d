package io.tapeless.codegen.data.image;

/**
 * Resizes a plane of pixels, axis by axis. A pixel of the result is the mean of those of the source, weighted by a
 * triangle around its place that is as wide as the distance of two pixels, of the source or of the result, whichever is
 * larger: bilinear where an image grows, and without aliasing where it shrinks.
 */
final class Resampling {
    private Resampling() {
    }

    static double[] resize(double[] plane, int height, int width, int newHeight, int newWidth) {
        return along(along(plane, height, width, newWidth, 1), newWidth, height, newHeight, newWidth);
    }

    /** Resizes {@code lines} lines of {@code size} pixels, which lie {@code stride} apart. */
    private static double[] along(double[] plane, int lines, int size, int newSize, int stride) {
        if (size == newSize) {
            return plane;
        }
        int lineStep = stride == 1 ? size : 1;
        int newLineStep = stride == 1 ? newSize : 1;
        double scale = (double) size / newSize;
        double reach = Math.max(1, scale);
        double[] result = new double[lines * newSize];
        for (int i = 0; i < newSize; i++) {
            double centre = (i + 0.5) * scale;
            int from = Math.max(0, (int) Math.floor(centre - reach));
            int to = Math.min(size, (int) Math.ceil(centre + reach));
            double total = 0;
            for (int j = from; j < to; j++) {
                total += weight(j, centre, reach);
            }
            for (int line = 0; line < lines; line++) {
                double sum = 0;
                for (int j = from; j < to; j++) {
                    sum += weight(j, centre, reach) * plane[line * lineStep + j * stride];
                }
                result[line * newLineStep + i * stride] = sum / total;
            }
        }
        return result;
    }

    private static double weight(int pixel, double centre, double reach) {
        return Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / reach);
    }
}
