package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;

/**
 * Random tensors: functions of the key {@link ModelBuilder#KEY}, a stream number and the element's
 * position alone. Each call has its own stream.
 */
public final class RandomFunctions {
    private RandomFunctions() {}

    /** f32 numbers, uniform on [0, 1). */
    public static Tensor randomUniform(ModelBuilder model, Dim... dims) {
        return randomUniform(model, DType.F32, dims);
    }

    /** Numbers uniform on [0, 1). */
    public static Tensor randomUniform(ModelBuilder model, DType dtype, Dim... dims) {
        return uniform(model, new TensorType(dtype, Shape.of(dims)), model.freshStream());
    }

    /** f32 numbers from the standard normal distribution. */
    public static Tensor randomNormal(ModelBuilder model, Dim... dims) {
        return randomNormal(model, DType.F32, dims);
    }

    /** Numbers from the standard normal distribution. */
    public static Tensor randomNormal(ModelBuilder model, DType dtype, Dim... dims) {
        TensorType type = new TensorType(dtype, Shape.of(dims));
        long stream = model.freshStream();
        Tensor key = model.key();
        return new Tensor(model, RandomNumbers.normal(model.graph(), key.node(), type, stream));
    }

    /** Bools that are true with probability p. */
    public static Tensor bernoulli(ModelBuilder model, double p, Dim... dims) {
        if (!(p >= 0 && p <= 1)) {
            throw model.error("bernoulli: expected a probability from 0 to 1, found " + p);
        }
        return randomUniform(model, dims).lt(p);
    }

    /** Bools that are true with the given probabilities. */
    public static Tensor bernoulli(Tensor p) {
        Check.floats("bernoulli", p);
        return uniform(p.owner(), p.type(), p.owner().freshStream()).lt(p);
    }

    static Tensor uniform(ModelBuilder model, TensorType type, long stream) {
        Tensor key = model.key();
        return new Tensor(model, RandomNumbers.uniform(model.graph(), key.node(), type, stream));
    }
}
