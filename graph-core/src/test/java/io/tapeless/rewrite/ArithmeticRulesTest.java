package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticRulesTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE);

    private static String withConstant(String op, String constant, boolean left) {
        return """
                %0 = input "x" : f64[B]
                %1 = constant CONSTANT : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = OP OPERANDS : f64[B]
                output y = %3
                """.replace("CONSTANT", constant).replace("OP ", op + " ")
                .replace("OPERANDS", left ? "%2, %0" : "%0, %2");
    }

    @ParameterizedTest
    @CsvSource({"mul, 1", "div, 1", "add, -0.0", "sub, 0.0", "pow, 1"})
    void neutralOperandOnTheRightVanishes(String op, String constant) {
        tester.rewrites(withConstant(op, constant, false), """
                %0 = input "x" : f64[B]
                output y = %0
                """);
    }

    @ParameterizedTest
    @CsvSource({"mul, 1", "add, -0.0"})
    void neutralOperandOnTheLeftVanishes(String op, String constant) {
        tester.rewrites(withConstant(op, constant, true), """
                %0 = input "x" : f64[B]
                output y = %0
                """);
    }

    @ParameterizedTest
    @CsvSource({"mul, 0.0", "mul, -0.0", "add, 0.0", "sub, -0.0", "div, 3", "pow, 0.5", "pow, -2", "pow, 5", "min, 0.0",
        "max, 0.0", "mul, NaN"})
    void floatsDoNotVanish(String op, String constant) {
        tester.keeps(withConstant(op, constant, false));
    }

    @Test
    void equalOperandsStayWhereInfinityOrNaNTellsThem() {
        for (String op : new String[] {"sub", "div"}) {
            tester.keeps("""
                    %0 = input "x" : f64[B]
                    %1 = OP %0, %0 : f64[B]
                    output y = %1
                    """.replace("OP", op));
        }
    }
}
