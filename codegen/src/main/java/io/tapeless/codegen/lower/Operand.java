package io.tapeless.codegen.lower;

/** What arithmetic of {@link Num} takes: a computed number, or a constant that has a value in each dtype. */
sealed interface Operand permits Num, Constant {}
