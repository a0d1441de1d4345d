package io.tapeless.codegen;

import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.ir.Binding;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import java.util.Map;

/** A compiled graph: its signature and its program. Thread-safe; each {@link #bind} gives memory to run it in. */
public final class CompiledFunction {
    private final Graph graph;
    private final FunctionSignature signature;
    private final CompiledProgram program;

    CompiledFunction(Graph graph, FunctionSignature signature, CompiledProgram program) {
        this.graph = graph;
        this.signature = signature;
        this.program = program;
    }

    public String name() {
        return graph.name();
    }

    /** What was compiled, after all passes. */
    public Graph graph() {
        return graph;
    }

    public FunctionSignature signature() {
        return signature;
    }

    /** The emitted code, for those who look inside. */
    public CompiledProgram program() {
        return program;
    }

    /**
     * The values of the symbolic dimensions that make the inputs have the given shapes.
     *
     * @throws IrException naming the input, what was found and what was expected, if no values do, or if an
     *     input is missing
     */
    public Map<String, Long> bindingOf(Map<String, int[]> shapes) {
        return Binding.of(graph, shapes);
    }

    /**
     * Memory to run the function in, for one value of each symbolic dimension.
     *
     * @throws IrException if a dimension is missing or out of its bounds
     */
    public BoundFunction bind(Parameters parameters, WorkerPool pool, Map<String, Long> dims) {
        int[] values = new int[signature.symbols().size()];
        for (int i = 0; i < values.length; i++) {
            String symbol = signature.symbols().get(i);
            Long value = dims.get(symbol);
            if (value == null) {
                throw new IrException("dimension " + symbol + " of " + name() + " is not bound; expected "
                        + signature.symbols());
            }
            values[i] = Math.toIntExact(value);
        }
        try {
            return new BoundFunction(this, program.bind(parameters.memory(), pool, values), dims);
        } catch (IllegalArgumentException e) {
            throw new IrException(name() + ": " + e.getMessage());
        }
    }
}
