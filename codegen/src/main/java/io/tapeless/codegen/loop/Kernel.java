package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import java.util.List;

/**
 * One pass over memory. It has no name, so that equal work is equal: a program emits equal kernels once
 * and calls them with other buffers and sizes.
 *
 * @param buffers element types of the flat arrays it works on; a buffer that is stored to may alias
 *     another only if every element read through one is read before it is stored through the other
 *     within one iteration
 * @param sizes number of {@code int} size arguments
 * @param splittable the body is declarations and then one {@link Stmt.For} or {@link Stmt.Contract} whose
 *     iterations (rows, for a contraction) are independent, so that ranges of it may run in parallel
 */
public record Kernel(List<DType> buffers, int sizes, boolean splittable, List<Stmt> body) {
    public Kernel {
        buffers = List.copyOf(buffers);
        body = List.copyOf(body);
        if (splittable && !isOneLoop(body)) {
            throw new IllegalArgumentException("a splittable kernel is declarations and one loop");
        }
    }

    private static boolean isOneLoop(List<Stmt> body) {
        Stmt last = body.isEmpty() ? null : body.get(body.size() - 1);
        return (last instanceof Stmt.For || last instanceof Stmt.Contract)
                && body.subList(0, body.size() - 1).stream().allMatch(Stmt.Declare.class::isInstance);
    }

    /** Iterations of the outer loop of a splittable kernel: its extent, or the rows of the contraction. */
    public Size extent() {
        if (!splittable) {
            throw new IllegalStateException("the kernel is not splittable");
        }
        Stmt last = body.get(body.size() - 1);
        return last instanceof Stmt.For loop ? loop.extent() : ((Stmt.Contract) last).rows();
    }
}
