/**
 * Operators of another system replayed: values, vector-Jacobian products and second derivatives of calls
 * whose results it computed. One table a theme says how the language expresses an operator; a new function
 * adds a row and takes its name off {@code OperatorCasesTest.PENDING}.
 */
package io.tapeless.derivatives;
