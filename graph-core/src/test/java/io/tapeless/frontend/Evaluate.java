package io.tapeless.frontend;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions of tensors on numbers, for tests that read as formulas. */
final class Evaluate {
    private Evaluate() {}

    /** f(x) for a vector. */
    static double[] at(Function<Tensor, Tensor> f, double... x) {
        ModelBuilder model = new ModelBuilder("Test", false);
        return run(f.apply(vector(model, "x", x)), Map.of("x", value(x)));
    }

    /** The gradient of Σ f(x) at a vector. */
    static double[] gradient(Function<Tensor, Tensor> f, double... x) {
        return at(input -> Derivatives.grad(f.apply(input).sum(), input), x);
    }

    /** The gradients of Σ f(x, y) with respect to x and to y, one after the other. */
    static double[] gradients(BiFunction<Tensor, Tensor, Tensor> f, double[] x, double[] y) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor a = vector(model, "x", x);
        Tensor b = vector(model, "y", y);
        List<Tensor> both = Derivatives.grad(f.apply(a, b).sum(), List.of(a, b));
        return run(ShapeFunctions.concat(0, both), Map.of("x", value(x), "y", value(y)));
    }

    /** The elements of a tensor when the model is fed. */
    static double[] run(Tensor result, Map<String, Value> inputs) {
        return value(result, inputs).toDoubles();
    }

    /** The value of a tensor when the model is fed; random numbers come from seed 1. */
    static Value value(Tensor result, Map<String, Value> inputs) {
        Map<String, Value> fed = new TreeMap<>(inputs);
        fed.put(ModelBuilder.KEY, Value.scalar(DType.I64, 1L));
        return Interpreter.run(result.owner().graph().build("Test", Map.of("y", result.node())), fed, Map.of())
                .output("y");
    }

    private static Tensor vector(ModelBuilder model, String name, double[] x) {
        return model.input(name, DType.F64, x.length);
    }

    private static Value value(double[] x) {
        return Value.of(DType.F64, new int[] {x.length}, x);
    }
}
