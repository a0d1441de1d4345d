package io.tapeless.codegen.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loss and metrics, averaged over examples.
 *
 * @param metrics by name, in order of declaration
 */
public record Scores(double loss, Map<String, Double> metrics) {
    public Scores {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
