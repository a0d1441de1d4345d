package io.tapeless.codegen;

import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes into a compiled function and what comes out.
 *
 * @param inputs by name, in order of declaration
 * @param outputs by name, in order of declaration
 * @param symbols names of the symbolic dimensions, in the order the program numbers them
 */
public record FunctionSignature(Map<String, Port> inputs, Map<String, Port> outputs, List<String> symbols) {
    /** A tensor and the slot it lives in. */
    public record Port(TensorType type, int slot) {}

    public FunctionSignature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        symbols = List.copyOf(symbols);
    }

    /**
     * The values of the symbolic dimensions that make the inputs have the given shapes.
     *
     * @throws IrException naming the input, what was found and what was expected, if no values do, or if
     *     an input or a dimension is missing
     */
    public Map<String, Long> bindingOf(Map<String, int[]> shapes) {
        Map<String, Long> binding = new HashMap<>();
        List<String> missing = new ArrayList<>();
        inputs.forEach((name, port) -> {
            if (!shapes.containsKey(name)) {
                missing.add(name + " : " + port.type());
            } else {
                bindSymbols(name, port.type(), shapes.get(name), binding);
            }
        });
        if (!missing.isEmpty()) {
            throw new IrException("missing input" + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing));
        }
        inputs.forEach((name, port) -> check(name, port.type(), shapes.get(name), binding));
        return binding;
    }

    private static void bindSymbols(String name, TensorType type, int[] shape, Map<String, Long> binding) {
        if (shape.length != type.rank()) {
            throw mismatch(name, type, shape);
        }
        for (int axis = 0; axis < shape.length; axis++) {
            Dim dim = type.shape().dim(axis);
            if (dim.symbols().size() == 1 && dim.toString().equals(dim.symbols().first().name())) {
                binding.putIfAbsent(dim.toString(), (long) shape[axis]);
            }
        }
    }

    private static void check(String name, TensorType type, int[] shape, Map<String, Long> binding) {
        try {
            if (!Arrays.equals(type.shape().evaluate(binding), shape)) {
                throw mismatch(name, type, shape);
            }
        } catch (IllegalArgumentException e) {
            throw new IrException("input " + name + " : " + type + ": " + e.getMessage());
        }
    }

    private static IrException mismatch(String name, TensorType type, int[] shape) {
        return new IrException("input " + name + ": expected shape " + type.shape() + ", found "
                + Arrays.toString(shape));
    }
}
