/**
 * From loop IR to class files, and from class files to objects.
 *
 * <p>Knows: bytecode, the Vector API, what HotSpot compiles well, how lanes become vectors without
 * changing a bit. Does not know: graphs, shapes, where memory is placed. The only package that imports
 * ASM; of the project it imports {@code loop} and {@code runtime}.
 */
package io.tapeless.codegen.jvm;
