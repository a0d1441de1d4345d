package io.tapeless.interp;

import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the bodies of loops and choices; siblings share one run. */
final class Bodies {
    private final Map<String, Long> symbols;
    private final Interpreter.Precision precision;
    private final Map<Control.Group, List<Value>> done = new HashMap<>();

    Bodies(Map<String, Long> symbols, Interpreter.Precision precision) {
        this.symbols = symbols;
        this.precision = precision;
    }

    /** All results of a control node and its siblings. */
    List<Value> results(Node node, Value[] operands) {
        Control.Group group = Control.group(node);
        List<Value> known = done.get(group);
        if (known == null) {
            known = group.operation() instanceof Control.Scan scan ? scan(scan, operands)
                    : cond((Control.Cond) group.operation(), operands);
            done.put(group, known);
        }
        return known;
    }

    /** {@code (cₜ₊₁, yₜ) = body(cₜ, x[t], captured)}. */
    private List<Value> scan(Control.Scan scan, Value[] operands) {
        int length = Math.toIntExact(scan.length().evaluate(symbols));
        int n = scan.carries();
        List<Value> carries = new ArrayList<>(List.of(operands).subList(0, n));
        List<Value> stacked = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            stacked.add(stack(length, operands[i].dtype(), operands[i].extents()));
        }
        for (int j = 0; j < scan.outs(); j++) {
            Node out = scan.body().output(Control.OUT + j);
            stacked.add(stack(length, out.dtype(), out.shape().evaluate(symbols)));
        }
        for (int k = 0; k < length; k++) {
            int t = scan.reverse() ? length - 1 - k : k;
            Map<String, Value> inputs = new HashMap<>(Map.of(Control.STEP, Value.scalar(DType.I32, (long) t)));
            for (int i = 0; i < operands.length; i++) {
                inputs.put(scan.inputOf(i), i < n ? carries.get(i)
                        : i < n + scan.slices() ? slice(operands[i], t) : operands[i]);
            }
            Map<String, Value> outputs = run(scan.body(), inputs);
            for (int i = 0; i < n; i++) {
                put(carries.get(i), stacked.get(i), t);
                carries.set(i, outputs.get(Control.CARRY + i));
            }
            for (int j = 0; j < scan.outs(); j++) {
                put(outputs.get(Control.OUT + j), stacked.get(n + j), t);
            }
        }
        carries.addAll(stacked);
        return carries;
    }

    private static Value stack(int length, DType dtype, int[] extents) {
        int[] shape = new int[extents.length + 1];
        shape[0] = length;
        System.arraycopy(extents, 0, shape, 1, extents.length);
        return Value.blank(dtype, shape);
    }

    private static void put(Value element, Value stacked, int t) {
        for (int i = 0; i < element.size(); i++) {
            stacked.set(t * element.size() + i, element, i);
        }
    }

    private static Value slice(Value stacked, int t) {
        int[] extents = stacked.extents();
        int[] rest = new int[extents.length - 1];
        System.arraycopy(extents, 1, rest, 0, rest.length);
        Value slice = Value.blank(stacked.dtype(), rest);
        for (int i = 0; i < slice.size(); i++) {
            slice.set(i, stacked, t * slice.size() + i);
        }
        return slice;
    }

    private List<Value> cond(Control.Cond cond, Value[] operands) {
        Map<String, Value> inputs = new HashMap<>();
        for (int i = 1; i < operands.length; i++) {
            inputs.put(Control.CAPTURED + (i - 1), operands[i]);
        }
        return List.copyOf(run(operands[0].integer(0) != 0 ? cond.then() : cond.otherwise(), inputs).values());
    }

    private Map<String, Value> run(Graph body, Map<String, Value> inputs) {
        Map<Node, Value> values = Interpreter.values(body, inputs, Map.of(), symbols, precision);
        Map<String, Value> outputs = new LinkedHashMap<>();
        body.outputs().forEach((name, node) -> outputs.put(name, values.get(node)));
        return outputs;
    }
}
