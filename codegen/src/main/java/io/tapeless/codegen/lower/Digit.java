package io.tapeless.codegen.lower;

import io.tapeless.ir.Dim;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A digit of a loop's index: {@code loop / divisor mod extent}, where one loop walks several axes.
 *
 * @param whole the extent of the loop
 */
record Digit(String loop, Dim whole, Dim divisor, Dim extent) {
    /** By loop; an order among the digits of one that is the same in every run. */
    private static final Comparator<Digit> ORDER = Comparator.comparing(Digit::loop)
            .thenComparing(d -> d.divisor().toString()).thenComparing(d -> d.extent().toString());

    boolean isWhole() {
        return divisor.isConstant(1) && extent.equals(whole);
    }

    static Map<Digit, Dim> sum(Map<Digit, Dim> a, Map<Digit, Dim> b) {
        Map<Digit, Dim> sum = new TreeMap<>(ORDER);
        sum.putAll(a);
        b.forEach((digit, stride) -> sum.merge(digit, stride, Dim::plus));
        sum.values().removeIf(d -> d.isConstant(0));
        return sum;
    }

    static Map<Digit, Dim> scaled(Map<Digit, Dim> digits, Dim factor) {
        Map<Digit, Dim> scaled = new TreeMap<>(ORDER);
        digits.forEach((digit, stride) -> scaled.put(digit, stride.times(factor)));
        return scaled;
    }

    /** Neighbouring digits whose strides continue each other as one: {@code 3·(i / 3 mod 5) + i mod 3 = i mod 15}. */
    static Map<Digit, Dim> joined(Map<Digit, Dim> digits) {
        Map<Digit, Dim> rest = new TreeMap<>(ORDER);
        rest.putAll(digits);
        for (Optional<Digit> low = continued(rest); low.isPresent(); low = continued(rest)) {
            Digit digit = low.get();
            Digit high = digit.above(rest).orElseThrow();
            Dim stride = rest.remove(digit);
            rest.remove(high);
            rest.merge(new Digit(digit.loop, digit.whole, digit.divisor, digit.extent.times(high.extent)), stride,
                    Dim::plus);
        }
        return rest;
    }

    private static Optional<Digit> continued(Map<Digit, Dim> digits) {
        return digits.keySet().stream().filter(d -> d.above(digits).isPresent()).findFirst();
    }

    /** The next higher digit, if its stride is this one's times its extent. */
    private Optional<Digit> above(Map<Digit, Dim> digits) {
        return digits.keySet().stream().filter(high -> high.loop.equals(loop)
                && high.divisor.equals(divisor.times(extent))
                && digits.get(high).equals(digits.get(this).times(extent))).findFirst();
    }
}
