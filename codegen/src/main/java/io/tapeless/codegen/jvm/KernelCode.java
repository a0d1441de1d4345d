package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelSize;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Scratch;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * A kernel's method while it is written: its parameters, the places of its names and the scratch memory
 * it takes. Parameters: array and offset of each buffer, the sizes, the scratch, {@code from}, {@code to}.
 */
final class KernelCode {
    private static final String SCRATCH = Type.getInternalName(Scratch.class);
    private static final String WORKSPACE = Type.getInternalName(Workspace.class);

    final Code code;
    final Kernel kernel;
    final Form form;
    final Map<String, Place> names = new HashMap<>();
    /** Scalars computed before the loop that is being written. */
    final Map<Expr, Var> shared = new HashMap<>();
    final Var from;
    final Var to;

    private final List<DType> buffers;
    private final List<Var> arrays = new ArrayList<>();
    private final List<Var> offsets = new ArrayList<>();
    private final List<Var> sizes = new ArrayList<>();
    private final Var scratch;
    private final ScratchPlan plan;
    private final KernelMethods methods;
    private final VectorApi vectors;

    KernelCode(Code code, Kernel kernel, Form form, ScratchPlan plan, KernelMethods methods) {
        this.code = code;
        this.kernel = kernel;
        this.form = form;
        this.plan = plan;
        this.methods = methods;
        vectors = new VectorApi(code, form.bits());
        buffers = new ArrayList<>(kernel.buffers());
        boolean wide = KernelSize.isWide(kernel);
        Var workspace = wide ? code.local("L" + WORKSPACE + ";") : null;
        if (!wide) {
            addBufferLocals();
        }
        for (int i = 0; i < kernel.sizes(); i++) {
            sizes.add(code.local("I"));
        }
        scratch = code.local("L" + SCRATCH + ";");
        from = code.local("I");
        to = code.local("I");
        if (wide) {
            addBufferLocals();
            fetchBuffers(workspace);
        }
    }

    private void addBufferLocals() {
        for (DType dtype : buffers) {
            arrays.add(code.local("[" + Code.descriptor(dtype)));
            offsets.add(code.local("I"));
        }
    }

    /** Looks up the slots whose numbers the scratch memory holds. */
    private void fetchBuffers(Var workspace) {
        Var slot = code.local("I");
        for (int i = 0; i < buffers.size(); i++) {
            code.load(scratch);
            code.getField(SCRATCH, "slots", "[I");
            code.push(i);
            code.arrayLoad(DType.I32);
            code.store(slot);
            code.load(workspace);
            code.load(slot);
            code.invokeVirtual(WORKSPACE, field(buffers.get(i)), "(I)[" + Code.descriptor(buffers.get(i)));
            code.store(arrays.get(i));
            code.load(workspace);
            code.load(slot);
            code.invokeVirtual(WORKSPACE, "offset", "(I)I");
            code.store(offsets.get(i));
        }
    }

    /** The descriptor of the method of a kernel. */
    static String descriptor(Kernel kernel) {
        StringBuilder text = new StringBuilder("(");
        if (KernelSize.isWide(kernel)) {
            text.append('L').append(WORKSPACE).append(';');
        } else {
            kernel.buffers().forEach(dtype -> text.append('[').append(Code.descriptor(dtype)).append('I'));
        }
        return text.append("I".repeat(kernel.sizes())).append('L').append(SCRATCH).append(";II)V").toString();
    }

    /** Marks what follows as what a local is declared to hold. */
    void at(String local) {
        code.line(methods.line(local));
    }

    /** The kernel's buffers, and after them those that were added. */
    List<DType> buffers() {
        return List.copyOf(buffers);
    }

    /** Adds a buffer in scratch memory, whose offset is written to a local of its own, and returns its number. */
    int addBuffer(DType dtype) {
        Var array = code.local("[" + Code.descriptor(dtype));
        pushScratch(dtype);
        code.store(array);
        Var offset = code.local("I");
        code.push(0);
        code.store(offset);
        buffers.add(dtype);
        arrays.add(array);
        offsets.add(offset);
        return buffers.size() - 1;
    }

    /** Forgets buffers that were added, from that number on. */
    void removeBuffers(int from) {
        buffers.subList(from, buffers.size()).clear();
        arrays.subList(from, arrays.size()).clear();
        offsets.subList(from, offsets.size()).clear();
    }

    /** Stores what is on the stack as the offset of a buffer that was added. */
    void storeOffset(int buffer) {
        code.store(offsets.get(buffer));
    }

    ScratchPlan plan() {
        return plan;
    }

    KernelMethods methods() {
        return methods;
    }

    VectorApi vectors() {
        return vectors;
    }

    void pushArray(int buffer) {
        code.load(arrays.get(buffer));
    }

    void pushOffset(int buffer) {
        code.load(offsets.get(buffer));
    }

    void pushScratchMemory() {
        code.load(scratch);
    }

    void pushSize(Size size) {
        if (size instanceof Size.Known known) {
            code.push(known.value());
        } else {
            code.load(sizes.get(((Size.Argument) size).number()));
        }
    }

    void pushSizes() {
        sizes.forEach(code::load);
    }

    /** The scratch array that holds elements of a dtype. */
    void pushScratch(DType dtype) {
        code.load(scratch);
        code.getField(SCRATCH, field(dtype), "[" + Code.descriptor(dtype));
    }

    /** The constant array 0, 1, … 15. */
    void pushIota(DType dtype) {
        code.getStatic(SCRATCH, "IOTA_" + field(dtype).toUpperCase(Locale.ROOT), "[" + Code.descriptor(dtype));
    }

    private static String field(DType dtype) {
        return dtype == DType.BOOL ? "i32" : dtype.text();
    }
}
