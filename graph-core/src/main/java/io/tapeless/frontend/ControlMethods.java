package io.tapeless.frontend;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@link ControlFlow} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ControlMethods permits Tensor {

    /** {@link ControlFlow#scan(Tensor, Tensor, BinaryOperator)}. */
    default Tensor scan(Tensor xs, BinaryOperator<Tensor> step) {
        return ControlFlow.scan((Tensor) this, xs, step);
    }

    /** {@link ControlFlow#scan(Tensor, Tensor, BinaryOperator, boolean)}. */
    default Tensor scan(Tensor xs, BinaryOperator<Tensor> step, boolean reverse) {
        return ControlFlow.scan((Tensor) this, xs, step, reverse);
    }

    /** {@link ControlFlow#cond(Tensor, Supplier, Supplier)}. */
    default Tensor cond(Supplier<Tensor> then, Supplier<Tensor> otherwise) {
        return ControlFlow.cond((Tensor) this, then, otherwise);
    }

    /** {@link ControlFlow#cond(Tensor, List, UnaryOperator, UnaryOperator)}. */
    default List<Tensor> cond(List<Tensor> operands, UnaryOperator<List<Tensor>> then,
            UnaryOperator<List<Tensor>> otherwise) {
        return ControlFlow.cond((Tensor) this, operands, then, otherwise);
    }

    /** {@link ControlFlow#checkpointName(Tensor, String)}. */
    default Tensor checkpointName(String name) {
        return ControlFlow.checkpointName((Tensor) this, name);
    }
}
