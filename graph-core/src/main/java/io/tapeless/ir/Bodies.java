package io.tapeless.ir;

import java.util.List;

/** Checks of the graphs that are attributes of operations; part of their type rules. */
final class Bodies {
    private Bodies() {}

    /** The body takes no other inputs than these, of these types, and keeps nothing. */
    static void requireInputs(Graph body, List<String> names, List<TensorType> types) {
        Require.that(body.name().equals(Control.BODY), "expected a graph named " + Control.BODY + ", found "
                + body.name());
        Require.that(body.variables().isEmpty() && body.updates().isEmpty(),
                "a body has no variables; they are captured");
        for (Node input : body.inputs()) {
            String name = ((Leaf.Input) input.op()).name();
            int index = names.indexOf(name);
            Require.that(index >= 0, "the body has an input " + name + "; expected " + names);
            Require.that(types.get(index).equals(input.type()), "the body's input " + name + " has type "
                    + input.type() + ", its operand gives " + types.get(index));
        }
    }

    static Node output(Graph body, String name) {
        Node output = body.outputs().get(name);
        Require.that(output != null, "the body has no output " + name + "; it has " + body.outputs().keySet());
        return output;
    }
}
