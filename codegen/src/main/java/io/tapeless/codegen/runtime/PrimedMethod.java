package io.tapeless.codegen.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/**
 * A method with vectors on its way to be compiled. It is run until HotSpot has counted enough of it, then now and
 * then while C2 is at work. It is good once it allocates nothing: before C2 has compiled it, every vector that it
 * makes is an object. Where the processors are busy C2 may need minutes, so that it is looked at less and less often.
 * One whose vectors C2 never takes out of their boxes is given up, and so never used.
 */
final class PrimedMethod {
    private static final long MILLI = 1_000_000;
    /** Calls after which HotSpot compiles a method the first time. */
    private static final int LEAST_CALLS = 200;
    /** Calls after which C2 compiles a method with loops, which take some time. */
    private static final int LOOP_CALLS = 1000;
    private static final long LOOP_NANOS = 10 * MILLI;
    /** Calls after which C2 compiles any method. */
    private static final int MOST_CALLS = 6000;
    /** Calls in a row that allocate nothing if it is good, as they differ by turns. */
    private static final int QUIET_CALLS = 2;
    private static final int CALLS_A_TURN = 50;
    private static final long TURN_NANOS = 5 * MILLI;
    /** Time after which C2 is late: it has much else to do, or has not been told. */
    private static final long USUAL_NANOS = 500 * MILLI;
    /** Time after which nobody need wait for it. */
    private static final long OVERDUE_NANOS = 20_000 * MILLI;
    /** Time after which it stays boxed. */
    private static final long PATIENCE_NANOS = 15 * 60_000 * MILLI;
    /** Time between looks whether it is good, in times of what a look takes. */
    private static final int PAUSE = 10;
    /** Looks while the time since HotSpot must have noticed it doubles, about. */
    private static final int LOOKS = 10;

    private final String name;
    private final IntConsumer call;
    private final Runnable whenGood;
    private int calls;
    /** The last calls that allocated nothing. */
    private int quiet;
    private long nanos;
    private long heated;
    private long next;

    /**
     * A method that has not been run.
     *
     * @param name for people
     * @param call runs it, told how often it was run before
     * @param whenGood told once
     */
    PrimedMethod(String name, IntConsumer call, Runnable whenGood) {
        this.name = name;
        this.call = call;
        this.whenGood = whenGood;
    }

    String name() {
        return name;
    }

    /** True if C2 has been at work for longer than usual. */
    boolean isLate() {
        return isHot() && System.nanoTime() - heated > USUAL_NANOS;
    }

    /** True if C2 has been at work for so long that it may never end. */
    boolean isOverdue() {
        return isHot() && System.nanoTime() - heated > OVERDUE_NANOS;
    }

    /** When there is something to do, on the clock of {@link System#nanoTime}. */
    long next() {
        return next;
    }

    /** True if HotSpot must have noticed it. */
    private boolean isHot() {
        return heated != 0;
    }

    /** Runs it for a while, if it is time to; true if it is good or given up. */
    boolean isOver() {
        long start = System.nanoTime();
        if (start < next) {
            return false;
        }
        boolean over = isGood(isHot() && !isLate() ? 1 : CALLS_A_TURN);
        long end = System.nanoTime();
        nanos += end - start;
        if (!isHot() && (calls >= MOST_CALLS || calls >= LOOP_CALLS && nanos >= LOOP_NANOS)) {
            heated = end;
        }
        next = isHot() ? end + Math.max(PAUSE * (end - start), (end - heated) / LOOKS) : end;
        return over || isHot() && end - heated > PATIENCE_NANOS;
    }

    private boolean isGood(int times) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try {
            long end = System.nanoTime() + TURN_NANOS;
            for (int i = 0; i < times && (i == 0 || System.nanoTime() < end); i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                call.accept(calls++);
                quiet = threads.getCurrentThreadAllocatedBytes() > before ? 0 : quiet + 1;
            }
        } catch (IndexFailure | ArithmeticException e) {
            return true; // it can't work on zeros
        }
        if (quiet < QUIET_CALLS || calls < LEAST_CALLS) {
            return false;
        }
        whenGood.run();
        return true;
    }
}
