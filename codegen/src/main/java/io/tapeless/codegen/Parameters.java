package io.tapeless.codegen;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.Variables;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The values of a model's variables, shared by all functions bound to them. */
public final class Parameters {
    private final VariableTable table;
    private final Variables memory;

    /** All zero. */
    public Parameters(VariableTable table) {
        this.table = table;
        this.memory = table.newVariables();
    }

    Variables memory() {
        return memory;
    }

    public VariableTable table() {
        return table;
    }

    /**
     * The variable's memory: reading and writing it reads and writes the model.
     *
     * @throws IrException if there is none of that name
     */
    public TensorView get(String name) {
        int number = table.number(name);
        TensorType type = table.type(name);
        return new TensorView(type.dtype(), memory.array(number), memory.offset(number),
                type.shape().evaluate(Map.of()));
    }

    /** Copies of the variables of the given names. */
    public Map<String, NdArray> toArrays(List<String> names) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        names.forEach(n -> arrays.put(n, get(n).toArray()));
        return arrays;
    }

    /**
     * Sets the variables of the given names, all or none.
     *
     * @throws IrException if one is missing, of another shape or dtype, or if there are others; the message
     *     names each
     */
    public void set(Map<String, NdArray> arrays, List<String> names) {
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            NdArray array = arrays.get(name);
            TensorType type = table.type(name);
            if (array == null) {
                problems.add(name + " : " + type + " is missing");
            } else if (array.dtype() != type.dtype()
                    || !Arrays.equals(array.shape(), type.shape().evaluate(Map.of()))) {
                problems.add(name + " is " + array.dtype() + Arrays.toString(array.shape()) + ", expected " + type);
            }
        }
        for (String name : new TreeSet<>(arrays.keySet())) {
            if (!names.contains(name)) {
                problems.add(name + " is not a variable of the model");
            }
        }
        if (!problems.isEmpty()) {
            throw new IrException("the weights don't fit: " + String.join("; ", problems));
        }
        names.forEach(n -> get(n).set(arrays.get(n)));
    }
}
