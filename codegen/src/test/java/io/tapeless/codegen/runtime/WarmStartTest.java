package io.tapeless.codegen.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmStartTest {
    private static final String LAYOUT = new Layout(List.of(), List.of(),
            List.of(Layout.Slot.work(Element.F32, Polynomial.of(100), 0, 1))).encode();
    private static final String CALLS = new CallTable(List.of(0, 0, 0, 0),
            new CallTable.Tiles(1, List.of(40, 0, 0, 0)), List.of(
            new CallTable.Entry(0, 16, Polynomial.of(100), Polynomial.ONE, "first"),
            new CallTable.Entry(1, 0, Polynomial.of(1), Polynomial.ONE, "second"),
            new CallTable.Entry(1, 0, Polynomial.of(1), Polynomial.ONE, "second again")), Flow.calls(0, 3)).encode();

    /** Counts its calls; call {@code boxed} allocates the first so many times. */
    private static final class Counted extends CompiledProgram {
        private final AtomicInteger[] calls = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        private final int boxed;
        private final int times;
        private volatile Object box;
        private volatile int farthest;
        /** How often call 0 ran from each iteration to each other one. */
        private final int[][] ranges = new int[101][101];
        private volatile int depths;
        private volatile RuntimeException failure;

        Counted(int boxed, int times) {
            super(LAYOUT, CALLS);
            this.boxed = boxed;
            this.times = times;
        }

        @Override
        protected void call(int call, Workspace workspace, Scratch scratch, int from, int to) {
            if (failure != null && call == 1) {
                throw failure;
            }
            if (call == 0) {
                farthest = Math.max(farthest, to);
                ranges[from][to]++;
            }
            if (calls[call].incrementAndGet() <= times && call == boxed) {
                box = new float[16];
            }
        }

        @Override
        protected void tile(int number, Scratch memory, int through) {
            assertEquals(40, memory.f32.length);
            depths = through;
        }
    }

    private final Counted scalar = new Counted(-1, 0);

    private static void run(CompiledProgram program, int times) {
        Workspace memory = program.bind(new Variables(List.of()), WorkerPool.of(1));
        for (int i = 0; i < times; i++) {
            program.run(memory);
        }
    }

    private WarmStart of(Counted vector) {
        return (WarmStart) WarmStart.of(() -> scalar, () -> vector);
    }

    private static void await(WarmStart program, int call) throws InterruptedException {
        while (!program.isWarm(call)) {
            Thread.sleep(1);
        }
    }

    private static void awaitSettled(WarmStart program) throws InterruptedException {
        while (!program.isSettled()) {
            Thread.sleep(1);
        }
    }

    @Test
    void aProgramThatRunsTwiceHasNoVectorForm() {
        run(WarmStart.of(() -> scalar, () -> {
            throw new AssertionError("made");
        }), 2);
        assertEquals(2, scalar.calls[0].get());
    }

    @Test
    void callsOfOneKernelArePrimedOnce() throws InterruptedException {
        Counted vector = new Counted(-1, 0);
        WarmStart program = of(vector);
        run(program, 3);
        await(program, 1);
        await(program, 2);
        assertEquals(0, vector.calls[2].get());
        assertTrue(vector.depths > 0, "tiles are primed before");
    }

    @Test
    void aCallTakesTheVectorFormOnceThatAllocatesNothing() throws InterruptedException {
        Counted vector = new Counted(1, 1000);
        WarmStart program = of(vector);
        run(program, 3);
        await(program, 0);
        await(program, 1);
        assertTrue(vector.calls[1].get() > 1000, "no longer boxed");
        assertEquals(3, scalar.calls[0].get());
        run(program, 1);
        assertEquals(3, scalar.calls[0].get());
        assertEquals(100, vector.farthest, "the whole call");
    }

    @Test
    void aCallIsPrimedAtItsStartAndItsEnd() throws InterruptedException {
        Counted vector = new Counted(0, Integer.MAX_VALUE);
        WarmStart program = of(vector);
        run(program, 3);
        await(program, 1);
        assertTrue(vector.ranges[0][32] > 0 && vector.ranges[80][100] > 0);
        assertEquals(vector.calls[0].get(), vector.ranges[0][32] + vector.ranges[80][100], 1);
    }

    @Test
    void aCallThatStaysBoxedStaysScalar() throws InterruptedException {
        WarmStart program = of(new Counted(1, Integer.MAX_VALUE));
        run(program, 3);
        await(program, 0);
        Thread.sleep(50);
        assertFalse(program.isWarm(1));
        int before = scalar.calls[1].get();
        run(program, 5);
        assertEquals(before + 5, scalar.calls[1].get());
    }

    @Test
    void aProgramIsSettledOnceItIsPrimed() throws InterruptedException {
        assertTrue(scalar.isSettled());
        WarmStart program = of(new Counted(-1, 0));
        run(program, 2);
        assertFalse(program.isSettled());
        run(program, 1);
        awaitSettled(program);
        assertTrue(program.isWarm(0) && program.isWarm(1) && program.isWarm(2));
    }

    @Test
    void aVectorFormThatCannotBeMadeIsNamedAndHarmsNothingElse() throws InterruptedException {
        WarmStart program = (WarmStart) WarmStart.of(() -> scalar, () -> {
            throw new VerifyError("too large");
        });
        List<LogRecord> complaints = complaints(program);
        assertEquals(1, complaints.size());
        assertEquals("too large", complaints.get(0).getThrown().getMessage());
        assertTrue(complaints.get(0).getMessage().contains("Program Counted stays in scalar form"));
        assertFalse(program.isWarm(0));
        int before = scalar.calls[0].get();
        run(program, 5);
        assertEquals(before + 5, scalar.calls[0].get());
        callsOfOneKernelArePrimedOnce();
    }

    @Test
    void aKernelThatFailsIsNamedAndHarmsNothingElse() throws InterruptedException {
        Counted vector = new Counted(-1, 0);
        vector.failure = new ArrayIndexOutOfBoundsException(7);
        WarmStart program = of(vector);
        List<LogRecord> complaints = complaints(program);
        assertEquals(1, complaints.size());
        assertEquals(vector.failure, complaints.get(0).getThrown());
        assertTrue(complaints.get(0).getMessage().contains("k1, second"), complaints.get(0).getMessage());
        assertFalse(program.isWarm(1));
        callsOfOneKernelArePrimedOnce();
    }

    @Test
    void aKernelThatCannotWorkOnZerosStaysScalarWithoutComplaint() throws InterruptedException {
        Counted vector = new Counted(-1, 0);
        vector.failure = new ArithmeticException("/ by zero");
        WarmStart program = of(vector);
        assertEquals(List.of(), complaints(program));
        assertTrue(program.isWarm(0));
        assertFalse(program.isWarm(1));
    }

    /** What is logged until the program is settled. */
    private static List<LogRecord> complaints(WarmStart program) throws InterruptedException {
        Logger logger = Logger.getLogger(WarmStart.class.getName());
        Records records = new Records();
        logger.addHandler(records);
        logger.setUseParentHandlers(false);
        try {
            run(program, 3);
            awaitSettled(program);
        } finally {
            logger.removeHandler(records);
            logger.setUseParentHandlers(true);
        }
        return records.all;
    }

    private static final class Records extends Handler {
        private final List<LogRecord> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            all.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
