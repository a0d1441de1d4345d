/**
 * The graph: typed, immutable, hash-consed nodes and the closed family of operations they apply.
 *
 * <p>Knows: operations and their type rules, symbolic dimensions, names, declaration sites and
 * provenance, the text form of a graph and how to check one. Does not know: how an operation is
 * computed, differentiated, rewritten or compiled. It imports nothing of the project.
 */
package io.tapeless.ir;
