package io.tapeless.codegen.jvm;

import io.tapeless.codegen.runtime.Element;
import io.tapeless.codegen.runtime.Scratch;
import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.List;

/** Regions of scratch memory that a kernel takes, at multiples of 16 elements after its origin. */
final class ScratchPlan {
    private final int[] next = Arrays.stream(Element.values()).mapToInt(Scratch::origin).toArray();
    private final int[] most = new int[next.length];

    /** A region of at least that many elements. */
    int region(DType dtype, int length) {
        int kind = element(dtype).ordinal();
        int start = next[kind];
        next[kind] += (length + 15) / 16 * 16;
        most[kind] = Math.max(most[kind], next[kind]);
        return start;
    }

    /** Regions taken after it may be reused after {@link #release}. */
    int[] mark() {
        return next.clone();
    }

    void release(int[] mark) {
        System.arraycopy(mark, 0, next, 0, next.length);
    }

    /** Elements of f32, f64, i32 and i64 that the kernel needs. */
    List<Integer> lengths() {
        return Arrays.stream(most).boxed().toList();
    }

    static Element element(DType dtype) {
        return switch (dtype) {
            case F32 -> Element.F32;
            case F64 -> Element.F64;
            case I32, BOOL -> Element.I32;
            case I64 -> Element.I64;
        };
    }
}
