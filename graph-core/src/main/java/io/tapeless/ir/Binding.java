package io.tapeless.ir;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the values of a graph's symbolic dimensions from the actual shapes of its inputs, and checks
 * every extent against its declaration.
 */
public final class Binding {
    private final Map<String, Long> values = new TreeMap<>();
    private final Map<String, String> sources = new HashMap<>();

    private Binding() {}

    /**
     * The value of each symbol that an input's shape determines, by name. An extent with one unknown
     * symbol, to the first power, determines it: {@code 2*B + 1 = 65} gives {@code B = 32}.
     *
     * @param shapes the actual shape of every input, by name
     * @throws IrException if an input has no shape, or a shape contradicts the declared type or the shape
     *     of another input (the message names input, axis, expected and found extent), or a symbol of the
     *     graph occurs in no input's shape
     */
    public static Map<String, Long> of(Graph graph, Map<String, int[]> shapes) {
        Binding binding = new Binding();
        List<Node> inputs = graph.inputs();
        for (Node input : inputs) {
            requireRank(input, shapes.get(name(input)));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Node input : inputs) {
                for (int axis = 0; axis < input.type().rank(); axis++) {
                    more |= binding.solve(input.shape().dim(axis), shapes.get(name(input))[axis], name(input));
                }
            }
        }
        for (Node input : inputs) {
            binding.check(input, shapes.get(name(input)));
        }
        for (Dim.Symbol symbol : graph.symbols()) {
            if (!binding.values.containsKey(symbol.name())) {
                throw new IrException("dimension " + symbol.name() + " of graph " + graph.name()
                        + " has no value: no input's shape shows it");
            }
        }
        return binding.values;
    }

    private static String name(Node input) {
        return ((Leaf.Input) input.op()).name();
    }

    private static void requireRank(Node input, int[] shape) {
        if (shape == null) {
            throw new IrException("input " + name(input) + " of type " + input.type() + " is not given",
                    input.origin().site());
        }
        if (shape.length != input.type().rank()) {
            throw new IrException("input " + name(input) + ": expected shape " + input.shape() + ", found "
                    + Arrays.toString(shape), input.origin().site());
        }
    }

    /** Solves {@code factor·symbol + rest = extent} if exactly one symbol is unknown; true if it was. */
    private boolean solve(Dim dim, long extent, String input) {
        List<Dim.Symbol> unknown = dim.symbols().stream().filter(s -> !values.containsKey(s.name())).toList();
        if (unknown.size() != 1) {
            return false;
        }
        Dim.Symbol symbol = unknown.get(0);
        long factor = 0;
        long rest = 0;
        for (Dim.Term term : dim.terms()) {
            List<Dim.Symbol> known = term.factors().stream().filter(s -> !s.equals(symbol)).toList();
            long product = term.coefficient();
            for (Dim.Symbol s : known) {
                product = Math.multiplyExact(product, values.get(s.name()));
            }
            switch (term.factors().size() - known.size()) {
                case 0 -> rest += product;
                case 1 -> factor += product;
                default -> {
                    return false;
                }
            }
        }
        if (factor == 0 || (extent - rest) % factor != 0) {
            return false;
        }
        values.put(symbol.name(), (extent - rest) / factor);
        sources.put(symbol.name(), input);
        return true;
    }

    private void check(Node input, int[] shape) {
        for (int axis = 0; axis < shape.length; axis++) {
            Dim dim = input.shape().dim(axis);
            long expected;
            try {
                expected = dim.evaluate(values);
            } catch (IllegalArgumentException e) {
                throw error(input, axis, shape, dim + ": " + e.getMessage());
            }
            if (expected != shape[axis]) {
                throw error(input, axis, shape, dim.isConstant() ? dim.toString()
                        : dim + " = " + expected + reason(dim, name(input)));
            }
        }
    }

    private String reason(Dim dim, String input) {
        List<String> others = dim.symbols().stream()
                .map(s -> sources.get(s.name()))
                .filter(source -> !source.equals(input))
                .distinct().toList();
        return others.isEmpty() ? "" : " as in input " + String.join(" and ", others);
    }

    private static IrException error(Node input, int axis, int[] shape, String expected) {
        return new IrException("input " + name(input) + " of type " + input.type() + ", axis " + axis
                + ": expected " + expected + ", found " + shape[axis], input.origin().site());
    }
}
