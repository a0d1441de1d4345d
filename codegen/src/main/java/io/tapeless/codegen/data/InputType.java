package io.tapeless.codegen.data;

import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.List;

/**
 * What a program wants of one input, example by example.
 *
 * @param name  the input's name
 * @param dtype its element type
 * @param shape its shape without the batch axis; empty if an example is a scalar
 * @param scale what every element of the data is multiplied by; 1 unless the input is a float
 */
public record InputType(String name, DType dtype, List<Integer> shape, double scale) {
    /**
     * @throws DataException if the scale is not finite or 0, or the input is not a float and scaled
     */
    public InputType {
        shape = List.copyOf(shape);
        if (!Double.isFinite(scale) || scale == 0) {
            throw new DataException("scale of input '" + name + "' is " + scale
                    + "; expected a finite number other than 0");
        }
        if (scale != 1 && !dtype.isFloat()) {
            throw new DataException("scale of input '" + name + "' is " + scale
                    + ", but its type is " + dtype + "; expected an f32 or f64 input");
        }
    }

    /** An input whose data are taken as they are. */
    public static InputType of(String name, DType dtype, int... shape) {
        return new InputType(name, dtype, Arrays.stream(shape).boxed().toList(), 1);
    }

    /** The same with every element multiplied by {@code factor}. */
    public InputType scaled(double factor) {
        return new InputType(name, dtype, shape, factor);
    }

    /** Number of elements of an example. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** {@code f32[28, 28] per example}. */
    @Override
    public String toString() {
        return dtype + shape.toString() + " per example";
    }
}
