package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second derivative of every operation and of random graphs against differences. */
class DerivativesTest {
    static Stream<OpSample> samples() {
        return OpSamples.all().stream().filter(DerivativesTest::isDifferentiable);
    }

    private static boolean isDifferentiable(OpSample sample) {
        Node y = sample.graph().output("y");
        boolean leaf = y.op() instanceof Leaf.Input || y.op() instanceof Leaf.Variable;
        return sample.smooth() && y.dtype().isFloat() && !(y.op() instanceof Elementwise.StopGradient)
                && (leaf || y.operands().stream().anyMatch(o -> o.dtype().isFloat()));
    }

    /**
     * LuSolve, whose value comes from factors and whose derivative from the matrix, is checked as solve is; what has a
     * derivative of its own, where it is written.
     */
    @Test
    void everyDifferentiableOperationIsChecked() {
        List<Op> checked = samples().map(OpSample::op).toList();
        assertEquals(Set.of("ArgReduce", "ArgSort", "Constant", "Custom", "FixedPoint", "Iota", "LuSolve", "Random",
                        "Root", "StopGradient",
                        "EQ", "NE", "LT", "LE", "GT", "GE", "NOT", "AND", "OR", "XOR", "SHL", "SHR"),
                OpSamples.missing(checked));
    }

    /** {@code Σ r·(y + y²/2)}, with weights r, so that adjoints differ and second derivatives exist. */
    @ParameterizedTest
    @MethodSource("samples")
    void derivativesOfOperations(OpSample sample) {
        GraphBuilder g = GraphBuilder.extending(sample.graph());
        Arithmetic x = new Arithmetic(g);
        Node y = sample.graph().output("y");
        Node weights = g.add(new Leaf.Input("weights", y.type()));
        Node bent = x.add(y, x.mul(x.mul(y, y), 0.5));
        double[] elements = new double[sample.expected().size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = 1.5 - i * 5 % 7 * 0.4;
        }
        Map<String, Value> inputs = new LinkedHashMap<>(sample.inputs());
        inputs.put("weights", Value.of(y.dtype(), sample.expected().shape(), elements));
        GraphSample loss = new GraphSample(
                g.build("loss", Map.of("loss", x.sum(x.mul(weights, bent)))), inputs, sample.variables());
        GradientCheck.assertDerivatives(loss, "loss", 2, 1e-6);
    }

    /** Forward and reverse mode are transposes: {@code ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩}, exact but for rounding. */
    @ParameterizedTest
    @MethodSource("samples")
    void forwardAndReverseModeAreTransposes(OpSample sample) {
        Transposes.assertTransposes(sample);
    }

    @Test
    void derivativesOfRandomGraphs() {
        for (long seed = 0; seed < 40; seed++) {
            GraphSample sample = RandomGraphs.generate(seed, new RandomGraphs.Options(DType.F64, 12, true));
            GradientCheck.assertDerivatives(sample, "loss", seed % 4 == 0 ? 2 : 1, 1e-6);
        }
    }
}
