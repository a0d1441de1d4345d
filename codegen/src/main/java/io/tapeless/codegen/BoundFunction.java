package io.tapeless.codegen;

import io.tapeless.codegen.runtime.IndexFailure;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A compiled function with memory for one binding of its dimensions. Write the inputs, {@link #run}, read
 * the outputs; nothing is allocated by a run. For one thread at a time.
 */
public final class BoundFunction {
    private final CompiledFunction function;
    private final Workspace workspace;
    private final Map<String, TensorView> inputs;
    private final Map<String, TensorView> outputs;

    BoundFunction(CompiledFunction function, Workspace workspace, Map<String, Long> dims) {
        this.function = function;
        this.workspace = workspace;
        this.inputs = views(function.signature().inputs(), dims);
        this.outputs = views(function.signature().outputs(), dims);
    }

    private Map<String, TensorView> views(Map<String, FunctionSignature.Port> ports, Map<String, Long> dims) {
        Map<String, TensorView> views = new LinkedHashMap<>();
        ports.forEach((name, port) -> views.put(name, view(port.type(), port.slot(), port.type().shape().evaluate(dims))));
        return views;
    }

    private TensorView view(TensorType type, int slot, int[] shape) {
        Object array = switch (type.dtype()) {
            case F32 -> workspace.f32(slot);
            case F64 -> workspace.f64(slot);
            case I32, BOOL -> workspace.i32(slot);
            case I64 -> workspace.i64(slot);
        };
        return new TensorView(type.dtype(), array, workspace.offset(slot), shape);
    }

    /**
     * Where to write an input.
     *
     * @throws IrException if there is none of that name
     */
    public TensorView input(String name) {
        return require(inputs, name, "input");
    }

    /** All inputs by name. */
    public Map<String, TensorView> inputs() {
        return inputs;
    }

    /**
     * Where to read an output, after a run and until the next.
     *
     * @throws IrException if there is none of that name
     */
    public TensorView output(String name) {
        return require(outputs, name, "output");
    }

    /** All outputs by name. */
    public Map<String, TensorView> outputs() {
        return outputs;
    }

    private TensorView require(Map<String, TensorView> views, String name, String what) {
        TensorView view = views.get(name);
        if (view == null) {
            throw new IrException(function.name() + " has no " + what + " " + name + "; it has " + views.keySet());
        }
        return view;
    }

    /** Sets the key of all random numbers, if the function draws any. */
    public void setKey(long key) {
        TensorView view = inputs.get(ModelBuilder.KEY);
        if (view != null && view.dtype() == DType.I64) {
            view.set(key);
        }
    }

    /**
     * Computes outputs and updates from inputs and variables.
     *
     * @throws IrException if an index is out of range of its axis; variables may then be partly updated
     */
    public void run() {
        try {
            function.program().run(workspace);
        } catch (IndexFailure failure) {
            IrException outside = new IrException("index " + failure.index()
                    + " is out of range for an axis of extent " + failure.extent() + ", in " + failure.label());
            outside.initCause(failure);
            throw outside;
        }
    }
}
