/**
 * The specs of a Maven project as classes of its class path.
 *
 * <p>Knows: Maven, where a project keeps its specs and its classes, which specs are stale. Does not know: how a spec becomes
 * class files.
 */
package io.tapeless.maven;
