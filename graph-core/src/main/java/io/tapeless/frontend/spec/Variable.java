package io.tapeless.frontend.spec;

import com.github.javaparser.Position;

/** A local variable, parameter or field that holds a value. */
final class Variable {
    /** What assigning to a field does besides storing. */
    enum Role {
        PLAIN, INPUT, PARAM, STATE;

        String annotation() {
            return switch (this) {
                case PLAIN -> "";
                case INPUT -> "@Input";
                case PARAM -> "@Param";
                case STATE -> "@State";
            };
        }
    }

    private final String name;
    private final SpecType type;
    private final Role role;
    private final boolean constant;
    private final Position declared;
    private Object value;
    private boolean assigned;

    /** @param constant it is assigned once */
    Variable(String name, SpecType type, Role role, boolean constant, Position declared) {
        this.name = name;
        this.type = type;
        this.role = role;
        this.constant = constant;
        this.declared = declared;
    }

    static Variable local(String name, SpecType type, boolean constant, Position declared) {
        return new Variable(name, type, Role.PLAIN, constant, declared);
    }

    String name() {
        return name;
    }

    SpecType type() {
        return type;
    }

    Role role() {
        return role;
    }

    Position declared() {
        return declared;
    }

    boolean isAssigned() {
        return assigned;
    }

    Object get() {
        if (!assigned) {
            throw new SpecError(name + " has no value yet", "it is declared at line " + declared.line);
        }
        return value;
    }

    boolean isConstant() {
        return constant;
    }

    /** Whatever it held, it now has an error. */
    void poison() {
        assigned = true;
        value = Marker.ERROR;
    }

    /**
     * @throws SpecError if the variable is assigned once and has its value
     */
    void requireOpen() {
        if (!assigned || value == Marker.ERROR) {
            return;
        } else if (role != Role.PLAIN) {
            throw new SpecError(role.annotation() + " " + name + " has its value already",
                    "use another variable for what is computed from it");
        } else if (constant) {
            throw new SpecError("final " + name + " has its value already");
        }
    }

    /**
     * Stores a value of the variable's type.
     *
     * @throws SpecError if it has its value once and for all, or the value is of another type
     */
    void set(Object next) {
        requireOpen();
        poison();
        value = type.accept(next);
    }
}
