package io.tapeless.codegen.check;

import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;

/** The interpreter's values from and to arrays. */
public final class Values {
    private Values() {}

    public static Value of(NdArray array) {
        return array.dtype().isFloat() ? Value.of(array.dtype(), array.shape(), array.asDoubles())
                : Value.ofIntegers(array.dtype(), array.shape(), array.as(DType.I64).asLongs());
    }

    /** The value in a window; {@link Value#dtype()} is that of the window. */
    public static Value of(TensorView view) {
        return of(view.toArray());
    }

    /** Copies a value of a window's dtype and size into it. */
    public static void copy(Value value, TensorView to) {
        for (int i = 0; i < value.size(); i++) {
            switch (to.dtype()) {
                case F32 -> to.floats()[to.offset() + i] = (float) value.real(i);
                case F64 -> to.doubles()[to.offset() + i] = value.real(i);
                case I32, BOOL -> to.ints()[to.offset() + i] = (int) value.integer(i);
                case I64 -> to.longs()[to.offset() + i] = value.integer(i);
            }
        }
    }
}
