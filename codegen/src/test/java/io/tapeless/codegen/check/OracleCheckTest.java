package io.tapeless.codegen.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results of the interpreter and of compiled loops may differ as far as rounding goes. */
class OracleCheckTest {
    private static List<Finding> findings(String loss, double... x) {
        CompiledModel compiled = ModelCompiler.compile(SpecCompiler.compile("Check.model.java", """
                class Check {
                    @Input Tensor x = f32(%d);
                    @Loss Tensor loss = %s;
                }
                """.formatted(x.length, loss), Map.of()));
        return ModelCheck.run(compiled, compiled.initialize(1),
                Map.of("x", Value.of(DType.F32, new int[] {x.length}, x).roundedToDType()), 2, 1);
    }

    /** {@code 1 − tanh²x} has lost all but three digits in f32 at 6. */
    @Test
    void whatCancelsMayBeOff() {
        List<Finding> findings = findings("sum(1 - square(tanh(x)))", 6, 6.3);
        assertTrue(findings.stream().allMatch(Finding::passed), findings.toString());
        assertTrue(findings.stream().anyMatch(f -> f.comparison().equals("interpreter to loops")
                && f.error() > 1e-3), findings.toString());
    }

    /** Where nothing cancels, nothing is allowed but the last digits. */
    @Test
    void whatDoesNotCancelMayNot() {
        List<Finding> findings = findings("sum(exp(x))", 0, 1, 0.5);
        assertTrue(findings.stream().filter(f -> f.comparison().equals("interpreter to loops"))
                .allMatch(f -> f.tolerance() < 1e-5), findings.toString());
    }

    /** Numbers that f32 can't hold are named and not compared. */
    @Test
    void whatLeavesTheRangeIsNotCompared() {
        List<Finding> unknown = findings("sum(exp(x) - exp(x + 1e-3))", 89, 89).stream()
                .filter(f -> !f.compared()).toList();
        assertFalse(unknown.isEmpty());
        assertEquals(List.of(), unknown.stream().filter(f -> !f.passed()).toList());
    }
}
