package io.tapeless.frontend.spec;

import com.github.javaparser.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of the spec: the model itself, a layer, or the static part of a layer's class. */
final class Instance {
    private final ClassDecl type;
    private final int number;
    private final Position made;
    private final Map<String, Variable> fields = new LinkedHashMap<>();
    private String name;
    private boolean broken;
    private boolean ownsVariables;

    /**
     * @param number counts the instances of one evaluation, in order
     * @param name what its variables' names start with, empty for the model
     * @param made where it was made
     */
    Instance(ClassDecl type, int number, String name, Position made) {
        this.type = type;
        this.number = number;
        this.name = name;
        this.made = made;
    }

    ClassDecl type() {
        return type;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    Position made() {
        return made;
    }

    /** Fields declared so far, in order. */
    Map<String, Variable> fields() {
        return fields;
    }

    /** A constructor was left early, so any field may lack its value. */
    boolean broken() {
        return broken;
    }

    void setBroken() {
        broken = true;
    }

    boolean ownsVariables() {
        return ownsVariables;
    }

    /** The name of one of its parameters or states: {@code out.w}. */
    String variableName(String field) {
        ownsVariables = true;
        return qualified(field);
    }

    String qualified(String field) {
        return name.isEmpty() ? field : name + "." + field;
    }
}
