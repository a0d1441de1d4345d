package io.tapeless.codegen.loop;

import java.util.List;
import java.util.Optional;

/**
 * How a place in memory moves with an index: in runs of {@code length} steps that start at multiples of it, it moves by
 * {@code stride} a step.
 *
 * @param length empty if all steps are alike
 */
public record Course(Optional<Size> length, Size stride) {
    private static final Course SINGLE = new Course(Optional.of(Size.ONE), Size.ZERO);

    /** The course of a place along an index. */
    public static Course of(Index place, String index) {
        List<Index.Term> terms = place.terms().stream()
                .filter(term -> !term.stride().isKnown(0) && mentions(term.position(), index)).toList();
        Course course = new Course(Optional.empty(), Size.ZERO);
        for (Index.Term term : terms) {
            Course next = course.plus(term, index);
            if (next == null) {
                return SINGLE;
            }
            course = next;
        }
        return course;
    }

    /** Whether an expression depends on an index. */
    public static boolean mentions(Expr expr, String index) {
        return expr.equals(new Expr.LoopIndex(index))
                || expr.operands().stream().anyMatch(operand -> mentions(operand, index));
    }

    /** With one more term; null if it has no runs in common with this. */
    private Course plus(Index.Term term, String index) {
        if (term.position().equals(new Expr.LoopIndex(index))) {
            return stride.isKnown(0) ? new Course(length, term.stride()) : null;
        }
        return term.position() instanceof Expr.Digit digit ? plus(digit, term.stride()) : null;
    }

    private Course plus(Expr.Digit digit, Size step) {
        boolean low = digit.divisor().isKnown(1);
        Optional<Size> common = common(low ? digit.extent() : digit.divisor());
        if (common.isEmpty() || low && !stride.isKnown(0)) {
            return null;
        }
        return new Course(common, low ? step : stride);
    }

    /** The length of runs that this one's and those of another length are made of; empty if it is not known. */
    private Optional<Size> common(Size other) {
        if (length.isEmpty() || length.get().equals(other)) {
            return Optional.of(other);
        }
        return length.get() instanceof Size.Known a && other instanceof Size.Known b
                ? Optional.of(Size.of(gcd(a.value(), b.value()))) : Optional.empty();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** True if all steps are alike. */
    public boolean isEven() {
        return length.isEmpty();
    }

    /** Steps in a run, as far as it is known; the largest number if all are alike. */
    public int atLeast() {
        return length.map(size -> size instanceof Size.Known known ? known.value() : 1).orElse(Integer.MAX_VALUE);
    }
}
