package io.tapeless.codegen;

import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.ir.IrException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a function of a model in memory of its own over shared parameters. For one thread at a time. */
public final class Predictor {
    private final CompiledFunction function;
    private final Parameters parameters;
    private final WorkerPool pool;
    private BoundFunction current;
    private Map<String, Long> dims;

    Predictor(CompiledFunction function, Parameters parameters, WorkerPool pool) {
        this.function = function;
        this.parameters = parameters;
        this.pool = pool;
        if (function.signature().symbols().isEmpty()) {
            bind(Map.of());
        }
    }

    /**
     * Sets the one symbolic dimension for the next runs.
     *
     * @throws IrException if the function has none or several
     */
    public void batch(long size) {
        List<String> symbols = function.signature().symbols();
        if (symbols.size() != 1) {
            throw new IrException("expected one symbolic dimension, found " + symbols + "; use bind");
        }
        if (dims == null || dims.get(symbols.get(0)) != size) {
            bind(Map.of(symbols.get(0), size));
        }
    }

    /**
     * Sets the symbolic dimensions for the next runs.
     *
     * @throws IrException if one is missing or out of its bounds
     */
    public void bind(Map<String, Long> binding) {
        if (binding.equals(dims)) {
            return;
        }
        current = function.bind(parameters, pool, binding);
        dims = new HashMap<>(binding);
    }

    /** The function with its memory; {@link #bind} or {@link #batch} come first if it has symbolic dimensions. */
    public BoundFunction bound() {
        if (current == null) {
            throw new IrException("call batch or bind first; the function has the dimensions "
                    + function.signature().symbols());
        }
        return current;
    }

    /** Where to write an input. */
    public TensorView input(String name) {
        return bound().input(name);
    }

    /** Where to read an output after {@link #run}. */
    public TensorView output(String name) {
        return bound().output(name);
    }

    public void run() {
        bound().run();
    }
}
