/**
 * The model-spec language: parses a file of Java syntax, evaluates it into a model, reports what is wrong.
 *
 * <p>Knows: JavaParser's tree, the values and types of the language, the functions of the frontend by
 * name, the bounds that keep any evaluation short. Does not know: what a function computes, how a
 * graph is differentiated, rewritten or compiled. Nothing of a spec is ever run as code.
 */
package io.tapeless.frontend.spec;
