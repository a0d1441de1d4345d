package io.tapeless.frontend.spec;

import com.github.javaparser.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The local variables of one block, inside those of the blocks around it. */
final class Scope {
    private final Scope outer;
    private final Frame frame;
    private final Map<String, Variable> variables = new HashMap<>();

    private Scope(Scope outer, Frame frame) {
        this.outer = outer;
        this.frame = frame;
    }

    /** The outermost scope of a call. */
    static Scope of(Frame frame) {
        return new Scope(null, frame);
    }

    Scope inner() {
        return new Scope(this, frame);
    }

    /** The scope of a lambda's body: it sees the variables here, but returns to its own caller. */
    Scope inner(Frame other) {
        return new Scope(this, other);
    }

    Frame frame() {
        return frame;
    }

    /** The variable of a name, or null. */
    Variable find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Variable variable = scope.variables.get(name);
            if (variable != null) {
                return variable;
            }
        }
        return null;
    }

    /**
     * @throws SpecError if this call has a variable of that name already
     */
    Variable declare(String name, SpecType type, boolean constant, Position at) {
        Variable known = find(name);
        if (known != null) {
            throw new SpecError("variable " + name + " is already declared, at line " + known.declared().line);
        }
        Variable variable = Variable.local(name, type, constant, at);
        variables.put(name, variable);
        return variable;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.variables.keySet());
        }
        return names;
    }
}
