package io.tapeless.codegen.jvm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelInterpreter;
import io.tapeless.codegen.loop.KernelPrinter;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Samples;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.runtime.Variables;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Runs samples through the emitter and compares what they leave in memory with the interpreter. */
final class Emitted {
    private static final String NAME = "io.tapeless.generated.Sample";

    private Emitted() {}

    /** Whether vector forms can be run here. */
    static boolean vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** The forms that can be run here. */
    static List<Form> forms() {
        return vectors() ? List.of(Form.values()) : List.of(Form.SCALAR);
    }

    static Program program(Kernel kernel) {
        return new Program(List.of(kernel), List.of(new Program.Call(0,
                IntStream.range(0, kernel.buffers().size()).boxed().toList(),
                IntStream.range(0, kernel.sizes()).boxed().toList(), "sample")));
    }

    /** The length of each buffer and each size is a symbol of its own, so that one class serves all. */
    private static Layout layout(Kernel kernel) {
        List<String> symbols = new ArrayList<>();
        List<Layout.Slot> slots = new ArrayList<>();
        for (int b = 0; b < kernel.buffers().size(); b++) {
            slots.add(Layout.Slot.pinned(ScratchPlan.element(kernel.buffers().get(b)), Polynomial.symbol(b)));
            symbols.add("length" + b);
        }
        List<Polynomial> sizes = new ArrayList<>();
        for (int i = 0; i < kernel.sizes(); i++) {
            sizes.add(Polynomial.symbol(symbols.size()));
            symbols.add("size" + i);
        }
        return new Layout(symbols, sizes, slots);
    }

    static CompiledProgram compile(Kernel kernel, Form form) {
        byte[] bytes = ProgramEmitter.emit(program(kernel), layout(kernel), form, NAME);
        verify(bytes);
        return ProgramLoader.load(NAME, bytes);
    }

    /** Memory that holds the data of a sample. */
    static Workspace bind(CompiledProgram program, Samples.Sample sample, WorkerPool pool) {
        int[] dims = IntStream.concat(Arrays.stream(sample.lengths()), Arrays.stream(sample.sizes())).toArray();
        Workspace workspace = program.bind(new Variables(List.of()), pool, dims);
        List<KernelInterpreter.Buffer> data = sample.data();
        for (int b = 0; b < data.size(); b++) {
            System.arraycopy(data.get(b).array(), 0, array(workspace, sample, b), workspace.offset(b),
                    sample.lengths()[b]);
        }
        return workspace;
    }

    /** Asks ASM's verifier, which says more than the JVM's. */
    static void verify(byte[] classFile) {
        StringWriter report = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(classFile), Emitted.class.getClassLoader(), false,
                new PrintWriter(report));
        assertTrue(report.toString().isEmpty(), report.toString());
    }

    /** Runs samples of one kernel in a form and fails if memory differs from what the interpreter leaves. */
    static void check(Form form, Samples.Sample... samples) {
        CompiledProgram program = compile(samples[0].kernel(), form);
        for (Samples.Sample sample : samples) {
            Workspace workspace = bind(program, sample, WorkerPool.of(1));
            program.run(workspace);
            compare(sample, form, workspace);
        }
    }

    static void compare(Samples.Sample sample, Form form, Workspace workspace) {
        List<KernelInterpreter.Buffer> expected = sample.data();
        KernelInterpreter.run(sample.kernel(), expected, sample.sizes());
        for (int b = 0; b < expected.size(); b++) {
            for (int i = 0; i < sample.lengths()[b]; i++) {
                Object found = element(array(workspace, sample, b), workspace.offset(b) + i);
                Object wanted = element(expected.get(b).array(), i);
                int buffer = b;
                int place = i;
                assertTrue(found.equals(wanted), () -> sample.name() + " in " + form + ": buffer " + buffer + "["
                        + place + "] is " + found + ", expected " + wanted + "\n"
                        + KernelPrinter.print(program(sample.kernel()), "Sample"));
            }
        }
    }

    static Object array(Workspace workspace, Samples.Sample sample, int slot) {
        DType dtype = sample.kernel().buffers().get(slot);
        return switch (dtype) {
            case F32 -> workspace.f32(slot);
            case F64 -> workspace.f64(slot);
            case I32, BOOL -> workspace.i32(slot);
            case I64 -> workspace.i64(slot);
        };
    }

    /** An element as an object that equals another if their bits do; all NaN are equal. */
    static Object element(Object array, int i) {
        return Array.get(array, i);
    }
}
