package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.objectweb.asm.Opcodes;

/**
 * Methods that a kernel calls for a contraction. Their parameters: those of the kernel with further
 * buffers that lie in scratch memory, the names that the contraction takes from around it, and a few
 * {@code int}.
 */
final class ContractHelpers {
    private final KernelCode caller;
    private final Code code;
    private final DType dtype;
    private final List<String> captured;
    private final int ownBuffers;
    /** Where the added buffers lie in scratch memory. */
    private final List<Integer> regions = new ArrayList<>();

    ContractHelpers(KernelCode caller, Stmt.Contract contract) {
        this.caller = caller;
        code = caller.code;
        dtype = contract.dtype();
        captured = List.copyOf(captured(contract));
        ownBuffers = caller.buffers().size();
    }

    /** Adds a buffer in scratch memory, of the contraction's dtype, and returns its number; none for length 0. */
    int buffer(int length) {
        return buffer(dtype, length);
    }

    /** The same of another dtype. */
    int buffer(DType elements, int length) {
        if (length == 0) {
            return -1;
        }
        regions.add(caller.plan().region(elements, length));
        return caller.addBuffer(elements);
    }

    /** Forgets the buffers; no more helpers can be written. */
    void close() {
        caller.removeBuffers(ownBuffers);
    }

    /** Lets a buffer in scratch memory start with element {@code stride·line + column}. */
    void startAt(int buffer, int stride, Var line, Var column) {
        code.push(regions.get(buffer - ownBuffers));
        code.load(line);
        code.push(stride);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.ISUB);
        code.load(column);
        code.op(Opcodes.ISUB);
        caller.storeOffset(buffer);
    }

    /** Lets a buffer in scratch memory start where its region does. */
    void startAtRegion(int buffer) {
        code.push(regions.get(buffer - ownBuffers));
        caller.storeOffset(buffer);
    }

    /** Sets the first elements of a buffer in scratch memory to 0. */
    void clear(int buffer, int length) {
        int region = regions.get(buffer - ownBuffers);
        String type = Code.descriptor(dtype);
        caller.pushArray(buffer);
        code.push(region);
        code.push(region + length);
        code.op(dtype == DType.F32 ? Opcodes.FCONST_0 : Opcodes.DCONST_0);
        code.invokeStatic("java/util/Arrays", "fill", "([" + type + "II" + type + ")V");
    }

    /** The kernel with the buffers in scratch memory too: helpers take what it takes. */
    private Kernel kernel() {
        return new Kernel(caller.buffers(), caller.kernel.sizes(), false, caller.kernel.body());
    }

    private Set<String> captured(Stmt.Contract contract) {
        Set<String> names = new TreeSet<>();
        capture(contract.left(), names);
        capture(contract.right(), names);
        for (Stmt stmt : contract.epilogue()) {
            if (stmt instanceof Stmt.Declare declare) {
                capture(declare.value(), names);
            } else if (stmt instanceof Stmt.Assign assign) {
                capture(assign.value(), names);
            } else if (stmt instanceof Stmt.Store store) {
                capture(store.value(), names);
                store.index().terms().forEach(term -> capture(term.position(), names));
            }
        }
        names.retainAll(caller.names.keySet());
        names.removeAll(Set.of(contract.row(), contract.column(), contract.depth(), contract.accumulator()));
        return names;
    }

    private static void capture(Expr expr, Set<String> names) {
        if (expr instanceof Expr.Local local) {
            names.add(local.name());
        } else if (expr instanceof Expr.LoopIndex index) {
            names.add(index.name());
        }
        expr.operands().forEach(operand -> capture(operand, names));
    }

    /**
     * A helper.
     *
     * @param ints the number of its {@code int} parameters after the range
     */
    record Helper(String name, int ints) {}

    /** Writes a helper; its code gets the method and its last parameters. */
    Helper write(int ints, BiConsumer<KernelCode, List<Var>> body) {
        String name = caller.methods().helper(descriptor(ints), own -> {
            KernelCode method = new KernelCode(own, kernel(), caller.form, caller.plan(), caller.methods());
            captured.forEach(local -> method.names.put(local, new Place.Scalar(own.local(place(local).type()))));
            List<Var> parameters = new ArrayList<>();
            for (int i = 0; i < ints; i++) {
                parameters.add(own.local("I"));
            }
            body.accept(method, parameters);
            own.op(Opcodes.RETURN);
        });
        return new Helper(name, ints);
    }

    private Var place(String local) {
        return ((Place.Scalar) caller.names.get(local)).var();
    }

    private String descriptor(int ints) {
        String own = KernelCode.descriptor(kernel());
        StringBuilder text = new StringBuilder(own.substring(0, own.length() - ")V".length()));
        captured.forEach(local -> text.append(place(local).type()));
        return text.append("I".repeat(ints)).append(")V").toString();
    }

    /** Calls a helper for a range. */
    void call(Helper helper, Var from, Var to, Var... ints) {
        for (int i = 0; i < caller.buffers().size(); i++) {
            caller.pushArray(i);
            caller.pushOffset(i);
        }
        caller.pushSizes();
        caller.pushScratchMemory();
        code.load(from);
        code.load(to);
        captured.forEach(local -> code.load(place(local)));
        for (Var value : ints) {
            code.load(value);
        }
        caller.methods().call(code, helper.name(), descriptor(helper.ints()));
    }
}
