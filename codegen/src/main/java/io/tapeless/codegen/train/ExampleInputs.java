package io.tapeless.codegen.train;

import io.tapeless.codegen.data.InputType;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs that training feeds, as examples: the first axis of each counts them.
 *
 * @param batch the extent of the first axis, one for all: a symbol, or the only size a batch can have
 * @param types the inputs without that axis
 */
public record ExampleInputs(Dim batch, List<InputType> types) {
    public ExampleInputs {
        types = List.copyOf(types);
    }

    /**
     * The inputs that a model's loss and metrics need.
     *
     * @throws IrException if an input has no first axis, another one than the others, or another symbol
     */
    public static ExampleInputs of(Model model) {
        String loss = model.loss().orElseThrow(() -> new IrException("model " + model.name()
                + " has no @Loss to train"));
        List<String> scores = new ArrayList<>(List.of(loss));
        scores.addAll(model.metrics());
        Map<String, Node> inputs = new LinkedHashMap<>();
        for (Graph graph : List.of(model.train(), model.forward(scores))) {
            graph.inputs().forEach(n -> inputs.putIfAbsent(((Leaf.Input) n.op()).name(), n));
        }
        inputs.remove(ModelBuilder.KEY);
        if (inputs.isEmpty()) {
            throw new IrException("model " + model.name() + " has no @Input that its loss needs");
        }
        List<InputType> types = new ArrayList<>();
        Node first = inputs.values().iterator().next();
        for (String name : model.inputs().keySet()) {
            if (inputs.containsKey(name)) {
                types.add(type(name, inputs.get(name), first));
            }
        }
        return new ExampleInputs(first.shape().dim(0), types);
    }

    private static InputType type(String name, Node input, Node first) {
        Shape shape = input.shape();
        if (shape.rank() == 0 || first.shape().rank() == 0 || !shape.dim(0).equals(first.shape().dim(0))) {
            throw new IrException("input " + name + " : " + input.type() + " can't be fed by examples; expected the"
                    + " first axis of every input to be the same batch dimension", input.origin().site());
        }
        Shape example = shape.slice(1, shape.rank());
        if (!example.isStatic() || !(shape.dim(0).isConstant() || shape.dim(0).symbols().size() == 1)) {
            throw new IrException("input " + name + " : " + input.type() + " can't be fed by examples; expected one"
                    + " symbolic dimension, the first", input.origin().site());
        }
        return InputType.of(name, input.dtype(), example.evaluate(Map.of()));
    }

    /** The same with every element of the float inputs multiplied by a factor of its name. */
    public ExampleInputs scaled(Map<String, Double> factors) {
        factors.keySet().stream().filter(n -> types.stream().noneMatch(t -> t.name().equals(n))).findFirst()
                .ifPresent(n -> {
                    throw new IrException("there is no input " + n + " to scale; expected one of "
                            + types.stream().map(InputType::name).toList());
                });
        return new ExampleInputs(batch, types.stream()
                .map(t -> factors.containsKey(t.name()) ? t.scaled(factors.get(t.name())) : t).toList());
    }

    /** The dimensions of a batch. */
    Map<String, Long> binding(int size) {
        if (batch.isConstant()) {
            if (batch.constant() != size) {
                throw new IrException("the model takes batches of exactly " + batch + " examples, found " + size
                        + "; make the first axis of its inputs a symbolic dimension, or the number of examples"
                        + " divisible");
            }
            return Map.of();
        }
        return Map.of(batch.symbols().first().name(), (long) size);
    }
}
