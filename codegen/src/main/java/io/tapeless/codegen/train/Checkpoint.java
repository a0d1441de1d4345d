package io.tapeless.codegen.train;

import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.SafetensorsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run must keep to go on bit-exactly: parameters, states, the optimiser's own variables, and where
 * in the data it is. Its file holds a digest of all the rest, so that a damaged one is known.
 *
 * @param tensors the values of all variables
 * @param run what makes it the same run: model, seed, batch size, number of examples
 * @param epoch epochs done
 * @param batches steps done in the epoch after those
 * @param steps steps done in all
 * @param state the scores of the epoch so far, and what scores of earlier epochs have led to
 */
record Checkpoint(SafetensorsFile tensors, Map<String, String> run, int epoch, int batches, long steps,
        Map<String, String> state) {
    private static final String FORMAT = "format";
    private static final String VERSION = "tapeless checkpoint 3";
    private static final String DIGEST = "sha256";
    private static final String RUN = "run.";
    private static final String STATE = "state.";
    /** Stands before the names of the best epoch's weights. */
    private static final String BEST = "$best.";

    static Checkpoint of(Map<String, NdArray> current, Optional<Parameters> best, Map<String, String> run, int epoch,
            int batches, long steps, Map<String, String> state) {
        Map<String, String> metadata = new TreeMap<>(Map.of(FORMAT, VERSION, "epoch", Integer.toString(epoch),
                "batches", Integer.toString(batches), "steps", Long.toString(steps)));
        run.forEach((key, value) -> metadata.put(RUN + key, value));
        state.forEach((key, value) -> metadata.put(STATE + key, value));
        Map<String, NdArray> tensors = new LinkedHashMap<>(current);
        best.ifPresent(weights -> weights.toArrays(weights.table().names())
                .forEach((name, array) -> tensors.put(BEST + name, array)));
        return new Checkpoint(new SafetensorsFile(tensors, metadata), run, epoch, batches, steps, state);
    }

    /**
     * Writes the file, replacing it as a whole.
     *
     * @throws DataException if that fails
     */
    void write(Path file) {
        Map<String, String> sealed = new TreeMap<>(tensors.metadata());
        sealed.put(DIGEST, tensors.digest());
        new SafetensorsFile(tensors.tensors(), sealed).write(file);
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is malformed, or not in each bit what was written
     */
    static Checkpoint read(Path file) {
        SafetensorsFile sealed = SafetensorsFile.read(file);
        Map<String, String> metadata = new TreeMap<>(sealed.metadata());
        if (!VERSION.equals(metadata.get(FORMAT))) {
            throw new DataException(file + ": not a checkpoint of a training run");
        }
        String digest = metadata.remove(DIGEST);
        SafetensorsFile content = new SafetensorsFile(sealed.tensors(), metadata);
        if (!content.digest().equals(digest)) {
            throw new DataException(file + ": damaged checkpoint: its content has SHA-256 " + content.digest()
                    + ", expected " + digest);
        }
        try {
            return new Checkpoint(content, part(metadata, RUN), Integer.parseInt(metadata.get("epoch")),
                    Integer.parseInt(metadata.get("batches")), Long.parseLong(metadata.get("steps")),
                    part(metadata, STATE));
        } catch (NumberFormatException e) {
            throw new DataException(file + ": malformed checkpoint: " + e.getMessage(), e);
        }
    }

    private static <T> Map<String, T> part(Map<String, T> all, String prefix) {
        Map<String, T> part = new TreeMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }

    /** @throws TrainingException if the checkpoint is of another run */
    void requireRun(Map<String, String> expected, Path directory) {
        List<String> problems = expected.entrySet().stream()
                .filter(e -> !e.getValue().equals(run.get(e.getKey())))
                .map(e -> e.getKey() + " was " + run.get(e.getKey()) + ", is now " + e.getValue()).toList();
        if (!problems.isEmpty()) {
            throw new TrainingException(directory + ": checkpoint of another run: "
                    + String.join("; ", problems));
        }
    }

    /** The tensors that {@link #of} was given. */
    Map<String, NdArray> current() {
        Map<String, NdArray> current = new LinkedHashMap<>(tensors.tensors());
        current.keySet().removeIf(name -> name.startsWith(BEST));
        return current;
    }

    /** Sets weights to those of the best epoch; false if the checkpoint holds none. */
    boolean restoreBest(Parameters best) {
        Map<String, NdArray> weights = part(tensors.tensors(), BEST);
        if (!weights.isEmpty()) {
            best.set(weights, best.table().names());
        }
        return !weights.isEmpty();
    }
}
