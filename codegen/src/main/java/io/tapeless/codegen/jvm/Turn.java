package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;

/**
 * A turn of a LANES loop in vector form. In the last turn some lanes lie past the end of the loop.
 *
 * @param index holds the iteration of lane 0 of the first vector
 * @param count holds how many iterations the turn has, at most those of its vectors; null if all lanes
 *     are known to be iterations
 * @param valid masks of the lanes that are iterations, for each vector, by element type
 */
record Turn(Var index, Var count, Map<DType, List<Var>> valid) {
    /** A turn whose lanes are all iterations. */
    static Turn whole(Var index) {
        return new Turn(index, null, Map.of());
    }

    boolean isWhole() {
        return count == null;
    }
}
