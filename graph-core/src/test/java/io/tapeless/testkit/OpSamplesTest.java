package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation: its value against plain Java, its type rule, its text. */
class OpSamplesTest {
    static Stream<OpSample> samples() {
        return OpSamples.all().stream();
    }

    static Stream<OpFailure> failures() {
        return OpSamples.failures().stream();
    }

    @Test
    void everyOperationHasSamplesAndFailures() {
        assertEquals(Set.of(), OpSamples.missing(OpSamples.all().stream().map(OpSample::op).toList()), "no samples");
        assertEquals(Set.of(), OpSamples.missing(OpSamples.failures().stream().map(OpFailure::op).toList()),
                "no failures");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void interpreterGivesWhatPlainJavaGives(OpSample sample) {
        Value actual = Interpreter.run(sample.graph(), sample.inputs(), sample.variables()).output("y");
        Values.assertClose(sample.expected(), actual, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void textIsReadBack(OpSample sample) {
        String text = sample.graph().toString();
        assertEquals(sample.graph(), GraphVerifier.verify(GraphParser.parse(text)), text);
        assertEquals(text, GraphParser.parse(text).toString());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void typeRuleRefuses(OpFailure failure) {
        GraphBuilder g = new GraphBuilder();
        List<Node> operands = new ArrayList<>();
        for (TensorType type : failure.operands()) {
            operands.add(g.add(new Leaf.Input("x" + operands.size(), type)));
        }
        IrException e = assertThrows(IrException.class, () -> g.add(failure.op(), operands));
        assertTrue(e.getMessage().contains(failure.message()), e.getMessage());
        assertTrue(e.getMessage().startsWith(failure.op().mnemonic()), e.getMessage());
    }
}
