package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.testkit.FunctionCall;
import io.tapeless.testkit.Values;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every function against NumPy and SciPy, with known extents and with symbolic ones. */
class FunctionReferenceTest {
    private static final double TOLERANCE = 1e-12;

    @TestFactory
    Stream<DynamicTest> knownExtents() {
        return FunctionCall.all().stream()
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> check(call, false)));
    }

    @TestFactory
    Stream<DynamicTest> symbolicExtents() {
        return FunctionCall.all().stream().filter(FunctionCall::hasSymbolicExtent)
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> checkSymbolic(call)));
    }

    /** A function may refuse a symbolic extent, if it says so; it may not give other numbers. */
    private static void checkSymbolic(FunctionCall call) {
        try {
            check(call, true);
        } catch (IrException e) {
            assertTrue(call.mayNeedExtents(), e.getMessage());
            assertTrue(e.getMessage().startsWith(call.function() + " of "), e.getMessage());
        }
    }

    private static void check(FunctionCall call, boolean symbolic) {
        ModelBuilder model = new ModelBuilder("Call", false);
        FunctionCall.Built built = call.build(model, symbolic);
        for (int i = 0; i < built.results().size(); i++) {
            model.output("y" + i, built.results().get(i));
        }
        // all inputs are in the graph, so that they bind N where a result depends on x's shape alone
        Graph graph = model.resultsGraph(true);
        Map<String, Value> outputs = Interpreter.run(graph, built.inputs(), Map.of()).outputs();
        assertEquals(call.results().size(), built.results().size());
        for (int i = 0; i < call.results().size(); i++) {
            Values.assertClose(call.results().get(i), outputs.get("y" + i), TOLERANCE);
        }
    }

    @Test
    void everyFunctionHasAReference() {
        Set<String> missing = new TreeSet<>(FunctionNames.defined());
        FunctionCall.all().forEach(call -> missing.remove(call.function()));
        // tested by name elsewhere: what takes a builder, a dtype, a list, randomness or a derivative
        missing.removeAll(Set.of("cast", "iota", "linspace", "eye", "randomUniform", "randomNormal", "bernoulli",
                "batchNorm", "grad", "jvp", "vjp", "jacobian", "hessian", "hvp", "stopGradient",
                "customGradient", "clipGradient", "clipGradientByNorm", "scaleGradient", "reverseGradient",
                "fixedPoint", "root",
                "scan", "forLoop", "whileLoop", "cond", "checkpoint", "checkpointName"));
        assertEquals(Set.of(), missing);
    }
}
