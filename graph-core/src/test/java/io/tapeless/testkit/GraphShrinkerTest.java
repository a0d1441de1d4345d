package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphShrinkerTest {
    private static boolean hasTanhOfMany(GraphSample sample) {
        return sample.graph().nodes().stream().anyMatch(n -> n.op().equals(new Elementwise.Map(ScalarOp.TANH))
                && sample.run().valueOf(n).size() > 1);
    }

    @Test
    void leavesTheCulpritAlone() {
        int found = 0;
        for (long seed = 0; seed < 60; seed++) {
            GraphSample sample = RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F32, 20, false));
            if (hasTanhOfMany(sample)) {
                GraphSample small = GraphShrinker.shrink(sample, GraphShrinkerTest::hasTanhOfMany);
                assertEquals(2, small.graph().nodes().size(), small::toString);
                assertEquals(1, small.graph().outputs().size(), small::toString);
                found++;
            }
        }
        assertTrue(found > 3, "graphs with tanh: " + found);
    }

    /** Whatever kind of operation is to blame, it stays alone with inputs for its operands. */
    @ParameterizedTest
    @ValueSource(classes = {Indexing.Gather.class, Indexing.ScatterAdd.class, Indexing.ArgSort.class,
            Decomposition.Eigh.class, Movement.Fold.class, Movement.Concat.class, Contraction.MatMul.class,
            OwnDerivative.Custom.class, Control.Scan.class, Control.Cond.class})
    void leavesAnyKindAlone(Class<? extends Op> kind) {
        GraphSample sample = LongStream.range(0, 1000)
                .mapToObj(seed -> RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F32, 12, false)))
                .filter(s -> contains(s.graph(), kind)).findFirst().orElseThrow();
        Graph small = GraphShrinker.shrink(sample, s -> contains(s.graph(), kind)).graph();
        assertEquals(1, small.nodes().stream().filter(n -> !n.operands().isEmpty()).count(), small::toString);
    }

    private static boolean contains(Graph graph, Class<? extends Op> kind) {
        return graph.nodes().stream().anyMatch(n -> kind.isInstance(n.op()));
    }

    /** Of a body, what is to blame stays with what it is computed from. */
    @Test
    void bodiesShrinkToo() {
        Predicate<GraphSample> fails = s -> s.graph().nodes().stream()
                .flatMap(n -> n.op().bodies().stream()).anyMatch(b -> contains(b, Reduction.Reduce.class));
        GraphSample sample = LongStream.range(0, 100)
                .mapToObj(seed -> RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F32, 12, false)))
                .filter(fails).findFirst().orElseThrow();
        Graph small = GraphShrinker.shrink(sample, fails).graph();
        Graph body = small.nodes().stream().flatMap(n -> n.op().bodies().stream()).findFirst().orElseThrow();
        assertTrue(body.nodes().stream().filter(n -> !n.operands().isEmpty()).count() <= 3, small::toString);
    }
}
