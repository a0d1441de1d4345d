package io.tapeless.codegen.jvm;

import static io.tapeless.codegen.loop.Samples.apply;
import static io.tapeless.codegen.loop.Samples.argument;
import static io.tapeless.codegen.loop.Samples.declare;
import static io.tapeless.codegen.loop.Samples.kernel;
import static io.tapeless.codegen.loop.Samples.lanes;
import static io.tapeless.codegen.loop.Samples.load;
import static io.tapeless.codegen.loop.Samples.local;
import static io.tapeless.codegen.loop.Samples.real;
import static io.tapeless.codegen.loop.Samples.store;
import static io.tapeless.codegen.loop.Samples.term;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Samples;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Element;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.IndexFailure;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.runtime.Variables;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What emitted programs do beyond one kernel: call order, sharing, threads, failures, size. */
class ProgramTest {
    private static final DType F32 = DType.F32;

    @Test
    void callsRunInOrderOnSharedKernels() {
        Kernel twice = kernel(List.of(F32, F32), 1, true, lanes("i", argument(0), store(1,
                apply(ScalarOp.ADD, load(0, F32, term("i")), load(0, F32, term("i"))), term("i"))));
        List<Program.Call> calls = new ArrayList<>();
        List<Layout.Slot> slots = new ArrayList<>();
        int count = 600;
        for (int i = 0; i < count; i++) {
            calls.add(new Program.Call(0, List.of(i % 2, (i + 1) % 2), List.of(0), "double"));
        }
        slots.add(Layout.Slot.pinned(Element.F32, Polynomial.symbol(0)));
        slots.add(Layout.Slot.pinned(Element.F32, Polynomial.symbol(0)));
        byte[] bytes = ProgramEmitter.emit(new Program(List.of(twice), calls),
                new Layout(List.of("n"), List.of(Polynomial.symbol(0)), slots), Form.SCALAR, "p.Doubling");
        Emitted.verify(bytes);
        CompiledProgram program = ProgramLoader.load("p.Doubling", bytes);
        Workspace workspace = program.bind(new Variables(List.of()), WorkerPool.of(1), 5);
        workspace.f32(0)[workspace.offset(0) + 4] = 0x1p-149f * 0x1p-0f;
        for (int i = 0; i < 4; i++) {
            workspace.f32(0)[workspace.offset(0) + i] = 0;
        }
        program.run(workspace);
        assertEquals(Float.POSITIVE_INFINITY, workspace.f32(0)[workspace.offset(0) + 4]);
        assertEquals(0f, workspace.f32(0)[workspace.offset(0)]);
    }

    @Test
    void threadsDoNotChangeBits() {
        threads(Form.SCALAR, Samples.softmax(F32, 513, 37));
        threads(Form.SCALAR, Samples.columnReduction(F32, 65, 1030));
        threads(Form.SCALAR, Samples.contract(F32, false, true, 61, 40, 70));
        threads(Form.SCALAR, Samples.map(ScalarOp.DIV, F32, 100_003));
        if (Emitted.vectors()) {
            threads(Form.V256, Samples.softmax(F32, 1031, 111));
        }
    }

    private static void threads(Form form, Samples.Sample sample) {
        CompiledProgram program = Emitted.compile(sample.kernel(), form);
        Workspace alone = Emitted.bind(program, sample, WorkerPool.of(1));
        program.run(alone);
        for (int threads = 2; threads <= 3; threads++) {
            Workspace workspace = Emitted.bind(program, sample, WorkerPool.of(threads));
            program.run(workspace);
            for (int b = 0; b < sample.lengths().length; b++) {
                if (sample.kernel().buffers().get(b) == F32) {
                    assertEquals(-1, Arrays.mismatch(alone.f32(b), workspace.f32(b)), sample.name());
                }
            }
        }
    }

    @Test
    void aPositionOutOfRangeNamesTheCall() {
        Samples.Sample sample = Samples.gather(F32, DType.I64, 3, 5);
        for (Form form : Emitted.forms()) {
            CompiledProgram program = Emitted.compile(sample.kernel(), form);
            Workspace workspace = Emitted.bind(program, sample, WorkerPool.of(1));
            workspace.i64(1)[workspace.offset(1) + 2] = 1L << 40;
            IndexFailure failure = assertThrows(IndexFailure.class, () -> program.run(workspace));
            assertEquals(1L << 40, failure.index());
            assertEquals(8, failure.extent());
            assertEquals(0, failure.call());
            assertEquals("index 1099511627776 is outside [0, 8) in sample", failure.getMessage());
        }
    }

    @Test
    void aFailureOnAWorkerReachesTheCaller() {
        Kernel kernel = kernel(List.of(F32, DType.I32, F32), 1, true, lanes("i", argument(0), store(2,
                load(0, F32, term(1, new Expr.Checked(load(1, DType.I32, term("i")), argument(0)))), term("i"))));
        int n = 400_000;
        Samples.Sample sample = Samples.sample("worker", kernel, new int[] {n, n, n}, n);
        CompiledProgram program = Emitted.compile(kernel, Form.SCALAR);
        Workspace workspace = Emitted.bind(program, sample, WorkerPool.of(2));
        workspace.i32(1)[workspace.offset(1) + n - 1] = -1;
        assertEquals(-1, assertThrows(IndexFailure.class, () -> program.run(workspace)).index());
        workspace.i32(1)[workspace.offset(1) + n - 1] = 0;
        program.run(workspace);
    }

    @Test
    void aKernelTooLargeForVectorsIsWrittenInScalarForm() {
        List<Stmt> body = new ArrayList<>();
        body.add(declare("x0", load(0, F32, term("i"))));
        for (int i = 1; i <= 400; i++) {
            body.add(declare("x" + i, apply(ScalarOp.FMA, local("x" + (i - 1), F32), real(F32, 0.5), real(F32, i))));
        }
        body.add(store(1, local("x400", F32), term("i")));
        Kernel kernel = kernel(List.of(F32, F32), 1, true, new Stmt.For("i", argument(0), Stmt.Mode.LANES, body));
        assertTrue(KernelEmitter.bytes(kernel, Form.V512) > KernelEmitter.MAX_BYTES);
        Emitted.check(Form.SCALAR, Samples.sample("large", kernel, new int[] {20, 20}, 20));
        if (Emitted.vectors()) {
            Emitted.check(Form.V512, Samples.sample("large", kernel, new int[] {20, 20}, 20));
        }
        body.addAll(body.size() - 1, moreOf(body));
        Kernel larger = kernel(List.of(F32, F32), 1, true, new Stmt.For("i", argument(0), Stmt.Mode.LANES, body));
        assertTrue(assertThrows(IllegalStateException.class, () -> Emitted.compile(larger, Form.SCALAR)).getMessage()
                .contains("more than 6000; fuse less"));
    }

    private static List<Stmt> moreOf(List<Stmt> body) {
        List<Stmt> more = new ArrayList<>();
        for (int i = 401; i <= 900; i++) {
            more.add(declare("x" + i, apply(ScalarOp.FMA, local("x" + (i - 1), F32), real(F32, 0.5), real(F32, i))));
        }
        return more;
    }
}
