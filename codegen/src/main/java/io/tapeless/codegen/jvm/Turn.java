package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;

/**
 * One turn of a LANES loop in vector form.
 *
 * @param index holds the iteration of lane 0 of the first vector
 * @param count holds how many iterations are left in the last turn; null in a turn whose lanes are all valid
 * @param valid in the last turn, masks of the valid lanes of each vector, by element type
 */
record Turn(Var index, Var count, Map<DType, List<Var>> valid) {
    boolean isLast() {
        return count != null;
    }
}
