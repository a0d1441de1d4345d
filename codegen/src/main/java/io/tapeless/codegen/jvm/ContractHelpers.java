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

/**
 * Methods that a kernel calls for a contraction. Their parameters: those of the kernel with further
 * buffers that lie in scratch memory, the names that the contraction takes from around it, and a few
 * {@code int}.
 */
final class ContractHelpers {
    private final KernelCode caller;
    private final Kernel kernel;
    private final List<String> captured;
    private final List<Var> offsets = new ArrayList<>();

    /** With buffers of these element types in scratch memory after the kernel's own. */
    ContractHelpers(KernelCode caller, Stmt.Contract contract, List<DType> scratchBuffers) {
        this.caller = caller;
        List<DType> buffers = new ArrayList<>(caller.kernel.buffers());
        buffers.addAll(scratchBuffers);
        kernel = new Kernel(buffers, caller.kernel.sizes(), false, List.of());
        captured = List.copyOf(captured(contract));
        scratchBuffers.forEach(dtype -> {
            Var offset = caller.code.local("I");
            caller.code.push(0);
            caller.code.store(offset);
            offsets.add(offset);
        });
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

    /** The number of a buffer in scratch memory. */
    int buffer(int number) {
        return caller.kernel.buffers().size() + number;
    }

    /** The caller's local that holds where a buffer in scratch memory starts. */
    Var offset(int number) {
        return offsets.get(number);
    }

    /**
     * A helper.
     *
     * @param result descriptor of what it returns
     * @param ints the number of its {@code int} parameters after the range
     */
    record Helper(String name, String result, int ints) {}

    /** Writes a helper; its code gets the method and its last parameters. */
    Helper write(String result, int ints, BiConsumer<KernelCode, List<Var>> body) {
        String name = caller.methods().helper(descriptor(result, ints), code -> {
            KernelCode method = new KernelCode(code, kernel, caller.form, caller.plan(), caller.methods());
            captured.forEach(local -> method.names.put(local, new Place.Scalar(code.local(place(local).type()))));
            List<Var> parameters = new ArrayList<>();
            for (int i = 0; i < ints; i++) {
                parameters.add(code.local("I"));
            }
            body.accept(method, parameters);
        });
        return new Helper(name, result, ints);
    }

    private Var place(String local) {
        return ((Place.Scalar) caller.names.get(local)).var();
    }

    private String descriptor(String result, int ints) {
        String own = KernelCode.descriptor(kernel);
        StringBuilder text = new StringBuilder(own.substring(0, own.length() - ")V".length()));
        captured.forEach(local -> text.append(place(local).type()));
        return text.append("I".repeat(ints)).append(')').append(result).toString();
    }

    /** Calls a helper for a range. */
    void call(Helper helper, Var from, Var to, Var... ints) {
        Code code = caller.code;
        for (int i = 0; i < kernel.buffers().size(); i++) {
            int own = caller.kernel.buffers().size();
            if (i < own) {
                caller.pushArray(i);
                caller.pushOffset(i);
            } else {
                caller.pushScratch(kernel.buffers().get(i));
                code.load(offsets.get(i - own));
            }
        }
        caller.pushSizes();
        caller.pushScratchMemory();
        code.load(from);
        code.load(to);
        captured.forEach(local -> code.load(place(local)));
        for (Var value : ints) {
            code.load(value);
        }
        caller.methods().call(code, helper.name(), descriptor(helper.result(), ints.length));
    }
}
