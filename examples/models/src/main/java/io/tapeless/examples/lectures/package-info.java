/**
 * The worked examples of {@code examples/models/lectures} in Java: one class each, named as its spec. {@code model()}
 * declares node for node what the spec declares; {@code main} runs its compiled gradient, and its output is on the
 * example's page.
 */
package io.tapeless.examples.lectures;
