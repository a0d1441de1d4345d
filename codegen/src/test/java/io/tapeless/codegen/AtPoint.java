package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A function at a point: its value, its first derivative (the gradient of the sum of its elements) and its second
 * one (the gradient of the sum of the first), in f64 and f32, by the interpreter and by compiled code.
 */
final class AtPoint {
    private static final GradientOptions OPTIONS = GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO);

    private final Map<String, Map<String, Value>> results = new LinkedHashMap<>();
    private final int operands;

    private AtPoint(Function<List<Tensor>, Tensor> function, boolean asWritten, double[]... operands) {
        this.operands = operands.length;
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            ModelBuilder model = new ModelBuilder("Point", false);
            Map<String, Value> inputs = new LinkedHashMap<>();
            List<Tensor> tensors = new ArrayList<>();
            for (double[] operand : operands) {
                String name = "x" + inputs.size();
                tensors.add(model.input(name, dtype, operand.length));
                inputs.put(name, Value.of(dtype, new int[] {operand.length}, operand).roundedToDType());
            }
            Map<String, Node> outputs = new LinkedHashMap<>(Map.of("value", function.apply(tensors).node()));
            // an operand that does not count stays, so that its derivative can be asked for
            tensors.forEach(t -> outputs.put("operand " + outputs.size(), t.node()));
            run(dtype, model.graph().build("Point", outputs), inputs, asWritten);
        }
    }

    /** A function of one vector. */
    static AtPoint of(UnaryOperator<Tensor> function, double... x) {
        return new AtPoint(t -> function.apply(t.get(0)), true, x);
    }

    /** A function of two vectors; its derivatives are those by the first, then those by the second. */
    static AtPoint of(BinaryOperator<Tensor> function, double[] a, double[] b) {
        return new AtPoint(t -> function.apply(t.get(0), t.get(1)), true, a, b);
    }

    /** A function that overflows as written, and not after the passes which stabilise it. */
    static AtPoint stabilized(UnaryOperator<Tensor> function, double... x) {
        return new AtPoint(t -> function.apply(t.get(0)), false, x);
    }

    private static Graph withDerivatives(Graph forward) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        Differentiator differentiator = new Differentiator(builder);
        Arithmetic arithmetic = new Arithmetic(builder);
        List<Node> points = forward.inputs();
        Node value = arithmetic.sum(forward.output("value"));
        Map<Node, Node> first = differentiator.gradients(value, points, OPTIONS);
        Node slopes = points.stream().map(x -> arithmetic.sum(first.get(x))).reduce(arithmetic::add).orElseThrow();
        Map<Node, Node> second = differentiator.gradients(slopes, points, OPTIONS);
        Map<String, Node> outputs = new LinkedHashMap<>(forward.outputs());
        for (Node point : points) {
            String name = ((Leaf.Input) point.op()).name();
            outputs.put("first " + name, first.get(point));
            outputs.put("second " + name, second.get(point));
        }
        return builder.build("Point", outputs);
    }

    /** Differentiates and optimises as for training. */
    private void run(DType dtype, Graph forward, Map<String, Value> inputs, boolean asWritten) {
        if (asWritten) {
            results.put(dtype + ", as written", Interpreter.run(withDerivatives(forward), inputs, Map.of()).outputs());
        }
        Graph optimized = ModelCompiler.optimize(forward, AtPoint::withDerivatives);
        results.put(dtype + ", optimised", Interpreter.run(optimized, inputs, Map.of()).outputs());
        for (Form form : Form.best() == Form.SCALAR ? List.of(Form.SCALAR) : List.of(Form.SCALAR, Form.best())) {
            results.put(dtype + ", compiled, " + form, new BytecodeOracle(optimized, form).run(inputs, Map.of()));
        }
    }

    AtPoint value(double... expected) {
        return check(List.of("value"), expected);
    }

    AtPoint first(double... expected) {
        return check(names("first"), expected);
    }

    AtPoint second(double... expected) {
        return check(names("second"), expected);
    }

    private List<String> names(String derivative) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            names.add(derivative + " x" + i);
        }
        return names;
    }

    private AtPoint check(List<String> names, double... expected) {
        results.forEach((way, outputs) -> {
            double[] found = names.stream().flatMapToDouble(
                    name -> Arrays.stream(outputs.get(name).toDoubles())).toArray();
            assertEquals(expected.length, found.length, names.get(0));
            for (int i = 0; i < expected.length; i++) {
                String what = names.get(0) + "[" + i + "], " + way;
                // 0 and −0 are both right
                if (expected[i] != found[i] && Double.compare(expected[i], found[i]) != 0) {
                    double tolerance = way.startsWith("f64") ? 1e-12 : 1e-5;
                    assertEquals(expected[i], found[i], tolerance * Math.max(1, Math.abs(expected[i])), what);
                }
            }
        });
        return this;
    }
}
