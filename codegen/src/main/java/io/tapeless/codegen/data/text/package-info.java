/**
 * Text and its characters as numbers.
 *
 * <p>Knows: units of text, vocabularies, windows and lines as rows. Does not know: splits, models of language.
 */
package io.tapeless.codegen.data.text;
