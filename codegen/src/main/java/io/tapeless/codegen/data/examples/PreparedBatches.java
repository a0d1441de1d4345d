package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.InputType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Batches that another thread copies while the caller works on those before; the same as without. Small batches are
 * handed over many at a time. A failure of the other thread is thrown where the batch would have come.
 */
final class PreparedBatches implements BatchSource {
    private static final int PORTIONS = 2;
    private static final int PORTION_BYTES = 1 << 18;

    private final Batches batches;
    private final BlockingQueue<Portion> free = new ArrayBlockingQueue<>(PORTIONS);
    private final BlockingQueue<Portion> full = new ArrayBlockingQueue<>(PORTIONS);
    private final Thread worker;
    private Portion current;
    /** Which batch of the portion this is. */
    private int batch;
    /** Examples of the portion before this batch. */
    private int before;

    /** Some batches, one after the other. */
    private static final class Portion {
        private final Map<String, Object> arrays = new LinkedHashMap<>();
        private final int[] sizes;
        private int count;
        private Throwable failure;

        Portion(Dataset dataset, int batch, int most) {
            sizes = new int[most];
            for (InputType type : dataset.inputs()) {
                int size = Math.multiplyExact(Math.multiplyExact(batch, most), type.size());
                arrays.put(type.name(), Elements.newArray(type.dtype(), size));
            }
        }

        void fill(Batches batches) {
            count = 0;
            int examples = 0;
            while (count < sizes.length && batches.next()) {
                for (InputType type : batches.dataset().inputs()) {
                    batches.gather(type.name(), arrays.get(type.name()), examples * type.size());
                }
                sizes[count++] = batches.size();
                examples += batches.size();
            }
        }
    }

    /** @param batches a walk that has begun or not; it must not be used until this is closed */
    PreparedBatches(Batches batches) {
        this.batches = batches;
        long bytes = (long) batches.largest()
                * batches.dataset().inputs().stream().mapToLong(t -> 8L * t.size()).sum();
        int most = (int) Math.max(1, Math.min(batches.count(), PORTION_BYTES / Math.max(1, bytes)));
        for (int i = 0; i < PORTIONS; i++) {
            free.add(new Portion(batches.dataset(), batches.largest(), most));
        }
        worker = new Thread(this::prepare, "tapeless-batches");
        worker.setDaemon(true);
        worker.start();
    }

    private void prepare() {
        try {
            Portion portion;
            do {
                portion = free.take();
                try {
                    portion.fill(batches);
                } catch (RuntimeException | Error e) {
                    portion.failure = e;
                }
                full.put(portion);
            } while (portion.failure == null && portion.count > 0);
        } catch (InterruptedException e) {
            // Closed before the end.
        }
    }

    @Override
    public boolean next() {
        if (current != null && batch + 1 < current.count) {
            before += current.sizes[batch++];
            return true;
        }
        if (current != null && (current.count == 0 || current.failure != null)) {
            return false;
        }
        if (current != null) {
            free.add(current);
        }
        current = taken();
        batch = 0;
        before = 0;
        if (current.failure instanceof Error e) {
            throw e;
        } else if (current.failure instanceof RuntimeException e) {
            throw e;
        }
        return current.count > 0;
    }

    /** Waits for the next portion; an interruption waits until then. */
    private Portion taken() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return full.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int size() {
        return current.sizes[batch];
    }

    @Override
    public void gather(String input, Object destination, int at) {
        int row = batches.dataset().field(input).type().size();
        System.arraycopy(current.arrays.get(input), before * row, destination, at, size() * row);
    }

    @Override
    public void close() {
        worker.interrupt();
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
