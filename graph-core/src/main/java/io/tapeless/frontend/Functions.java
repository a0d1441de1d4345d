package io.tapeless.frontend;

import java.util.List;

/** The functions of the language: where they are, and the names of those still to come. */
public final class Functions {
    /** The classes whose public static methods are the functions. */
    public static final List<Class<?>> THEMES = List.of(Operators.class, MathFunctions.class, Activations.class,
            Reductions.class, LinearAlgebra.class, NeuralFunctions.class, Losses.class);

    private Functions() {}
}
