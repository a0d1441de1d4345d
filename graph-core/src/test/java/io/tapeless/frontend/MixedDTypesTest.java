package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.IrException;
import io.tapeless.testkit.FunctionCall;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every function of several float tensors refuses f32 beside f64, whichever of them it is, and says which there are. */
class MixedDTypesTest {
    @TestFactory
    Stream<DynamicTest> everyOverload() {
        Map<Method, FunctionCall> calls = new LinkedHashMap<>();
        FunctionCall.all().stream().filter(c -> floats(c).size() > 1)
                .forEach(c -> calls.putIfAbsent(c.method(), c));
        assertTrue(calls.size() > 100, "functions of several tensors: " + calls.size());
        return calls.values().stream().flatMap(call -> floats(call).stream()
                .map(i -> DynamicTest.dynamicTest(call + ", operand " + i, () -> check(call, i))));
    }

    /** The places of arguments that are one float tensor. */
    private static List<Integer> floats(FunctionCall call) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i).startsWith("tensor f64")) {
                places.add(i);
            }
        }
        return places;
    }

    private static void check(FunctionCall call, int place) {
        List<String> arguments = new ArrayList<>(call.arguments());
        arguments.set(place, arguments.get(place).replace("f64 [", "f32 ["));
        FunctionCall mixed = new FunctionCall(call.function(), arguments, call.results());
        String message = assertThrows(IrException.class,
                () -> mixed.build(new ModelBuilder("Call", false), false)).getMessage();
        assertTrue(message.contains("f32") && message.contains("f64"), message);
        assertTrue(message.contains("differ") || message.contains("expected"), message);
    }
}
