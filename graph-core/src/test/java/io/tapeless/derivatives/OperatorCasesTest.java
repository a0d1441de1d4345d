package io.tapeless.derivatives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Value;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every operator that has a row: values, vector-Jacobian products and second derivatives. */
class OperatorCasesTest {
    private static final List<OperatorCase> CASES = OperatorCase.all();
    private static final OperatorTable TABLE = OperatorTable.ofAllThemes();

    /** Operators whose functions are still to come. */
    private static final Set<String> PENDING = Set.of();

    @TestFactory
    Stream<DynamicTest> cases() {
        return CASES.stream().filter(c -> TABLE.has(c.operator()))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    @Test
    void everyOperatorHasARowOrIsStillToCome() {
        Set<String> missing = CASES.stream().map(OperatorCase::operator)
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(TABLE.operators());
        assertEquals(new TreeSet<>(PENDING), missing);
    }

    @Test
    void everyDifferenceIsOfACase() {
        Set<String> names = CASES.stream().map(OperatorCase::name).collect(Collectors.toSet());
        assertTrue(names.containsAll(Difference.byCase().keySet()));
    }

    /** All parts agree but the one that is known to differ, and that one does differ. */
    private static void check(OperatorCase given) {
        Difference known = Difference.byCase().get(given.name());
        Map<Difference.Part, String> found = compare(given);
        if (known == null) {
            assertEquals(Map.of(), found, given.name());
        } else {
            assertEquals(known.parts(), found.keySet(), () -> given.name() + ": " + found);
        }
    }

    /** The parts that differ, with what is found. */
    private static Map<Difference.Part, String> compare(OperatorCase given) {
        ModelBuilder model = new ModelBuilder("Case", Boolean.TRUE.equals(given.options().get("training")));
        Map<String, Value> inputs = new LinkedHashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        for (Value value : given.tensors()) {
            String name = "x" + tensors.size();
            inputs.put(name, value);
            tensors.add(model.input(name, value.dtype(),
                    Arrays.stream(value.shape()).mapToObj(Dim::of).toArray(Dim[]::new)));
        }
        OperatorCall call = new OperatorCall(given, tensors);
        List<Tensor> results;
        try {
            results = TABLE.apply(given.operator(), call);
        } catch (IrException e) {
            return Map.of(Difference.Part.CALL, e.getMessage());
        }
        assertEquals(List.of(), call.unread(), "arguments that the row does not read");
        return new Replay(given, model, tensors, results).differences(inputs);
    }
}
