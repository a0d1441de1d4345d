package io.tapeless.codegen.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.testkit.FunctionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code tapeless check} compares, for a spec of each overload of each function of the language; of one overload
 * of each function to the second order.
 */
class LanguageCheckTest {
    private static final List<FunctionSpec> SPECS = FunctionSpec.all();
    private static final long SEED = 1;

    @Test
    void everyOverloadHasASpec() {
        assertEquals(Set.of(), FunctionSpec.missing(SPECS));
    }

    @TestFactory
    Stream<DynamicTest> everyComparisonPasses() {
        Set<String> functions = new HashSet<>();
        return SPECS.stream().map(spec -> {
            int order = functions.add(spec.method().getName()) ? 2 : 1;
            return DynamicTest.dynamicTest(spec + ", order " + order, () -> check(spec, order));
        });
    }

    private static void check(FunctionSpec spec, int order) {
        Model model = SpecCompiler.compile("Call.model.java", spec.text(), Map.of());
        CompiledModel compiled = ModelCompiler.compile(model);
        List<Finding> failed = ModelCheck.run(compiled, compiled.initialize(SEED), spec.inputs(), order, SEED).stream()
                .filter(f -> !f.passed()).toList();
        assertEquals(List.of(), failed, spec.text());
    }
}
