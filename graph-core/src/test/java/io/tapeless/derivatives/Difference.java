package io.tapeless.derivatives;

import java.util.Map;
import java.util.Set;

/** The parts of a case that come out differently here, and why. */
record Difference(Set<Part> parts, String reason) {
    enum Part {
        /** Our functions refuse the call. */
        CALL,
        VALUE,
        FIRST,
        SECOND
    }

    private static final Map<String, Difference> BY_CASE = Map.of(
            "cov 2", new Difference(Set.of(Part.FIRST, Part.SECOND),
                    "its weights are f32 there, and so are the derivatives that come through them"));

    /** The known differences by the case's name. */
    static Map<String, Difference> byCase() {
        return BY_CASE;
    }
}
