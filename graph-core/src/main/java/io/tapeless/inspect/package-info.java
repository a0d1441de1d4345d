/**
 * Views of a graph at any stage: text, DOT, JSON, drawings, what one node is, what all nodes cost.
 *
 * <p>Knows: nodes, their types, names, scopes and origins. Does not know: which stage a graph is of, what
 * passes do, how code is generated or what it costs when fused. It imports {@code ir}.
 */
package io.tapeless.inspect;
