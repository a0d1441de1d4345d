package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.testkit.GraphSample;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Views that one kernel stores for a user who needs them in memory, while others read through them. */
class StoredViewsTest {
    /** The sum may run before the kernel that stores {@code %8} for the gather: it reads what lies behind. */
    @Test
    void aReshapeStoredForOthersIsReadThrough() {
        Graph graph = GraphParser.parse("""
                graph Stored {
                  dim B in [2, 64]
                  %0 = input "i" : i64[3]
                  %1 = input "at" : i64[]
                  %2 = constant 1.0 : f64[]
                  %3 = input "row" : f64[B]
                  %4 = input "x" : f64[B, 7]
                  %5 = scatter_add{axis=1} %4, %1, %3 : f64[B, 7]
                  %6 = slice{starts=[0, 0], steps=[1, 2]} %5 : f64[B, 4]
                  %7 = broadcast{axes=[0, 1, 2]} %2 : f64[B, 2, 2]
                  %8 = reshape %7 : f64[B, 4]
                  %9 = gather{axis=0} %8, %0 : f64[3, 4]
                  %10 = add %6, %8 : f64[B, 4]
                  output sum = %10
                  output picked = %9
                }
                """);
        GraphSample sample = new GraphSample(graph, Map.of(
                "i", Value.ofIntegers(DType.I64, new int[] {3}, new long[] {1, 2, 2}),
                "at", Value.ofIntegers(DType.I64, new int[0], new long[] {5}),
                "row", Value.of(DType.F64, new int[] {3}, new double[] {1, 1, 1}),
                "x", Value.of(DType.F64, new int[] {3, 7}, new double[21])), Map.of());
        assertEquals(Optional.empty(), ThreeOracles.difference(sample, graph, ThreeOraclesTest.FORMS.get(0)));
    }
}
