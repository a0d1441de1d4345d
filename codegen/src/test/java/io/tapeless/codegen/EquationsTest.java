package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassObserver;
import io.tapeless.pass.PassPipeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Solutions of equations, compiled, with their derivatives. */
class EquationsTest {
    private static final Dim STEPS = Dim.of(40);

    private static double tolerance(DType dtype) {
        return dtype == DType.F32 ? 1e-7 : 1e-16;
    }

    @Test
    void fixedPoints() {
        Fed.check(fed -> {
            Tensor b = fed.in("b", 4, 3);
            Tensor w = fed.in("w", 3, 3);
            Tensor x = b.fixedPoint(v -> v.matmul(w).times(0.3).tanh().plus(b.sin()), tolerance(fed.dtype), STEPS);
            return List.of(x, Derivatives.jvp(x, w, w), Derivatives.jacobian(x.sum(0), w));
        });
    }

    @Test
    void roots() {
        Fed.check(fed -> {
            Tensor b = fed.in("b", 3);
            Tensor w = fed.in("w", 3, 3);
            Tensor x = b.root(v -> w.matmul(v).times(0.3).plus(v).plus(v.pow(3)).minus(b), tolerance(fed.dtype), STEPS);
            return List.of(x, Derivatives.jvp(x, w, w), Derivatives.hessian(x.sum(), b));
        });
    }

    @Test
    void inLoops() {
        Fed.check(fed -> {
            Tensor xs = fed.in("xs", 3, 2);
            Tensor w = fed.in("w", 2);
            return List.of(ControlFlow.scan(w, xs, (h, x) -> h.fixedPoint(
                    v -> v.times(w).sin().times(0.5).plus(x), tolerance(fed.dtype), STEPS)));
        });
    }

    /** The derivative holds no loop over what led to the solution: of two loops, each is run forward. */
    @Test
    void noStepIsKept() {
        Fed fed = new Fed(DType.F32);
        Tensor b = fed.in("b", 3);
        Tensor x = b.fixedPoint(v -> v.cos().times(b).times(0.5), 1e-6, STEPS);
        Graph graph = PassPipeline.run(fed.model.graph().build("Fed", Map.of("y",
                Derivatives.grad(x.sum(), b).node())), GraphPasses.predict(), PassObserver.SILENT).result();
        assertTrue(graph.nodes().stream().filter(n -> n.op().mnemonic().equals("scan"))
                .allMatch(n -> n.type().rank() == 1), graph.toString());
    }
}
