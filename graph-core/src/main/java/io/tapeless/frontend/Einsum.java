package io.tapeless.frontend;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Einstein's sum as a chain of matrix products. Axes carry labels; two operands at a time, shared labels
 * that are still needed become batch axes, shared ones that are not are summed over by one product.
 */
final class Einsum {
    /** A tensor whose axes have distinct labels. */
    private record Labelled(Tensor tensor, List<Integer> labels) {
        Labelled sumOut(Predicate<Integer> unneeded) {
            int[] axes = labels.stream().filter(unneeded).mapToInt(labels::indexOf).toArray();
            return axes.length == 0 ? this
                    : new Labelled(tensor.sum(axes), labels.stream().filter(unneeded.negate()).toList());
        }

        /** Axes in the order of the labels. */
        Tensor inOrder(List<Integer> order) {
            return ShapeFunctions.transpose(tensor, order.stream().mapToInt(labels::indexOf).toArray());
        }

        Shape shapeOf(List<Integer> some) {
            return new Shape(some.stream().map(l -> tensor.shape().dim(labels.indexOf(l))).toList());
        }
    }

    private Einsum() {}

    static Tensor of(String equation, List<Tensor> operands) {
        if (operands.isEmpty()) {
            throw new IrException("einsum: expected at least one tensor");
        }
        Tensor[] all = operands.toArray(Tensor[]::new);
        Check.floats("einsum", all);
        String text = equation.replace(" ", "");
        String[] sides = text.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        Check.that(sides.length <= 2 && text.matches("[A-Za-z,]*(->[A-Za-z]*)?"), "einsum", "expected letters, commas"
                + " and one ->, found \"" + equation + "\"", all);
        Check.that(inputs.length == all.length, "einsum", "\"" + equation + "\" has " + inputs.length
                + " terms for " + all.length + " tensors", all);
        String output = sides.length == 2 ? sides[1] : implicitOutput(sides[0]);
        List<Integer> wanted = output.chars().boxed().toList();
        boolean distinct = new HashSet<>(wanted).size() == wanted.size();
        Check.that(distinct && wanted.stream().allMatch(l -> sides[0].indexOf(l) >= 0), "einsum",
                "the result's letters are distinct and among the operands', found \"" + equation + "\"", all);
        requireExtents(equation, inputs, all);
        Labelled result = labelled(all[0], inputs[0]);
        for (int i = 1; i < all.length; i++) {
            Set<Integer> needed = new HashSet<>(wanted);
            Arrays.stream(inputs).skip(i + 1L).forEach(t -> t.chars().forEach(needed::add));
            result = contract(result, labelled(all[i], inputs[i]), needed);
        }
        return result.sumOut(l -> !wanted.contains(l)).inOrder(wanted);
    }

    /** The letters that occur once, in alphabetical order. */
    private static String implicitOutput(String inputs) {
        StringBuilder once = new StringBuilder();
        inputs.chars().filter(l -> l != ',' && inputs.indexOf(l) == inputs.lastIndexOf(l)).sorted()
                .forEach(l -> once.append((char) l));
        return once.toString();
    }

    private static void requireExtents(String equation, String[] inputs, Tensor[] operands) {
        Map<Character, Dim> extents = new LinkedHashMap<>();
        for (int i = 0; i < operands.length; i++) {
            Check.that(inputs[i].length() == operands[i].rank(), "einsum", "term \"" + inputs[i] + "\" of \""
                    + equation + "\" names " + inputs[i].length() + " axes of " + operands[i].type(), operands);
            for (int axis = 0; axis < operands[i].rank(); axis++) {
                Dim extent = operands[i].shape().dim(axis);
                Dim known = extents.putIfAbsent(inputs[i].charAt(axis), extent);
                Check.that(known == null || known.equals(extent), "einsum", "axis " + inputs[i].charAt(axis)
                        + " has extents " + known + " and " + extent, operands);
            }
        }
    }

    /** An operand with distinct labels: a label that occurs twice is a diagonal. */
    private static Labelled labelled(Tensor tensor, String term) {
        Tensor x = tensor;
        StringBuilder labels = new StringBuilder(term);
        for (int axis = 0; axis < labels.length(); axis++) {
            int twin = labels.indexOf(labels.substring(axis, axis + 1), axis + 1);
            if (twin >= 0) {
                char label = labels.charAt(axis);
                x = PatternFunctions.diagonal(x, 0, axis, twin);
                labels.deleteCharAt(twin).deleteCharAt(axis).append(label);
                axis--;
            }
        }
        return new Labelled(x, labels.chars().boxed().toList());
    }

    /** Sums over the labels that two tensors share; the others stay, a's first. */
    static Tensor contract(Tensor a, int[] labelsA, Tensor b, int[] labelsB) {
        List<Integer> left = Arrays.stream(labelsA).boxed().toList();
        List<Integer> right = Arrays.stream(labelsB).boxed().toList();
        Set<Integer> needed = new HashSet<>(left);
        needed.addAll(right);
        needed.removeIf(l -> left.contains(l) && right.contains(l));
        return contract(new Labelled(a, left), new Labelled(b, right), needed).tensor();
    }

    private static Labelled contract(Labelled first, Labelled second, Set<Integer> needed) {
        Labelled a = first.sumOut(l -> !needed.contains(l) && !second.labels().contains(l));
        Labelled b = second.sumOut(l -> !needed.contains(l) && !a.labels().contains(l));
        List<Integer> shared = a.labels().stream().filter(b.labels()::contains).toList();
        List<Integer> batch = shared.stream().filter(needed::contains).toList();
        List<Integer> summed = shared.stream().filter(l -> !needed.contains(l)).toList();
        List<Integer> rows = a.labels().stream().filter(l -> !shared.contains(l)).toList();
        List<Integer> columns = b.labels().stream().filter(l -> !shared.contains(l)).toList();
        Shape lead = a.shapeOf(batch);
        Dim m = a.shapeOf(rows).size();
        Dim k = a.shapeOf(summed).size();
        Dim n = b.shapeOf(columns).size();
        Tensor left = Broadcasting.reshape(a.inOrder(join(batch, rows, summed)), lead.concat(Shape.of(m, k)));
        Tensor right = Broadcasting.reshape(b.inOrder(join(batch, summed, columns)), lead.concat(Shape.of(k, n)));
        Tensor product = summed.isEmpty() ? left.times(right)
                : left.owner().apply(new Contraction.MatMul(false, false), left, right);
        Shape shape = lead.concat(a.shapeOf(rows)).concat(b.shapeOf(columns));
        return new Labelled(Broadcasting.reshape(product, shape), join(batch, rows, columns));
    }

    @SafeVarargs
    private static List<Integer> join(List<Integer>... parts) {
        List<Integer> all = new ArrayList<>();
        for (List<Integer> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
