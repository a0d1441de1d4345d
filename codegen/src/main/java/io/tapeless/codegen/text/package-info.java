/**
 * Text from language models: the next character is drawn, appended, and the model asked again.
 *
 * <p>Knows: a compiled model, its weights, the vocabulary that its training data had. Does not know: how texts become
 * examples, training, command lines.
 */
package io.tapeless.codegen.text;
