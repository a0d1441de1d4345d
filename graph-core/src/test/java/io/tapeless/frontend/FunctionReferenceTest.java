package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.testkit.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every function against NumPy and SciPy, with known extents and with symbolic ones. */
class FunctionReferenceTest {
    private static final List<FunctionCall> CALLS = FunctionCall.parse(read());
    /** Extents of 7 are tried as a symbol. */
    private static final int SYMBOLIC = 7;
    private static final double TOLERANCE = 1e-12;

    static List<FunctionCall> calls() {
        return CALLS;
    }

    private static String read() {
        try (InputStream in = FunctionReferenceTest.class.getResourceAsStream("/frontend/functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> knownExtents() {
        return CALLS.stream().map(call -> DynamicTest.dynamicTest(call.toString(), () -> check(call, -1)));
    }

    @TestFactory
    Stream<DynamicTest> symbolicExtents() {
        return CALLS.stream()
                .filter(call -> call.arguments().stream().anyMatch(a -> a.matches("tensors? .*[\\[,]7[,\\]].*")))
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> checkSymbolic(call)));
    }

    /** A function may refuse a symbolic extent, if it says so; it may not give other numbers. */
    private static void checkSymbolic(FunctionCall call) {
        try {
            check(call, SYMBOLIC);
        } catch (IrException e) {
            assertTrue(MAY_NEED_EXTENTS.contains(call.function()), e.getMessage());
            assertTrue(e.getMessage().startsWith(call.function() + " of "), e.getMessage());
        }
    }

    /** Functions that need some extents at compile time. */
    private static final Set<String> MAY_NEED_EXTENTS = Set.of("reshape", "split", "slice", "diagonal", "broadcastTo",
            "trace");

    private static void check(FunctionCall call, int symbolicExtent) {
        ModelBuilder model = new ModelBuilder("Call", false);
        FunctionCall.Built built = call.build(model, symbolicExtent);
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
        CALLS.forEach(call -> missing.remove(call.function()));
        // tested by name elsewhere: what takes a builder, a dtype, a list, randomness or a derivative
        missing.removeAll(Set.of("cast", "iota", "linspace", "eye", "randomUniform", "randomNormal", "bernoulli",
                "batchNorm", "grad", "jvp", "vjp", "jacobian", "hessian", "hvp", "stopGradient"));
        assertEquals(Set.of(), missing);
    }
}
