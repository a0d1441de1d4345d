package io.tapeless.derivatives;

import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arguments of a case as a row of a table reads them, by position or by name. What no row reads is
 * noticed: an option is never ignored.
 */
final class OperatorCall {
    private final OperatorCase from;
    private final List<Tensor> tensors;
    private final Set<Integer> readPlaces = new TreeSet<>();
    private final Set<String> readNames = new TreeSet<>();

    OperatorCall(OperatorCase from, List<Tensor> tensors) {
        this.from = from;
        this.tensors = tensors;
    }

    /** Arguments, null apart, that nobody asked for. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (int place = 0; place < from.arguments().size(); place++) {
            if (from.arguments().get(place) != null && !readPlaces.contains(place)) {
                unread.add("argument " + place);
            }
        }
        from.options().forEach((name, value) -> {
            if (value != null && !readNames.contains(name)) {
                unread.add(name);
            }
        });
        return unread;
    }

    /** The number of arguments without a name. */
    int count() {
        return from.arguments().size();
    }

    private Object find(int place, String name) {
        if (from.options().containsKey(name)) {
            readNames.add(name);
            return from.options().get(name);
        }
        if (place >= 0 && place < from.arguments().size()) {
            readPlaces.add(place);
            return from.arguments().get(place);
        }
        return null;
    }

    private Object need(int place, String name) {
        Object found = find(place, name);
        if (found == null) {
            throw new IllegalArgumentException(from.name() + " has no argument " + place + " or " + name);
        }
        return found;
    }

    /** True if the argument is there and not null. */
    boolean has(int place, String name) {
        return find(place, name) != null;
    }

    boolean isTensor(int place, String name) {
        return find(place, name) instanceof Map<?, ?>;
    }

    boolean isNumber(int place, String name) {
        return find(place, name) instanceof Double;
    }

    boolean isText(int place, String name) {
        return find(place, name) instanceof String;
    }

    Tensor tensor(int place) {
        return tensor(place, "");
    }

    Tensor tensor(int place, String name) {
        return tensors.get(number(need(place, name)));
    }

    /** The numbers of a tensor argument that our function takes as plain numbers. */
    Value valueOf(int place, String name) {
        return from.tensors().get(number(need(place, name)));
    }

    private static int number(Object reference) {
        return ((Double) ((Map<?, ?>) reference).get("tensor")).intValue();
    }

    List<Tensor> tensors(int place) {
        return ((List<?>) need(place, "")).stream().map(r -> tensors.get(number(r))).toList();
    }

    double real(int place, String name, double otherwise) {
        Object found = find(place, name);
        return found == null ? otherwise
                : found instanceof String text ? Double.parseDouble(text.replace("inf", "Infinity")) : (Double) found;
    }

    int integer(int place, String name, int otherwise) {
        return (int) real(place, name, otherwise);
    }

    boolean flag(int place, String name, boolean otherwise) {
        Object found = find(place, name);
        return found == null ? otherwise : (Boolean) found;
    }

    String text(int place, String name, String otherwise) {
        Object found = find(place, name);
        return found == null ? otherwise : (String) found;
    }

    /** A list of integers, a number as a list of one; a null element as {@code unknown}. */
    int[] integers(int place, String name, int unknown, int... otherwise) {
        Object found = find(place, name);
        if (found == null) {
            return otherwise;
        }
        List<?> elements = found instanceof List<?> list ? list : List.of(found);
        return elements.stream().mapToInt(e -> e == null ? unknown : ((Double) e).intValue()).toArray();
    }

    /** An option that is a list of two lists of integers. */
    List<int[]> pairOfLists(String name) {
        return ((List<?>) need(-1, name)).stream()
                .map(list -> ((List<?>) list).stream().mapToInt(e -> ((Double) e).intValue()).toArray()).toList();
    }

    /** A dtype argument says f64, which everything is. */
    void readDType(int place) {
        Object found = find(place, "dtype");
        if (found != null && !found.equals(Map.of("dtype", "torch.float64"))) {
            throw new IllegalArgumentException(from.name() + " asks for " + found);
        }
    }

    /** Applies the argument {@code reduction}; without it the mean is taken. */
    Tensor reduced(Tensor loss) {
        return switch (text(-1, "reduction", "mean")) {
            case "none" -> loss;
            case "sum" -> loss.sum();
            default -> loss.mean();
        };
    }
}
