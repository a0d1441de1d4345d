package io.tapeless.testkit;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.RoundingBounds;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import java.util.Map;

/** A graph with actual numbers for its inputs and variables. */
public record GraphSample(Graph graph, Map<String, Value> inputs, Map<String, Value> variables) {
    /** Interprets the graph in f64. */
    public Interpreter.Result run() {
        return Interpreter.run(graph, inputs, variables);
    }

    /** How far rounding may take results from those of {@link #run}. */
    public RoundingBounds roundingBounds() {
        return new RoundingBounds(graph, inputs, variables);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(graph.toString());
        inputs.forEach((name, value) -> text.append("input ").append(name).append(" = ").append(value).append('\n'));
        variables.forEach((name, value) ->
                text.append("variable ").append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }
}
