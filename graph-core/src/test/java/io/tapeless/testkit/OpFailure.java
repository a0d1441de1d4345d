package io.tapeless.testkit;

import io.tapeless.ir.Op;
import io.tapeless.ir.TensorType;
import java.util.List;

/**
 * Operands to which an operation does not apply.
 *
 * @param message a part of the error's message
 */
public record OpFailure(Op op, List<TensorType> operands, String message) {
    @Override
    public String toString() {
        return op.mnemonic() + operands + ": " + message;
    }
}
