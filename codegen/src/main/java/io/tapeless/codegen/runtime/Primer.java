package io.tapeless.codegen.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Runs the vector form of a program beside those who use it, on zeros, until HotSpot has compiled it. A call is
 * good once it allocates nothing: before C2 has compiled it, every vector that it makes is an object. A call
 * whose vectors C2 never takes out of their boxes stays in scalar form, and so allocates nothing either. One thread
 * primes all programs in turn; it ends when there is nothing to prime.
 */
final class Primer implements Runnable {
    /** Calls of a method after which HotSpot compiles it the first time. */
    private static final int LEAST_CALLS = 200;
    /** Enough for the second time, whatever the method does; then only HotSpot's own threads are waited for. */
    private static final int MOST_CALLS = 6000;
    private static final int CALLS_A_TURN = 64;
    private static final long TURN_NANOS = 2_000_000;
    private static final long PAUSE_MILLIS = 10;
    /** Time without a call that became good, after which the rest is given up. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "tapeless-primer");
        thread.setDaemon(true);
        return thread;
    });

    static {
        THREAD.setKeepAliveTime(1, TimeUnit.SECONDS);
        THREAD.allowCoreThreadTimeOut(true);
    }

    private final WarmStart program;
    private final Workspace memory;
    private final List<Integer> cold;
    private final int[] calls;
    private long lastGain = System.nanoTime();

    private Primer(WarmStart program, Workspace memory) {
        this.program = program;
        this.memory = memory;
        this.calls = new int[memory.extents.length];
        this.cold = new ArrayList<>(IntStream.range(0, calls.length).boxed().toList());
    }

    /** True if this JVM can tell what a thread allocates. */
    static boolean isPossible() {
        return ModuleLayer.boot().findModule("jdk.management").isPresent();
    }

    /**
     * Primes a program in the background.
     *
     * @param dims values of its dimensions that are in use
     */
    static void start(WarmStart program, int[] dims) {
        THREAD.execute(() -> new Primer(program, Workspace.ofOneSlot(program.layout(), program.calls(), dims)).run());
    }

    /** One turn of every call that is not good yet. */
    @Override
    public void run() {
        if (cold.removeIf(this::isDone)) {
            lastGain = System.nanoTime();
        }
        if (!cold.isEmpty() && System.nanoTime() - lastGain < PATIENCE_NANOS) {
            boolean waits = cold.stream().allMatch(call -> calls[call] >= MOST_CALLS);
            THREAD.schedule(this, waits ? PAUSE_MILLIS : 0, TimeUnit.MILLISECONDS);
        }
    }

    /** Runs a call for a while; true if that is no longer of use. */
    private boolean isDone(int call) {
        int granule = program.calls().calls().get(call).granule();
        int to = granule == 0 ? memory.extents[call] : Math.min(granule, memory.extents[call]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long end = System.nanoTime() + TURN_NANOS;
        try {
            for (int i = 0; i < CALLS_A_TURN && System.nanoTime() < end; i++) {
                program.vector().call(call, memory, memory.scratch[0], 0, to);
                calls[call]++;
            }
        } catch (RuntimeException e) {
            return true; // it can't work on zeros and stays in scalar form
        }
        if (calls[call] < LEAST_CALLS || threads.getCurrentThreadAllocatedBytes() > before) {
            return false;
        }
        program.setWarm(call);
        return true;
    }
}
