package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;

/** Resampling. */
final class ImageOperators {
    private ImageOperators() {}

    static void addTo(OperatorTable table) {
        for (String mode : new String[] {"area", "bicubic", "bilinear", "linear", "nearest", "trilinear"}) {
            table.row("nn.functional.interpolate." + mode, c -> {
                Tensor x = c.tensor(0);
                String named = c.text(3, "mode", mode);
                boolean align = c.flag(4, "align_corners", false);
                return c.has(2, "scale_factor") ? x.interpolate(c.real(2, "scale_factor", 1), named, align)
                        : x.interpolate(c.integers(1, "size", 0), named, align);
            });
        }
    }
}
