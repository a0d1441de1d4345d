package io.tapeless.interp;

import io.tapeless.ir.Binding;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes a graph node by node, slowly and plainly. */
public final class Interpreter {
    /** In what precision values are held: what becomes of them on the way from node to node. */
    public interface Precision {
        /** f32 is computed and held as f64, the oracle against which rounding is measured. */
        Precision F64 = (node, value) -> value;
        /** The result of each f32 node is rounded to f32. */
        Precision DECLARED = (node, value) -> value.roundedToDType();

        /** What users of a node see of its value, which is of the type the node says. */
        Value result(Node node, Value value);

        /** What a node sees of its operand's value, which is of the operand's type. */
        default Value operand(Node user, Value value) {
            return value;
        }
    }

    /** The values of one run. */
    public static final class Result {
        private final Map<String, Value> outputs = new LinkedHashMap<>();
        private final Map<String, Value> variables = new LinkedHashMap<>();
        private final Map<Node, Value> values;

        private Result(Graph graph, Map<String, Value> variables, Map<Node, Value> values) {
            this.values = values;
            graph.outputs().forEach((name, node) -> outputs.put(name, values.get(node)));
            this.variables.putAll(variables);
            graph.updates().forEach((variable, value) ->
                    this.variables.put(((Leaf.Variable) variable.op()).name(), values.get(value)));
        }

        /** The outputs by name, in order of declaration. */
        public Map<String, Value> outputs() {
            return Collections.unmodifiableMap(outputs);
        }

        /**
         * The output of a name.
         *
         * @throws IrException if the graph has none
         */
        public Value output(String name) {
            return require(outputs.get(name), "the graph has no output " + name + "; it has " + outputs.keySet());
        }

        /** All variables after the run: the given ones, those with an update replaced. */
        public Map<String, Value> variables() {
            return Collections.unmodifiableMap(variables);
        }

        /**
         * The value of any node of the graph.
         *
         * @throws IrException if the node is of another graph
         */
        public Value valueOf(Node node) {
            return require(values.get(node), node + " is not a node of the graph that ran");
        }

        private static Value require(Value value, String message) {
            if (value == null) {
                throw new IrException(message);
            }
            return value;
        }
    }

    private Interpreter() {}

    /** Runs a graph in f64. */
    public static Result run(Graph graph, Map<String, Value> inputs, Map<String, Value> variables) {
        return run(graph, inputs, variables, Precision.F64);
    }

    /**
     * Runs a graph. Symbolic dimensions get their values from the shapes of the inputs. Inputs and
     * variables that the graph does not have are ignored.
     *
     * @throws IrException if an input or variable is missing or of another type than the graph says, an
     *     index is out of range or an integer is divided by zero
     */
    public static Result run(Graph graph, Map<String, Value> inputs, Map<String, Value> variables,
            Precision precision) {
        Map<String, int[]> shapes = new HashMap<>();
        inputs.forEach((name, value) -> shapes.put(name, value.shape()));
        return new Result(graph, variables, values(graph, inputs, variables, Binding.of(graph, shapes), precision));
    }

    /** The value of every node, of a graph or of the body of a loop or choice. */
    static Map<Node, Value> values(Graph graph, Map<String, Value> inputs, Map<String, Value> variables,
            Map<String, Long> symbols, Precision precision) {
        Map<Node, Value> values = new IdentityHashMap<>();
        Bodies bodies = new Bodies(symbols, precision);
        for (Node node : graph.nodes()) {
            Value value;
            if (node.op() instanceof Leaf.Input input) {
                value = checked("input " + input.name(), node, inputs.get(input.name()), symbols);
            } else if (node.op() instanceof Leaf.Variable variable) {
                value = checked("variable " + variable.name(), node, variables.get(variable.name()), symbols);
            } else {
                Value[] operands = node.operands().stream().map(operand -> precision.operand(node, values.get(operand)))
                        .toArray(Value[]::new);
                value = node.op().accept(new Evaluation(node, operands, symbols, bodies));
            }
            values.put(node, precision.result(node, value));
        }
        return values;
    }

    /**
     * The value of one node, neither input nor variable, in f64.
     *
     * @param operands the values of its operands, of the types the node says
     * @param symbols the values of the symbolic dimensions of its type and attributes, by name
     * @throws IrException if an index is out of range or an integer is divided by zero
     */
    public static Value evaluate(Node node, List<Value> operands, Map<String, Long> symbols) {
        return node.op().accept(new Evaluation(node, operands.toArray(Value[]::new), symbols,
                new Bodies(symbols, Precision.F64)));
    }

    private static Value checked(String what, Node node, Value value, Map<String, Long> symbols) {
        TensorType type = node.type();
        if (value == null) {
            throw new IrException(what + " of type " + type + " is not given", node.origin().site());
        }
        if (value.dtype() != type.dtype() || !Arrays.equals(value.shape(), type.shape().evaluate(symbols))) {
            throw new IrException(what + ": expected " + type + ", found " + value.dtype()
                    + Arrays.toString(value.shape()), node.origin().site());
        }
        return value;
    }
}
