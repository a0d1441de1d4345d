package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.codegen.check.LoopRun;
import io.tapeless.interp.Interpreter;
import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.testkit.OpFailure;
import io.tapeless.testkit.OpSample;
import io.tapeless.testkit.OpSamples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every operation has a row in every table: this test names the table and the operation. What the rows say is for
 * others to test: {@code OpSamplesTest}, {@code DerivativesTest}, {@code ThreeOraclesTest}.
 */
class OpTablesTest {
    /** They have no derivative. LuSolve has one, by the matrix; see {@code MatrixFunctionsTest}. */
    private static final Set<String> NOT_DIFFERENTIATED = Set.of("ArgReduce", "ArgSort", "Constant", "Iota", "LuSolve",
            "Random", "StopGradient", "EQ", "NE", "LT", "LE", "GT", "GE", "NOT", "AND", "OR", "XOR", "SHL", "SHR");
    /** They are of integers and bools alone. */
    private static final Set<String> WITHOUT_FLOATS = Set.of("NOT", "AND", "OR", "XOR", "SHL", "SHR");
    /** They have no operand whose shape could give a symbol its value. */
    private static final Set<String> WITHOUT_SYMBOLS = Set.of("Constant", "Iota", "Random", "Variable");

    private final List<OpSample> samples = OpSamples.all();

    @Test
    void everyOperationHasARowInEveryTable() {
        Map<String, Set<String>> missing = new TreeMap<>();
        missing.put("samples", lacking(s -> true));
        missing.put("samples in f32", without(WITHOUT_FLOATS, lacking(s -> hasDType(s, DType.F32))));
        missing.put("samples in f64", without(WITHOUT_FLOATS, lacking(s -> hasDType(s, DType.F64))));
        missing.put("samples with symbolic dimensions", without(WITHOUT_SYMBOLS,
                lacking(s -> !s.graph().symbols().isEmpty())));
        missing.put("type rule's refusals", OpSamples.missing(
                OpSamples.failures().stream().map(OpFailure::op).toList()));
        missing.put("interpreter", lacking(s -> runs(() -> Interpreter.run(s.graph(), s.inputs(), s.variables()))));
        missing.put("text", lacking(s -> runs(() -> GraphParser.parse(s.graph().toString()))));
        missing.put("lowering", lacking(s -> runs(() -> new LoopRun(s.graph()))));
        missing.put("reverse mode", without(NOT_DIFFERENTIATED, lacking(s -> points(s).anyMatch(
                x -> runs(() -> new Differentiator(GraphBuilder.extending(s.graph())).vjp(y(s), x, y(s)))))));
        missing.put("forward mode", without(NOT_DIFFERENTIATED, lacking(s -> points(s).anyMatch(
                x -> runs(() -> new Differentiator(GraphBuilder.extending(s.graph())).jvp(y(s), x, x))))));
        missing.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), missing);
    }

    /** The operations none of whose samples is as asked. */
    private Set<String> lacking(Predicate<OpSample> asked) {
        Map<Object, Op> found = new HashMap<>();
        for (OpSample sample : samples) {
            Object kind = sample.op() instanceof Elementwise.Map map ? map.function() : sample.op().getClass();
            if (!found.containsKey(kind) && asked.test(sample)) {
                found.put(kind, sample.op());
            }
        }
        return OpSamples.missing(List.copyOf(found.values()));
    }

    private static Set<String> without(Set<String> excused, Set<String> missing) {
        Set<String> rest = new TreeSet<>(missing);
        rest.removeAll(excused);
        return rest;
    }

    private static boolean runs(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean hasDType(OpSample sample, DType dtype) {
        return y(sample).dtype() == dtype || y(sample).operands().stream().anyMatch(n -> n.dtype() == dtype);
    }

    private static Node y(OpSample sample) {
        return sample.graph().output("y");
    }

    /** The leaves that a float result can be differentiated by. */
    private static Stream<Node> points(OpSample sample) {
        return sample.graph().nodes().stream().filter(n -> y(sample).dtype().isFloat() && n.dtype().isFloat()
                && (n.op() instanceof Leaf.Input || n.op() instanceof Leaf.Variable));
    }
}
