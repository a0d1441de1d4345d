package io.tapeless.frontend.spec;

import com.github.javaparser.ast.expr.LambdaExpr;

/** A lambda expression and the scope it was written in. */
record Lambda(LambdaExpr code, Scope scope) {}
