package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A place along an axis, or in memory: {@code offset + Σ stride·loop + Σ stride·digit + Σ stride·picked}.
 *
 * @param loops the stride of each loop index it moves with
 * @param digits the stride of each digit of a loop index it moves with
 * @param picks positions known only when the kernel runs
 */
record Position(Dim offset, SortedMap<String, Dim> loops, Map<Digit, Dim> digits, List<Pick> picks) {
    static final Position ZERO = new Position(Dim.ZERO, Collections.emptySortedMap(), Map.of(), List.of());

    /**
     * A position read from memory.
     *
     * @param within the loops its value changes with
     */
    record Pick(Dim stride, Expr position, Set<String> within) {}

    static Position loop(String index) {
        return new Position(Dim.ZERO, new TreeMap<>(Map.of(index, Dim.ONE)), Map.of(), List.of());
    }

    static Position picked(Expr position, Set<String> within) {
        return new Position(Dim.ZERO, Collections.emptySortedMap(), Map.of(),
                List.of(new Pick(Dim.ONE, position, within)));
    }

    /**
     * A digit of this position, which is a loop index, a digit of one, or 0.
     *
     * @param whole the number of values this position has
     * @throws IllegalStateException if the position is something else
     */
    Position digit(Dim whole, Dim divisor, Dim extent) {
        if (equals(ZERO) || extent.equals(whole)) {
            return this;
        } else if (loops.size() == 1 && digits.isEmpty() && equals(loop(loops.firstKey()))) {
            return of(new Digit(loops.firstKey(), whole, divisor, extent));
        } else if (digits.size() == 1) {
            Digit digit = digits.keySet().iterator().next();
            if (equals(of(digit))) {
                return of(new Digit(digit.loop(), digit.whole(), digit.divisor().times(divisor), extent));
            }
        }
        throw new IllegalStateException("no digit of " + this);
    }

    private static Position of(Digit digit) {
        return new Position(Dim.ZERO, Collections.emptySortedMap(), Map.of(digit, Dim.ONE), List.of());
    }

    Position plus(Dim shift) {
        return new Position(offset.plus(shift), loops, digits, picks);
    }

    Position plus(Position other) {
        SortedMap<String, Dim> sum = new TreeMap<>(loops);
        other.loops.forEach((loop, stride) -> sum.merge(loop, stride, Dim::plus));
        sum.values().removeIf(d -> d.isConstant(0));
        List<Pick> all = new ArrayList<>(picks);
        all.addAll(other.picks);
        return new Position(offset.plus(other.offset), sum, Digit.sum(digits, other.digits), List.copyOf(all));
    }

    Position times(Dim factor) {
        SortedMap<String, Dim> scaled = new TreeMap<>();
        loops.forEach((loop, stride) -> scaled.put(loop, stride.times(factor)));
        return new Position(offset.times(factor), scaled, Digit.scaled(digits, factor),
                picks.stream().map(p -> new Pick(p.stride.times(factor), p.position, p.within)).toList());
    }

    /** The same place with as few digits as say it. */
    Position joined() {
        SortedMap<String, Dim> sum = new TreeMap<>(loops);
        Map<Digit, Dim> rest = Digit.joined(digits);
        rest.forEach((digit, stride) -> {
            if (digit.isWhole()) {
                sum.merge(digit.loop(), stride, Dim::plus);
            }
        });
        rest.keySet().removeIf(Digit::isWhole);
        return new Position(offset, sum, rest, picks);
    }

    /** The loops it moves with, directly, by a digit or through a picked position. */
    Set<String> within() {
        Set<String> all = new TreeSet<>(loops.keySet());
        digits.keySet().forEach(d -> all.add(d.loop()));
        picks.forEach(p -> all.addAll(p.within));
        return all;
    }

    /** The place in memory of an element of a row-major tensor: {@code Σ position·stride}. */
    static Position linear(List<Dim> dims, List<Position> at) {
        Position sum = ZERO;
        Dim stride = Dim.ONE;
        for (int axis = dims.size() - 1; axis >= 0; axis--) {
            sum = sum.plus(at.get(axis).times(stride));
            stride = stride.times(dims.get(axis));
        }
        return sum;
    }
}
