package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Examples: for every input its elements, by the example's number. The data stay as they were read; {@link Batches}
 * convert and scale the examples they take. Every value has been checked to be finite and to fit its input's type, so
 * taking a batch can't fail.
 */
public final class Dataset {
    /** Marks the draw of the validation split among the epochs, which count from 0. */
    private static final long SPLIT = -1;

    private final Map<String, Field> fields;
    private final int[] rows;
    private final int shifts;
    private final Preparation preparation;

    /** The data of one input. */
    record Field(InputType type, Rows rows) {
    }

    /** Two disjoint parts of a dataset. */
    public record Split(Dataset train, Dataset valid) {
    }

    private Dataset(Map<String, Field> fields, int[] rows, int shifts, Preparation preparation) {
        this.fields = fields;
        this.rows = rows;
        this.shifts = shifts;
        this.preparation = preparation;
    }

    /**
     * The dataset of the given arrays. An array's rows may have another shape than the input's examples,
     * but must have their size. Arrays that are no input's are ignored.
     *
     * @throws DataException if an input has no array, or an array has the wrong size or a value that is
     *         not finite or does not fit
     */
    public static Dataset of(Map<String, NdArray> arrays, List<InputType> inputs) {
        Map<String, Rows> rows = new LinkedHashMap<>();
        arrays.forEach((name, array) -> rows.put(name, new ArrayRows(array)));
        int count = requireFit(rows, inputs);
        return of(rows, inputs, numbers(count), 1, Preparation.of(Map.of()));
    }

    /**
     * The dataset of some rows.
     *
     * @param chosen the numbers of its examples
     * @param shifts how far the rows of an epoch may be moved on, all alike: by less than this
     * @throws DataException as {@link #of(Map, List)}
     */
    static Dataset of(Map<String, Rows> rows, List<InputType> inputs, int[] chosen, int shifts,
            Preparation preparation) {
        requireFit(rows, inputs);
        Map<String, Field> fields = new LinkedHashMap<>();
        for (InputType input : inputs) {
            Field field = new Field(input, rows.get(input.name()));
            for (int row : chosen) {
                field.rows().check(row, input);
            }
            if (fields.put(input.name(), field) != null) {
                throw new IllegalArgumentException("two inputs named " + input.name());
            }
        }
        return new Dataset(Collections.unmodifiableMap(fields), chosen, shifts, preparation);
    }

    /** Says that an input gets no data, and which names do. */
    static DataException missing(InputType input, Set<String> found) {
        return new DataException("no data for input '" + input.name() + "' (" + input + "); found "
                + (found.isEmpty() ? "none" : String.join(", ", found)));
    }

    /** Checks that every input has rows of its size, and all have equally many, which is the result. */
    static int requireFit(Map<String, Rows> all, List<InputType> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a dataset needs an input");
        }
        String first = inputs.get(0).name();
        for (InputType input : inputs) {
            Rows rows = all.get(input.name());
            if (rows == null) {
                throw missing(input, all.keySet());
            }
            if (rows.rowSize() != input.size()) {
                throw new DataException(rows.source() + ": found " + rows.found()
                        + "; expected examples on the first axis, " + input + ", for input '" + input.name() + "'");
            }
            if (rows.count() == 0) {
                throw new DataException(rows.source() + ": found no examples of '" + input.name() + "'");
            }
            if (rows.count() != all.get(first).count()) {
                throw new DataException(rows.source() + ": found " + rows.count() + " examples of '"
                        + input.name() + "'; expected " + all.get(first).count() + ", as many as of '"
                        + first + "' in " + all.get(first).source());
            }
        }
        return all.get(first).count();
    }

    /** From 0 to {@code count − 1}. */
    static int[] numbers(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** All rows as one array of the input's type. */
    static NdArray all(Rows rows, InputType type) {
        Dataset dataset = of(Map.of(type.name(), rows), List.of(type), numbers(rows.count()), 1,
                Preparation.of(Map.of()));
        int[] shape = new int[type.shape().size() + 1];
        shape[0] = rows.count();
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = type.shape().get(axis - 1);
        }
        int size = NdArray.size(rows.source(), Arrays.stream(shape).asLongStream().toArray());
        Object array = Elements.newArray(type.dtype(), size);
        Batches batches = dataset.batches(rows.count());
        batches.next();
        batches.gather(type.name(), array, 0);
        return new NdArray(type.dtype() == DType.BOOL ? DType.I32 : type.dtype(), shape, Elements.of(array),
                Location.of(rows.source())).as(type.dtype());
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
        for (int row : rows) {
            field(input).rows().requireClasses(row, count);
        }
    }

    /** What the training data have shown. */
    public Preparation preparation() {
        return preparation;
    }

    /** How far the rows of an epoch may be moved on: by less than this. */
    int shifts() {
        return shifts;
    }

    /** The numbers of its examples. */
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
        int[][] parts = split(rows, fraction, seed);
        return new Split(new Dataset(fields, parts[0], shifts, preparation),
                new Dataset(fields, parts[1], shifts, preparation));
    }

    /** Splits the numbers of examples, as {@link #split(double, long)} does. */
    static int[][] split(int[] rows, double fraction, long seed) {
        int valid = (int) Math.round(rows.length * requireFraction(fraction));
        if (valid == 0 || valid == rows.length) {
            throw new DataException("validation fraction " + fraction + " of " + rows.length
                    + " examples leaves a part empty");
        }
        int[] order = rows.clone();
        Shuffle.permute(order, seed, SPLIT);
        int[][] parts = {Arrays.copyOfRange(order, 0, rows.length - valid),
            Arrays.copyOfRange(order, rows.length - valid, rows.length)};
        Arrays.sort(parts[0]);
        Arrays.sort(parts[1]);
        return parts;
    }

    /** @throws DataException if it is not between 0 and 1 */
    static double requireFraction(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new DataException("validation fraction is " + fraction + "; expected between 0 and 1");
        }
        return fraction;
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
