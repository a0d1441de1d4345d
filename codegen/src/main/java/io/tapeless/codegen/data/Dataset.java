package io.tapeless.codegen.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Examples: for every input an array whose first axis counts them. The arrays stay as they were read;
 * {@link Batches} convert and scale the rows they take. Every value has been checked to be finite and to
 * fit its input's type, so taking a batch can't fail.
 */
public final class Dataset {
    /** Marks the draw of the validation split among the epochs, which count from 0. */
    private static final long SPLIT = -1;

    private final Map<String, Field> fields;
    private final int[] rows;

    /** The data of one input. */
    record Field(InputType type, NdArray array) {
    }

    /** Two disjoint parts of a dataset. */
    public record Split(Dataset train, Dataset valid) {
    }

    private Dataset(Map<String, Field> fields, int[] rows) {
        this.fields = fields;
        this.rows = rows;
    }

    /**
     * The dataset of the given arrays. An array's rows may have another shape than the input's examples,
     * but must have their size. Arrays that are no input's are ignored.
     *
     * @throws DataException if an input has no array, or an array has the wrong size or a value that is
     *         not finite or does not fit
     */
    public static Dataset of(Map<String, NdArray> arrays, List<InputType> inputs) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Field first = null;
        for (InputType input : inputs) {
            NdArray array = arrays.get(input.name());
            if (array == null) {
                throw new DataException("no data for input '" + input.name() + "' (" + input + "); found "
                        + (arrays.isEmpty() ? "none" : String.join(", ", arrays.keySet())));
            }
            Field field = new Field(input, array);
            check(field);
            if (first != null && first.array().rows() != array.rows()) {
                throw new DataException(array.source() + ": found " + array.rows() + " examples of '"
                        + input.name() + "'; expected " + first.array().rows() + ", as many as of '"
                        + first.type().name() + "' in " + first.array().source());
            }
            first = first == null ? field : first;
            if (fields.put(input.name(), field) != null) {
                throw new IllegalArgumentException("two inputs named " + input.name());
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("a dataset needs an input");
        }
        int[] rows = new int[first.array().rows()];
        Arrays.setAll(rows, i -> i);
        return new Dataset(Collections.unmodifiableMap(fields), rows);
    }

    private static void check(Field field) {
        NdArray array = field.array();
        InputType type = field.type();
        if (array.rank() == 0 || array.rowSize() != type.size()) {
            throw new DataException(array.source() + ": found " + array + "; expected examples on the first axis, "
                    + type + ", for input '" + type.name() + "'");
        }
        if (array.rows() == 0) {
            throw new DataException(array.source() + ": found no examples of '" + type.name() + "'");
        }
        if (array.dtype().isFloat()) {
            array.checkFinite(type.scale());
        }
        array.check(type.dtype(), type.scale(), 0, array.size());
    }

    /** Number of examples. */
    public int size() {
        return rows.length;
    }

    /** The inputs, in the order given. */
    public List<InputType> inputs() {
        return fields.values().stream().map(Field::type).toList();
    }

    Field field(String input) {
        Field field = fields.get(input);
        if (field == null) {
            throw new IllegalArgumentException("no input '" + input + "' in the dataset; it has " + fields.keySet());
        }
        return field;
    }

    /**
     * Checks that an integer input holds classes only: from 0 to {@code count − 1}.
     *
     * @throws DataException naming the first value that is out of range
     */
    public void requireClasses(String input, long count) {
        field(input).array().requireClasses(count);
    }

    /** The rows of the arrays that are its examples. */
    int[] rows() {
        return rows;
    }

    /**
     * Splits off a part, drawn at random by the seed; both parts keep the order of the examples.
     *
     * @param fraction the share of examples in the second part, rounded to a whole number of examples
     * @throws DataException if the fraction is not between 0 and 1, or a part would be empty
     */
    public Split split(double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new DataException("validation fraction is " + fraction + "; expected between 0 and 1");
        }
        int valid = (int) Math.round(size() * fraction);
        if (valid == 0 || valid == size()) {
            throw new DataException("validation fraction " + fraction + " of " + size()
                    + " examples leaves a part empty");
        }
        int[] order = rows.clone();
        Shuffle.permute(order, seed, SPLIT);
        int train = size() - valid;
        return new Split(subset(order, 0, train), subset(order, train, size()));
    }

    private Dataset subset(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return new Dataset(fields, part);
    }

    /**
     * Batches of {@code size} examples, the last one smaller if need be.
     *
     * @throws DataException if the size is not positive
     */
    public Batches batches(int size) {
        return new Batches(this, size);
    }
}
