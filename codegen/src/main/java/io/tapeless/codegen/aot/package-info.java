/**
 * From a model to a jar that runs with nothing else on the class path.
 *
 * <p>Knows: the jar's entries, the typed class through which it is used, and which classes of the run
 * time it carries. Does not know: how functions are scheduled, lowered or emitted, or command lines.
 */
package io.tapeless.codegen.aot;
