package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelSize;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fused stays small enough for a method. */
class LargeKernelsTest {
    /** Found by random graphs: each value had one user and moved to it, however large that became. */
    @Test
    void heavyFunctionsInARowAreSeveralKernels() {
        Graph graph = GraphParser.parse("""
                graph chain {
                  dim B in [2, 64]
                  %0 = input "x" : f64[B, 1]
                  %1 = pow %0, %0 : f64[B, 1]
                  %2 = lgamma %1 : f64[B, 1]
                  %3 = softplus %2 : f64[B, 1]
                  output y = %3
                }
                """);
        LoweredFunction function = ModelCompiler.lower(graph, VariableTable.of(graph));
        assertTrue(function.loops().program().kernels().size() > 1);
        for (Form form : Form.values()) {
            assertTrue(function.emit(form, "Chain").length > 0);
        }
    }

    /** Found by Hessians of fits: sums that read the same rows joined one loop, however many there were. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void manySumsOfOneSpaceAreSeveralKernels(DType dtype) {
        Graph graph = sums(dtype, 80);
        LoweredFunction function = ModelCompiler.lower(graph, VariableTable.of(graph));
        assertTrue(function.loops().program().kernels().size() > 1);
        for (Form form : Form.values()) {
            assertTrue(function.emit(form, "Sums").length > 0);
        }
    }

    /** A few sums still share a loop. */
    @Test
    void fewSumsOfOneSpaceAreOneKernel() {
        Graph graph = sums(DType.F64, 8);
        assertEquals(1, ModelCompiler.lower(graph, VariableTable.of(graph)).loops().program().kernels().size());
    }

    /** Found by the Jacobian of bundle adjustment: cut into pieces, it handed fifty columns on through memory. */
    @Test
    void longArithmeticIsOneKernelWhereItFitsInAMethod() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node input = builder.add(new Leaf.Input("x", new TensorType(DType.F64, Shape.of(Dim.symbol("N")))));
        Node value = input;
        for (int i = 0; i < 200; i++) {
            value = x.add(x.mul(value, input), input);
        }
        Graph graph = builder.build("long", Map.of("y", value));
        LoweredFunction function = ModelCompiler.lower(graph, VariableTable.of(graph));
        assertEquals(1, function.loops().program().kernels().size());
        assertTrue(KernelSize.of(function.loops().program().kernels().get(0)) > 400);
    }

    /** Found by the Jacobian of bundle adjustment: C2 refused methods of some sixty arguments, which stayed slow. */
    @Test
    void kernelsOfManyBuffersLookThemUp() {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Map<String, Value> inputs = new LinkedHashMap<>();
        Node sum = null;
        for (int i = 0; i < 60; i++) {
            Node input = builder.add(new Leaf.Input("x" + i, new TensorType(DType.F64, Shape.of(Dim.symbol("N")))));
            Node term = x.mul(input, i + 0.5);
            sum = sum == null ? term : x.add(sum, term);
            inputs.put("x" + i, Value.of(DType.F64, new int[] {3}, i, -i, 1.0 / (i + 1)));
        }
        Graph graph = builder.build("wide", Map.of("y", sum));
        Kernel kernel = ModelCompiler.lower(graph, VariableTable.of(graph)).loops().program().kernels().get(0);
        assertEquals(61, kernel.buffers().size());
        assertTrue(KernelSize.isWide(kernel));
        Value expected = new LoopRun(graph).run(inputs, Map.of()).get("y");
        for (Form form : List.of(Form.SCALAR, Form.best())) {
            assertEquals(expected, new BytecodeOracle(graph, form).run(inputs, Map.of()).get("y"), form.toString());
        }
    }

    /** Found by random graphs: the helpers of a product took its many buffers in another way than it gave them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void productsMayHaveManyBuffers(long batch) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Map<String, Value> inputs = new LinkedHashMap<>();
        TensorType squares = new TensorType(DType.F32, batch == 1 ? Shape.of(3, 3) : Shape.of(batch, 3, 3));
        int[] shape = squares.shape().evaluate(Map.of());
        Node sum = null;
        for (int i = 0; i < 30; i++) {
            Node input = builder.add(new Leaf.Input("x" + i, squares));
            sum = sum == null ? builder.add(new Contraction.MatMul(false, false), input, input) : x.add(sum, input);
            double[] elements = new Random(i).doubles(9 * batch).map(v -> (float) v).toArray();
            inputs.put("x" + i, Value.of(DType.F32, shape, elements));
        }
        Graph graph = builder.build("wide", Map.of("y", sum));
        assertEquals(1, ModelCompiler.lower(graph, VariableTable.of(graph)).loops().program().kernels().size());
        Value expected = new LoopRun(graph).run(inputs, Map.of()).get("y");
        for (Form form : List.of(Form.SCALAR, Form.best())) {
            assertEquals(expected, new BytecodeOracle(graph, form).run(inputs, Map.of()).get("y"), form.toString());
        }
    }

    private static Graph sums(DType dtype, int count) {
        GraphBuilder builder = new GraphBuilder();
        Arithmetic x = new Arithmetic(builder);
        Node rows = builder.add(new Leaf.Input("x", new TensorType(dtype, Shape.of(Dim.symbol("N")))));
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            outputs.put("sum" + i, x.sum(x.mul(rows, i + 0.5)));
        }
        return builder.build("sums", outputs);
    }
}
