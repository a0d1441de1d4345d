package io.tapeless.optim;

import io.tapeless.ir.Node;

/** A parameter of which a step changes all elements. */
record AllElements(UpdateBuilder step, Node gradient) implements Touched {
    @Override
    public Node of(Node variable) {
        return variable;
    }

    @Override
    public void add(Node variable, Node change) {
        step.update(variable, step.arithmetic().add(variable, change));
    }

    @Override
    public void subtract(Node variable, Node change) {
        step.update(variable, step.arithmetic().sub(variable, change));
    }
}
