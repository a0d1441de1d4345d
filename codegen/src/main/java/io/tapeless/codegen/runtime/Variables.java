package io.tapeless.codegen.runtime;

import java.util.List;

/**
 * The values a model keeps: parameters and optimiser state. Several workspaces and functions may share
 * one. Variables of one element type lie in one array.
 */
public final class Variables {
    /** A variable's element type and number of elements. */
    public record Variable(Element element, int size) {}

    private final List<Variable> variables;
    private final int[] offsets;
    private final Object[] arrays = new Object[Element.values().length];

    /** All zero. */
    public Variables(List<Variable> variables) {
        this.variables = List.copyOf(variables);
        offsets = new int[variables.size()];
        for (Element element : Element.values()) {
            long end = 0;
            for (int i = 0; i < offsets.length; i++) {
                if (variables.get(i).element == element) {
                    offsets[i] = (int) (Slab.origin(element) + end);
                    end = MemoryPlan.roundUp(end + variables.get(i).size);
                }
            }
            arrays[element.ordinal()] = Slab.allocate(element, end, "the model's variables");
        }
    }

    public int count() {
        return offsets.length;
    }

    public Element element(int variable) {
        return variables.get(variable).element;
    }

    public int size(int variable) {
        return variables.get(variable).size;
    }

    /** Where the variable starts in {@link #array}. */
    public int offset(int variable) {
        return offsets[variable];
    }

    /** The {@code float[]}, {@code double[]}, {@code int[]} or {@code long[]} that holds the variable. */
    public Object array(int variable) {
        return arrays[element(variable).ordinal()];
    }
}
