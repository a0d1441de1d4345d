package io.tapeless.optim;

import io.tapeless.ir.IrException;
import java.util.ArrayList;
import java.util.List;

/**
 * A number for each parameter, by its name: the value of the first group that has the name, else the value of
 * all others. As text: {@code *.bias = 0, embedding.* = 0.1, 0.01}.
 *
 * @param otherwise what parameters of no group get
 */
public record ByName(List<Group> groups, double otherwise) {
    /** The parameters that a pattern names, and their value. */
    public record Group(NamePattern names, double value) {}

    public ByName {
        groups = List.copyOf(groups);
    }

    /** One value for all. */
    public static ByName all(double value) {
        return new ByName(List.of(), value);
    }

    /**
     * Reads groups, separated by commas, {@code pattern = number}; a number alone is for all other parameters, which
     * get 0 if there is none.
     *
     * @throws IrException if a part is neither
     */
    public static ByName parse(String text) {
        List<Group> groups = new ArrayList<>();
        double otherwise = 0;
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            double value = number(part.substring(equals + 1).strip(), text);
            if (equals < 0) {
                otherwise = value;
            } else {
                groups.add(new Group(new NamePattern(part.substring(0, equals).strip()), value));
            }
        }
        return new ByName(groups, otherwise);
    }

    private static double number(String text, String whole) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IrException("expected a number, or groups such as *.bias = 0, 0.01, of numbers that are not"
                + " negative; found " + text + " in " + whole);
    }

    /** The value for a name. */
    public double of(String name) {
        return groups.stream().filter(group -> group.names.matches(name)).findFirst().map(Group::value)
                .orElse(otherwise);
    }

    /**
     * Checks that no group is misspelt.
     *
     * @throws IrException if a group has none of the names
     */
    public void requireUsed(List<String> names) {
        groups.forEach(group -> {
            if (names.stream().noneMatch(group.names::matches)) {
                throw new IrException("no parameter is named " + group.names + "; there are " + names);
            }
        });
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(groups.stream().map(g -> g.names + " = " + g.value).toList());
        parts.add(Double.toString(otherwise));
        return String.join(", ", parts);
    }
}
