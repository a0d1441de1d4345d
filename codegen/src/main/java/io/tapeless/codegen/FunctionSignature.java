package io.tapeless.codegen;

import io.tapeless.ir.TensorType;
import java.util.Collections;
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
}
