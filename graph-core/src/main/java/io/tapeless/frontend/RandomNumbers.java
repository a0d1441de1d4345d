package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import java.nio.charset.StandardCharsets;

/** Random numbers as graph nodes, and the numbering of their streams. */
final class RandomNumbers {
    private RandomNumbers() {}

    /** The random stream of a variable: FNV-1a (64 bits) of its UTF-8 name, then {@link #mix}. */
    static long stream(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** A bijection on 64 bits that spreads neighbours: one step of SplitMix64 (Steele et al. 2014). */
    static long mix(long state) {
        long z = state + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The key of one step of a loop: {@code a·key + c·(step + 1)} (mod 2⁶⁴), a and c odd. */
    static Tensor keyOf(Tensor key, Tensor step) {
        Tensor a = key.owner().constant(Literal.scalar(DType.I64, 0xd1342543de82ef95L));
        Tensor c = key.owner().constant(Literal.scalar(DType.I64, 0x9e3779b97f4a7c15L));
        return key.times(a).plus(step.cast(DType.I64).plus(1).times(c));
    }

    /** Uniform numbers on [0, 1). */
    static Node uniform(GraphBuilder graph, Node key, TensorType type, long stream) {
        return graph.add(new Leaf.Random(type, stream), key);
    }

    /** Standard normal numbers (Box and Muller 1958): {@code √(−2·log(1 − u)) · cos(2πv)}. */
    static Node normal(GraphBuilder graph, Node key, TensorType type, long stream) {
        Node u = uniform(graph, key, type, stream);
        Node v = uniform(graph, key, type, mix(stream));
        Node log = graph.map(ScalarOp.LOG1P, graph.map(ScalarOp.NEG, u));
        Node radius = graph.map(ScalarOp.SQRT, graph.map(ScalarOp.MUL, log, graph.constant(type, -2)));
        Node angle = graph.map(ScalarOp.MUL, v, graph.constant(type, 2 * Math.PI));
        return graph.map(ScalarOp.MUL, radius, graph.map(ScalarOp.COS, angle));
    }
}
