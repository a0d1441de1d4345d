package io.tapeless.optim;

import io.tapeless.ir.Node;

/**
 * What a step changes of a parameter, and of slots of its type: all elements, or only the rows that the
 * step gathered. A formula written in these terms holds for both.
 */
interface Touched {
    /** The gradient of what is touched. */
    Node gradient();

    /** What is touched of the parameter or a slot, before the step; of the gradient's type. */
    Node of(Node variable);

    /** Updates a variable: {@code variable ← variable + change} in what is touched. */
    void add(Node variable, Node change);

    /** Updates a variable: {@code variable ← variable − change} in what is touched. */
    void subtract(Node variable, Node change);
}
