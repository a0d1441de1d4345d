package io.tapeless.codegen.check;

import io.tapeless.codegen.train.LabelRange;
import io.tapeless.interp.Value;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Inputs to try a graph with: floats are normal, integers are valid classes or indices where the graph
 * shows a range, else 0 to 2; bools are fair coins.
 */
public final class RandomInputs {
    private static final int RANGE = 3;

    private RandomInputs() {}

    /** A value for each symbolic dimension: {@code size}, or the nearest that its bounds allow. */
    public static Map<String, Long> dims(Graph graph, long size) {
        Map<String, Long> dims = new HashMap<>();
        for (Dim.Symbol symbol : graph.symbols()) {
            dims.put(symbol.name(), Math.max(symbol.min(), Math.min(symbol.max(), size)));
        }
        return dims;
    }

    /** A value for each input of a graph; the same seed gives the same values. */
    public static Map<String, Value> of(Graph graph, Map<String, Long> dims, long seed) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Node node : graph.inputs()) {
            String name = ((Leaf.Input) node.op()).name();
            int[] shape = node.shape().evaluate(dims);
            int size = 1;
            for (int extent : shape) {
                size = Math.multiplyExact(size, extent);
            }
            Random random = new Random(seed ^ name.hashCode());
            values.put(name, switch (node.dtype()) {
                case F32, F64 -> Value.of(node.dtype(), shape,
                        random.doubles(size, 0, 1).map(u -> random.nextGaussian()).toArray()).roundedToDType();
                case I32, I64 -> Value.ofIntegers(node.dtype(), shape,
                        random.longs(size, 0, LabelRange.classes(graph, name).orElse(RANGE)).toArray());
                case BOOL -> Value.ofIntegers(node.dtype(), shape, random.longs(size, 0, 2).toArray());
            });
        }
        return values;
    }
}
