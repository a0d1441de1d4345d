/**
 * Images from a folder for each class.
 *
 * <p>Knows: image files, channels, sizes, resampling. Does not know: how classes are predicted.
 */
package io.tapeless.codegen.data.image;
