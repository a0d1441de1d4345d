package io.tapeless.codegen;

import io.tapeless.codegen.runtime.Element;
import io.tapeless.codegen.runtime.Variables;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables that the functions of a model share: names, types, and their numbers at run time. */
public final class VariableTable {
    private final Map<String, TensorType> types;
    private final List<String> names;

    /** Numbers the variables in the map's order. */
    public VariableTable(Map<String, TensorType> types) {
        this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        this.names = List.copyOf(types.keySet());
    }

    /** The variables of one graph. */
    public static VariableTable of(Graph graph) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        graph.variables().forEach(n -> types.put(((Leaf.Variable) n.op()).name(), n.type()));
        return new VariableTable(types);
    }

    /** Types by name, in order of number. */
    public Map<String, TensorType> types() {
        return types;
    }

    public List<String> names() {
        return names;
    }

    /**
     * The type of a variable.
     *
     * @throws IrException if there is none of that name
     */
    public TensorType type(String name) {
        return types.get(names.get(number(name)));
    }

    /**
     * The number of a variable.
     *
     * @throws IrException if there is none of that name
     */
    public int number(String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            throw new IrException("there is no variable " + name + "; there are " + names);
        }
        return number;
    }

    /** Memory for all variables, zero. */
    Variables newVariables() {
        List<Variables.Variable> variables = new ArrayList<>();
        types.values().forEach(t -> variables.add(
                new Variables.Variable(element(t.dtype()), Math.toIntExact(t.shape().size().constant()))));
        return new Variables(variables);
    }

    /** How elements of a dtype are held in memory. */
    public static Element element(DType dtype) {
        return switch (dtype) {
            case F32 -> Element.F32;
            case F64 -> Element.F64;
            case I32, BOOL -> Element.I32;
            case I64 -> Element.I64;
        };
    }
}
