package io.tapeless.ir;

/** What is known of a tensor at compile time: element type and shape. Prints as {@code f32[B, 64]}. */
public record TensorType(DType dtype, Shape shape) {
    public static TensorType scalar(DType dtype) {
        return new TensorType(dtype, Shape.SCALAR);
    }

    public int rank() {
        return shape.rank();
    }

    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    public TensorType with(Shape other) {
        return new TensorType(dtype, other);
    }

    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
