package io.tapeless.codegen.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that run the parts of one call at a time. The calling thread is one of
 * them; it also takes the parts that no worker has begun when its own is done, so that a machine that is busy
 * with something else costs time and not more. Idle workers spin for a while, then park; they are daemons. A pool
 * that is busy for another caller leaves all parts to the calling thread, which gives the same bits.
 */
public final class WorkerPool {
    private static final Map<Integer, WorkerPool> POOLS = new ConcurrentHashMap<>();

    private final int spins;
    private final Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger pending = new AtomicInteger();
    private CompiledProgram program;
    private Workspace workspace;
    private int call;
    private volatile Thread waiting;

    private WorkerPool(int threads) {
        spins = threads > Runtime.getRuntime().availableProcessors() ? 0 : 4000;
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    /** The pool of that many threads, the caller's included; all users of one size share it. */
    public static WorkerPool of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
        return POOLS.computeIfAbsent(threads, WorkerPool::new);
    }

    /** Threads that take part, the caller's included. */
    public int threads() {
        return workers.length + 1;
    }

    /** Runs all parts of a call and returns when they are done. */
    void run(CompiledProgram owner, Workspace memory, int number) {
        int parts = memory.parts[number];
        if (!busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                owner.runPart(memory, number, part);
            }
            return;
        }
        Throwable failure = null;
        try {
            program = owner;
            workspace = memory;
            call = number;
            pending.set(parts - 1);
            for (int i = 0; i < parts - 1; i++) {
                workers[i].offer();
            }
            failure = runPart(0);
            for (int i = 0; i < parts - 1; i++) {
                if (workers[i].claim()) {
                    Throwable thrown = runPart(i + 1);
                    failure = failure == null ? thrown : failure;
                    pending.decrementAndGet();
                }
            }
            await();
            for (int i = 0; i < parts - 1; i++) {
                failure = failure == null ? workers[i].failure : failure;
                workers[i].failure = null;
            }
        } finally {
            program = null;
            workspace = null;
            busy.set(false);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Runs a part and returns what it throws. */
    private Throwable runPart(int part) {
        try {
            program.runPart(workspace, call, part);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private void await() {
        for (int i = 0; i < spins && pending.get() > 0; i++) {
            Thread.onSpinWait();
        }
        if (pending.get() > 0) {
            waiting = Thread.currentThread();
            boolean interrupted = false;
            while (pending.get() > 0) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            waiting = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes part {@code number} of the calls that it is offered, unless the caller does. */
    private final class Worker extends Thread {
        private final int number;
        /** Odd while a part is offered that nobody has claimed. */
        private final AtomicInteger state = new AtomicInteger();
        private volatile boolean parked;
        private Throwable failure;

        Worker(int number) {
            super("tapeless-worker-" + number);
            this.number = number;
            setDaemon(true);
        }

        void offer() {
            state.incrementAndGet();
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        /** Takes what is offered; false if nothing is. */
        boolean claim() {
            int now = state.get();
            return now % 2 != 0 && state.compareAndSet(now, now + 1);
        }

        @Override
        public void run() {
            while (true) {
                awaitOffer();
                if (claim()) {
                    failure = runPart(number);
                    if (pending.decrementAndGet() == 0) {
                        Thread caller = waiting;
                        if (caller != null) {
                            LockSupport.unpark(caller);
                        }
                    }
                }
            }
        }

        private void awaitOffer() {
            for (int i = 0; i < spins; i++) {
                if (state.get() % 2 != 0) {
                    return;
                }
                Thread.onSpinWait();
            }
            parked = true;
            while (state.get() % 2 == 0) {
                LockSupport.park(WorkerPool.this);
            }
            parked = false;
        }
    }
}
