/**
 * The command line: one class a command, the options they share, and how failures are told.
 *
 * <p>Knows: arguments, exit codes, terminals, formats of output. Does not know: how anything is computed.
 * Results go to standard output, messages to standard error; a failure that can be expected is one
 * message, without a stack trace.
 */
package io.tapeless.cli;
