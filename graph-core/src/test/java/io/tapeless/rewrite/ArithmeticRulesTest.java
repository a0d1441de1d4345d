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

    /** A function of inputs x and y, each line one node from %2 on, the last one the output. */
    private static String ofTwo(String... lines) {
        StringBuilder text = new StringBuilder("%0 = input \"x\" : f64[B]\n%1 = input \"y\" : f64[B]\n");
        for (int i = 0; i < lines.length; i++) {
            text.append('%').append(i + 2).append(" = ").append(lines[i]).append(" : f64[B]\n");
        }
        return text + "output z = %" + (lines.length + 1) + "\noutput x = %0\noutput y = %1\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "neg %1;  add %0, %2 | sub %0, %1",
        "neg %0;  add %2, %1 | sub %1, %0",
        "neg %1;  sub %0, %2 | add %0, %1",
        "neg %0;  neg %1; mul %2, %3 | mul %0, %1",
        "neg %0;  neg %1; div %2, %3 | div %0, %1",
        "neg %0;  mul %2, %1 | mul %0, %1; neg %2",
        "neg %1;  div %0, %2 | div %0, %1; neg %2",
        "mul %0, %1; neg %2; neg %3 | mul %0, %1",
        "neg %0;  abs %2 | abs %0",
        "abs %0;  abs %2 | abs %0",
        "relu %0; relu %2 | relu %0",
        "mul %0, %1; max %2, %2 | mul %0, %1",
        "mul %0, %1; min %2, %2 | mul %0, %1"})
    void signsAndEqualOperandsMerge(String before, String after) {
        tester.rewrites(ofTwo(before.split("; *")), ofTwo(after.split("; *")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // the sign of zero: −(x − y) is −0 where y − x is 0
        "sub %0, %1; neg %2",
        "add %0, %1; neg %2",
        "neg %0; exp %2",
        "neg %0; relu %2",
        "relu %0; neg %2; relu %3"})
    void otherSignsStay(String lines) {
        tester.keeps(ofTwo(lines.split("; *")));
    }

    @ParameterizedTest
    @CsvSource({"mul, -1, neg", "div, -1, neg"})
    void minusOneIsASign(String op, String constant, String result) {
        tester.rewrites(withConstant(op, constant, false), """
                %0 = input "x" : f64[B]
                %1 = RESULT %0 : f64[B]
                output y = %1
                """.replace("RESULT", result));
    }

    @ParameterizedTest
    @CsvSource({"8, 0.125", "-0.5, -2"})
    void divisionByAPowerOfTwoIsAProduct(String divisor, String factor) {
        tester.rewrites(withConstant("div", divisor, false), withConstant("mul", factor, false));
    }

    @Test
    void equalTermsAreTwice() {
        tester.rewrites("""
                %0 = input "x" : f64[B]
                %1 = add %0, %0 : f64[B]
                output y = %1
                """, withConstant("mul", "2", false));
    }

    @Test
    void negatedConstantFactorIsANegativeConstant() {
        tester.rewrites(withConstant("mul", "3", false).replace("output y = %3",
                "%4 = neg %3 : f64[B]\noutput y = %4"), withConstant("mul", "-3", false));
        tester.rewrites(withConstant("div", "3", true).replace("output y = %3",
                "%4 = neg %3 : f64[B]\noutput y = %4"),
                withConstant("div", "-3", true));
    }

    @ParameterizedTest
    @CsvSource({"add", "mul", "min", "max"})
    void constantsStandRight(String op) {
        tester.rewrites(withConstant(op, "3", true), withConstant(op, "3", false));
    }

    @ParameterizedTest
    @CsvSource({"2, 'mul %0, %0', 1", "3, 'mul %0, %0; mul %1, %0', 2", "4, 'mul %0, %0; mul %1, %1', 2"})
    void smallPowersAreProducts(String exponent, String products, int last) {
        String[] lines = products.split("; *");
        StringBuilder text = new StringBuilder("%0 = input \"x\" : f64[B]\n");
        for (int i = 0; i < lines.length; i++) {
            text.append('%').append(i + 1).append(" = ").append(lines[i]).append(" : f64[B]\n");
        }
        tester.within(1e-15).rewrites(withConstant("pow", exponent, false), text + "output y = %" + last + "\n");
    }

    @Test
    void reciprocalPowerIsADivision() {
        tester.rewrites(withConstant("pow", "-1", false), withConstant("div", "1", true));
    }

    @Test
    void integersHaveAPlainZeroButDivideTowardIt() {
        tester.rewrites(withConstant("add", "0", false).replace("f64", "i32"), """
                %0 = input "x" : i32[B]
                output y = %0
                """);
        tester.keeps("""
                %0 = input "x" : i32[B]
                %1 = neg %0 : i32[B]
                %2 = constant 2 : i32[]
                %3 = broadcast{axes=[0]} %2 : i32[B]
                %4 = div %1, %3 : i32[B]
                output y = %4
                """);
    }
}
