package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Stmt;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Writes the method that copies part of the right factor of a contraction to scratch memory, so that
 * neighbouring columns are neighbours there. It walks depths innermost, for many columns at once: columns
 * are read along memory and all written to one line.
 */
final class PanelPacking {
    private static final int COLUMNS_AT_ONCE = 16;

    private final KernelCode kernel;
    private final Code code;
    private final ScalarEmitter scalars;
    private final Stmt.Contract contract;
    private final int panel;
    private final int width;

    /**
     * @param panel the buffer to pack into
     * @param width columns of it
     */
    PanelPacking(KernelCode kernel, Stmt.Contract contract, int panel, int width) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.contract = contract;
        this.panel = panel;
        this.width = width;
        scalars = new ScalarEmitter(kernel);
    }

    /** Writes the method for depths from {@code from} to {@code to}; the columns are [ints 0, ints 1). */
    void write(List<Var> ints) {
        Var column = code.local("I");
        code.load(ints.get(0));
        code.store(column);
        columns(column, ints.get(1), Math.min(COLUMNS_AT_ONCE, width));
        columns(column, ints.get(1), 1);
        code.op(Opcodes.RETURN);
    }

    /** Copies as many groups of columns as fit before the end. */
    private void columns(Var column, Var end, int count) {
        int mark = code.mark();
        Var limit = code.local("I");
        code.load(end);
        code.push(count - 1);
        code.op(Opcodes.ISUB);
        code.store(limit);
        code.loop(column, limit, count, () -> {
            Var depth = code.local("I");
            code.load(kernel.from);
            code.store(depth);
            kernel.names.put(contract.depth(), new Place.Scalar(depth));
            code.loop(depth, kernel.to, 1, () -> {
                for (int i = 0; i < count; i++) {
                    element(column, depth, i);
                }
            });
        });
        code.release(mark);
    }

    private void element(Var column, Var depth, int i) {
        int mark = code.mark();
        Var at = code.local("I");
        code.load(column);
        code.push(i);
        code.op(Opcodes.IADD);
        code.store(at);
        kernel.names.put(contract.column(), new Place.Scalar(at));
        kernel.pushArray(panel);
        kernel.pushOffset(panel);
        code.load(at);
        code.op(Opcodes.IADD);
        code.load(depth);
        code.push(width);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.IADD);
        scalars.push(contract.right());
        code.arrayStore(contract.dtype());
        code.release(mark);
    }
}
