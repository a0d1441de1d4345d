package io.tapeless.codegen.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Has HotSpot compile the vector form of a program beside those who use it, by running its methods on zeros: the
 * tiles, through few depths, then each kernel, those with the most work first. A few are given to C2 at a time, so
 * that the first are good early. Between turns the thread sleeps for as long as it ran, because programs in use need
 * the processors too. One thread primes all programs, one after the other; it ends when there is nothing to prime.
 * A program whose vector form fails is left as it is, and the others are primed as before.
 */
final class Primer {
    /** Methods that C2 is to compile at a time. */
    private static final int WAITING = 3;
    private static final long PAUSE_NANOS = 1_000_000;
    /** Calls of a tile that may still be interpreted, a thousand times slower, and so go through one depth only. */
    private static final int INTERPRETED = 300;

    private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "tapeless-primer");
        thread.setDaemon(true);
        return thread;
    });

    static {
        THREAD.setKeepAliveTime(1, TimeUnit.SECONDS);
        THREAD.allowCoreThreadTimeOut(true);
    }

    /** In the order in which they came; {@link #THREAD} alone uses it. */
    private static final List<Primer> PRIMERS = new ArrayList<>();

    private final WarmStart program;
    private final int[] dims;
    /** Null until the vector form is made. */
    private Deque<PrimedMethod> cold;
    private final List<PrimedMethod> waiting = new ArrayList<>();

    private Primer(WarmStart program, int[] dims) {
        this.program = program;
        this.dims = dims;
    }

    /** True if this JVM can tell what a thread allocates. */
    static boolean isPossible() {
        return ModuleLayer.boot().findModule("jdk.management").isPresent();
    }

    /**
     * Makes the vector form of a program and primes it in the background.
     *
     * @param dims values of its dimensions that are in use
     */
    static void start(WarmStart program, int[] dims) {
        THREAD.execute(() -> {
            PRIMERS.add(new Primer(program, dims));
            if (PRIMERS.size() == 1) {
                turn();
            }
        });
    }

    /** One turn of all methods that are to be compiled; the first program that has more of them adds them. */
    private static void turn() {
        long start = System.nanoTime();
        PRIMERS.stream().filter(Primer::hasCold).findFirst().ifPresent(Primer::addWaiting);
        PRIMERS.forEach(Primer::runWaiting);
        PRIMERS.stream().filter(Primer::isSettled).forEach(primer -> primer.program.settle());
        PRIMERS.removeIf(Primer::isOver);
        if (!PRIMERS.isEmpty()) {
            long end = System.nanoTime();
            long next = PRIMERS.stream().mapToLong(Primer::next).min().getAsLong();
            THREAD.schedule(Primer::turn, Math.max(PAUSE_NANOS + end - start, next - end), TimeUnit.NANOSECONDS);
        }
    }

    private boolean hasCold() {
        return cold == null || !cold.isEmpty();
    }

    /** True if there is nothing left that need be waited for. */
    private boolean isSettled() {
        return !hasCold() && waiting.stream().allMatch(PrimedMethod::isOverdue);
    }

    private boolean isOver() {
        return !hasCold() && waiting.isEmpty();
    }

    /** When there is something to do, on the clock of {@link System#nanoTime}. */
    private long next() {
        long now = System.nanoTime();
        return hasCold() ? now : waiting.stream().mapToLong(PrimedMethod::next).min().orElse(now);
    }

    private void addWaiting() {
        if (cold == null) {
            try {
                cold = methods();
            } catch (RuntimeException | Error e) {
                giveUp(WarmStart.UNMADE, e);
            }
        }
        while (!cold.isEmpty() && waiting.stream().filter(method -> !method.isLate()).count() < WAITING) {
            waiting.add(cold.remove());
        }
    }

    private void runWaiting() {
        for (PrimedMethod method : List.copyOf(waiting)) {
            try {
                if (method.isOver()) {
                    waiting.remove(method);
                }
            } catch (RuntimeException | Error e) {
                giveUp("the vector form of " + method.name() + " failed", e);
                return;
            }
        }
    }

    /** Leaves all calls that are not warm in scalar form. */
    private void giveUp(String what, Throwable cause) {
        program.complain(what, cause);
        cold = new ArrayDeque<>();
        waiting.clear();
    }

    private Deque<PrimedMethod> methods() {
        CompiledProgram vector = program.vector();
        CallTable table = vector.calls();
        Deque<PrimedMethod> methods = new ArrayDeque<>();
        Scratch scratch = Scratch.of(table.tiles().scratch(), false);
        for (int i = 0; i < table.tiles().count(); i++) {
            int tile = i;
            methods.add(new PrimedMethod("tile " + tile, before -> vector.tile(tile, scratch, before < INTERPRETED ? 1
                    : CompiledProgram.TILE_DEPTHS), () -> { }));
        }
        Workspace memory = Workspace.ofOneSlot(vector.layout(), table, dims);
        kernels(table.calls()).forEach(calls -> methods.add(kernel(vector, memory, calls)));
        return methods;
    }

    /**
     * Runs two granules at the start and those at the end by turns: C2 leaves out what has never been run, and gives
     * the code up when loops turn again after all, or elements are left over that don't fill a vector.
     */
    private PrimedMethod kernel(CompiledProgram vector, Workspace memory, List<Integer> calls) {
        int call = calls.get(0);
        CallTable.Entry entry = vector.calls().calls().get(call);
        int extent = memory.extents[call];
        int granule = entry.granule() == 0 ? extent : entry.granule();
        int last = Math.max(0, (extent - 1) / granule - 1) * granule;
        return new PrimedMethod("k" + entry.kernel() + ", " + entry.label(), before -> {
            boolean atEnd = before % 2 == 1;
            vector.call(call, memory, memory.scratch[0], atEnd ? last : 0, atEnd ? extent : Math.min(2 * granule, extent));
        }, () -> calls.forEach(program::setWarm));
    }

    /** The calls of each kernel, those with the most work first. */
    private List<List<Integer>> kernels(List<CallTable.Entry> calls) {
        Map<Integer, List<Integer>> kernels = IntStream.range(0, calls.size()).boxed().collect(
                Collectors.groupingBy(call -> calls.get(call).kernel(), TreeMap::new, Collectors.toList()));
        Comparator<List<Integer>> byWork = Comparator.comparing(
                numbers -> numbers.stream().mapToLong(call -> calls.get(call).work().evaluate(dims)).sum());
        return kernels.values().stream().sorted(byWork.reversed()).toList();
    }
}
