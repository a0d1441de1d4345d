package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelSize;
import io.tapeless.codegen.loop.KernelVerifier;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Source;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.CallTable;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.runtime.Scratch;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * From a program to the class file of a {@link CompiledProgram}: kernels {@code k0, k1, …}, a method for
 * each call, {@code c0, c1, …}, that fetches its arguments, and the switch from call numbers to those. A method's line
 * numbers are those of the user's source: a call's of what it computes, a kernel's of what its locals hold.
 */
public final class ProgramEmitter {
    private static final String SUPER = Type.getInternalName(CompiledProgram.class);
    private static final String WORKSPACE = Type.getInternalName(Workspace.class);
    private static final String SCRATCH = Type.getInternalName(Scratch.class);
    private static final String CALL = "(L" + WORKSPACE + ";L" + SCRATCH + ";II)V";
    private static final String SWITCH = "(IL" + WORKSPACE + ";L" + SCRATCH + ";II)V";
    /** Elements of the memory in which a tile is primed, at most. */
    private static final int LONGEST_TO_PRIME = 1 << 20;
    /** Calls that one switch holds. */
    private static final int GROUP = 256;

    private final Program program;
    private final List<Program.Call> calls;
    private final Layout layout;
    private final Form form;
    private final String name;
    /** The source file of the class; empty if no call has one. */
    private final String file;
    private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
        }
    };

    private ProgramEmitter(Program program, Layout layout, Form form, String className) {
        this.program = program;
        this.calls = program.calls();
        this.layout = layout;
        this.form = form;
        this.name = className.replace('.', '/');
        this.file = program.calls().stream().map(c -> c.source().file()).filter(f -> !f.isEmpty()).findFirst()
                .orElse("");
    }

    /**
     * The class file, of version 61 (Java 17), of a public class with a public constructor without
     * parameters.
     *
     * @param layout slots and sizes that the calls refer to by number
     * @param className with package, dots between
     * @throws IllegalArgumentException if the program is malformed or its slots don't fit its kernels
     * @throws IllegalStateException if a kernel is too large for a method
     */
    public static byte[] emit(Program program, Layout layout, Form form, String className) {
        KernelVerifier.verify(program);
        return new ProgramEmitter(program, layout, form, className).emit();
    }

    /** True if each method of a kernel, in scalar form and in vectors, is one that HotSpot compiles. */
    public static boolean fits(Kernel kernel) {
        return KernelEmitter.bytes(kernel, Form.SCALAR) <= KernelEmitter.MAX_BYTES
                && KernelEmitter.bytes(kernel, Form.V256) <= KernelEmitter.MAX_BYTES;
    }

    private byte[] emit() {
        out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, SUPER, null);
        if (!file.isEmpty()) {
            out.visitSource(file, null);
        }
        List<Integer> scratch = new ArrayList<>(List.of(0, 0, 0, 0));
        Map<String, RegisterTile> shared = new LinkedHashMap<>();
        for (int i = 0; i < program.kernels().size(); i++) {
            KernelMethods methods = new KernelMethods(out, name, "k" + i, source(i), shared);
            List<Integer> lengths = KernelEmitter.emit(methods, program.kernels().get(i), form);
            for (int j = 0; j < scratch.size(); j++) {
                scratch.set(j, Math.max(scratch.get(j), lengths.get(j)));
            }
        }
        List<CallTable.Entry> entries = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            call(i);
            entries.add(entry(calls.get(i)));
        }
        switches();
        List<RegisterTile> tiles = form.isVector() ? tilesToPrime(shared.values()) : List.of();
        tiles(tiles);
        constructor(layout.encode(), new CallTable(scratch, new CallTable.Tiles(tiles.size(), lengths(tiles)), entries,
                FlowBuilder.of(program)).encode());
        out.visitEnd();
        return out.toByteArray();
    }

    /** What all calls of a kernel agree on; of another file than the class's nothing can be said. */
    private Source source(int kernel) {
        return ofFile(Source.common(program.calls().stream().filter(c -> c.kernel() == kernel)
                .map(Program.Call::source).toList()));
    }

    private Source ofFile(Source source) {
        return source.file().equals(file) ? source : Source.NONE;
    }

    private CallTable.Entry entry(Program.Call call) {
        Kernel kernel = program.kernels().get(call.kernel());
        WorkEstimate estimate = new WorkEstimate(call.sizes().stream().map(layout.sizes()::get).toList(), form);
        int granule = 0;
        Polynomial extent = Polynomial.ONE;
        if (kernel.splittable()) {
            Stmt last = kernel.body().get(kernel.body().size() - 1);
            granule = last instanceof Stmt.Contract contract ? TilePolicy.granule(contract)
                    : ((Stmt.For) last).mode() == Stmt.Mode.LANES ? 16 : 1;
            extent = estimate.size(kernel.extent());
        }
        return new CallTable.Entry(call.kernel(), granule, extent, estimate.of(kernel), call.label());
    }

    /** {@code static void c<number>(workspace, scratch, from, to)}: fetches the arguments and calls the kernel. */
    private void call(int number) {
        Program.Call call = calls.get(number);
        Kernel kernel = program.kernels().get(call.kernel());
        method(Opcodes.ACC_STATIC, "c" + number, CALL, code -> {
            code.line(ofFile(call.source()).line());
            Code.Var workspace = code.local("L" + WORKSPACE + ";");
            Code.Var scratch = code.local("L" + SCRATCH + ";");
            Code.Var from = code.local("I");
            Code.Var to = code.local("I");
            boolean wide = KernelSize.isWide(kernel);
            if (wide) {
                code.load(workspace);
            }
            for (int i = 0; i < call.slots().size(); i++) {
                int slot = call.slots().get(i);
                DType dtype = kernel.buffers().get(i);
                if (layout.slots().get(slot).element() != ScratchPlan.element(dtype)) {
                    throw new IllegalArgumentException("slot " + slot + " is " + layout.slots().get(slot).element()
                            + ", expected " + dtype + " in " + call);
                }
                if (wide) {
                    code.load(scratch);
                    code.getField(SCRATCH, "slots", "[I");
                    code.push(i);
                    code.push(slot);
                    code.arrayStore(DType.I32);
                    continue;
                }
                code.load(workspace);
                code.push(slot);
                code.invokeVirtual(WORKSPACE, dtype == DType.BOOL ? "i32" : dtype.text(),
                        "(I)[" + Code.descriptor(dtype));
                code.load(workspace);
                code.push(slot);
                code.invokeVirtual(WORKSPACE, "offset", "(I)I");
            }
            for (int size : call.sizes()) {
                code.load(workspace);
                code.push(size);
                code.invokeVirtual(WORKSPACE, "size", "(I)I");
            }
            code.load(scratch);
            code.load(from);
            code.load(to);
            code.invokeStatic(name, "k" + call.kernel(), KernelCode.descriptor(kernel));
            code.op(Opcodes.RETURN);
        });
    }

    /** {@code call}, which switches on the call, through groups if there are many. */
    private void switches() {
        int count = calls.size();
        int groups = (count + GROUP - 1) / GROUP;
        if (groups > 1) {
            for (int group = 0; group < groups; group++) {
                int first = group * GROUP;
                dispatch("g" + group, first, "c", Math.min(GROUP, count - first), 0, CALL);
            }
            dispatch("call", 0, "g", groups, 8, SWITCH);
        } else {
            dispatch("call", 0, "c", count, 0, CALL);
        }
    }

    /** A method that calls {@code target<first + i>}, where i is the call's number shifted right, less first. */
    private void dispatch(String method, int first, String target, int count, int shift, String descriptor) {
        boolean isStatic = !method.equals("call");
        method(isStatic ? Opcodes.ACC_STATIC : Opcodes.ACC_PROTECTED, method, SWITCH, code -> {
            if (!isStatic) {
                code.local("L" + name + ";");
            }
            Code.Var call = code.local("I");
            List<Code.Var> arguments = List.of(code.local("L" + WORKSPACE + ";"), code.local("L" + SCRATCH + ";"),
                    code.local("I"), code.local("I"));
            Label end = new Label();
            Label[] cases = new Label[count];
            for (int i = 0; i < count; i++) {
                cases[i] = new Label();
            }
            if (count > 0) {
                code.load(call);
                code.push(shift);
                code.op(Opcodes.ISHR);
                code.tableSwitch(first, end, cases);
            }
            for (int i = 0; i < count; i++) {
                code.label(cases[i]);
                if (descriptor.equals(SWITCH)) {
                    code.load(call);
                }
                arguments.forEach(code::load);
                code.invokeStatic(name, target + (first + i), descriptor);
                code.op(Opcodes.RETURN);
            }
            code.label(end);
            code.op(Opcodes.RETURN);
        });
    }

    /** Those whose strides aren't so long that memory to run them in would be too much. */
    private static List<RegisterTile> tilesToPrime(Collection<RegisterTile> tiles) {
        return tiles.stream()
                .filter(tile -> tile.dtype().isFloat() && tile.primingLength() <= LONGEST_TO_PRIME).toList();
    }

    /** Elements of f32, f64, i32 and i64 that the calls of {@link #tiles} reach. */
    private static List<Integer> lengths(List<RegisterTile> tiles) {
        List<Integer> lengths = new ArrayList<>();
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            lengths.add((int) tiles.stream().filter(tile -> tile.dtype() == dtype)
                    .mapToLong(RegisterTile::primingLength).max().orElse(0));
        }
        boolean tabled = tiles.stream().anyMatch(tile -> tile.rightDepth() == null);
        lengths.addAll(List.of(tabled ? CompiledProgram.TILE_DEPTHS : 0, 0));
        return lengths;
    }

    /** {@code tile(number, scratch, depths)}, which runs a tile in scratch memory. */
    private void tiles(List<RegisterTile> tiles) {
        if (tiles.isEmpty()) {
            return;
        }
        method(Opcodes.ACC_PROTECTED, "tile", "(IL" + SCRATCH + ";I)V", code -> {
            code.local("L" + name + ";");
            Code.Var number = code.local("I");
            Code.Var scratch = code.local("L" + SCRATCH + ";");
            Code.Var depths = code.local("I");
            Label end = new Label();
            Label[] cases = tiles.stream().map(tile -> new Label()).toArray(Label[]::new);
            code.load(number);
            code.tableSwitch(0, end, cases);
            for (int i = 0; i < cases.length; i++) {
                RegisterTile tile = tiles.get(i);
                code.label(cases[i]);
                tile.prime(code, dtype -> {
                    code.load(scratch);
                    code.getField(SCRATCH, dtype.text(), "[" + Code.descriptor(dtype));
                }, depths);
                code.invokeStatic(name, tile.name(), tile.descriptor());
                code.op(Opcodes.RETURN);
            }
            code.label(end);
            code.op(Opcodes.RETURN);
        });
    }

    private void constructor(String layoutText, String callText) {
        method(Opcodes.ACC_PUBLIC, "<init>", "()V", code -> {
            code.load(code.local("L" + name + ";"));
            code.text(layoutText);
            code.text(callText);
            code.invokeSpecial(SUPER, "<init>", "(Ljava/lang/String;Ljava/lang/String;)V");
            code.op(Opcodes.RETURN);
        });
    }

    private interface Body {
        void write(Code code);
    }

    private void method(int access, String method, String descriptor, Body body) {
        MethodVisitor visitor = out.visitMethod(access, method, descriptor, null, null);
        visitor.visitCode();
        body.write(new Code(visitor));
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }
}
