package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.ScalarOp;
import org.junit.jupiter.api.Test;

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
}
