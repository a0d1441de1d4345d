package io.tapeless.pass;

import io.tapeless.ir.Graph;
import java.util.function.UnaryOperator;

/**
 * One step from graph to graph.
 *
 * @param name unique in its pipeline, such as {@code fold-constants}
 * @param description what holds after it, in one sentence
 * @param function returns the same instance if there was nothing to do
 */
public record Pass(String name, String description, UnaryOperator<Graph> function) {}
