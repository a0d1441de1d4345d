package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import org.junit.jupiter.api.Test;

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
}
