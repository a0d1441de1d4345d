/**
 * Tables of named columns, and how their cells become numbers.
 *
 * <p>Knows: CSV, numbers and categories, missing values, which columns feed which input. Does not know: other files,
 * splits, scaling.
 */
package io.tapeless.codegen.data.table;
