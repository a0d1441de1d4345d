package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.frontend.Model;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions and statements over static values give what Java gives. */
class StaticValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "7 / 2; 3", "-7 / 2; -3", "-7 % 3; -1", "7 / 2.0; 3.5", "7.5 % 2; 1.5", "1 + 2 * 3; 7", "(1 + 2) * 3; 9",
        "2147483647 + 1; -2147483648", "2147483647 + 1L; 2147483648", "-2147483648; -2147483648",
        "-9223372036854775808L / 1000000000000L; -9223372", "1 << 33; 2", "1L << 33; 8589934592", "-8 >> 1; -4",
        "-8 >>> 28; 15", "6 & 3; 2", "6 | 3; 7", "6 ^ 3; 5", "~5; -6", "+3; 3", "0x1F; 31", "0b101; 5", "1_000; 1000",
        "(int) 3.99; 3", "(int) -3.99; -3", "(long) 1e18; 1e18", "(double) 1 / 4; 0.25", "(int) 5000000000L; 705032704",
        "1e-3; 0.001", ".5; 0.5", "1.5d; 1.5"
    })
    void arithmetic(String expression, double value) {
        assertEquals(value, Specs.number(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "3 < 4; 1", "3 >= 4; 0", "3 == 3.0; 1", "3 != 4; 1", "true & !false; 1", "true ^ true; 0", "false | true; 1",
        "3 > 2 ? 5 : 6; 5", "true && 1 / 1 == 1; 1", "false && 1 / 0 == 1; 0", "true || 1 / 0 == 1; 1"
    })
    void logic(String expression, double value) {
        assertEquals(value, Specs.number(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "Math.sqrt(16); 4", "Math.max(3, 4); 4", "Math.max(3, 4.5); 4.5", "Math.floorMod(-1, 3); 2",
        "Math.PI; 3.141592653589793", "Math.round(2.5); 3", "Math.pow(2, 10); 1024", "(int) Math.ceil(9 / 2.0); 5",
        "sqrt(64); 8", "max(2, 3); 3", "1 / sqrt(4); 0.5", "exp(0); 1", "Integer.MAX_VALUE; 2147483647",
        "Integer.parseInt(\"12\"); 12", "Double.parseDouble(\"1.5\"); 1.5", "Integer.bitCount(255); 8"
    })
    void numberFunctions(String expression, double value) {
        assertEquals(value, Specs.number(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"abc\".length(); 3", "\"abc\".equals(\"ab\" + \"c\"); 1", "\"adam\".startsWith(\"ad\"); 1",
        "(\"x\" + 1 + 2.0 + true + null).length(); 13", "\"a,b\".indexOf(\",\"); 1", "\"ab\".repeat(3).length(); 6",
        "\"Adam\".toLowerCase() == \"adam\"; 1", "\"hello\".substring(1, 3).length(); 2"
    })
    void strings(String expression, double value) {
        assertEquals(value, Specs.number(expression));
    }

    private static double run(String body) {
        return Specs.number("f()", "double f() { " + body + " }");
    }

    @Test
    void loops() {
        assertEquals(45, run("int s = 0; for (int i = 0; i < 10; i++) s += i; return s;"));
        assertEquals(25, run("int s = 0; for (int i = 0; i < 10; i++) { if (i % 2 == 0) continue; s += i; } "
                + "return s;"));
        assertEquals(6, run("int s = 0; for (int i = 0; ; i++) { if (i == 4) break; s += i; } return s;"));
        assertEquals(10, run("int i = 0; while (i < 10) ++i; return i;"));
        assertEquals(1, run("int i = 0; do { i++; } while (false); return i;"));
        assertEquals(6, run("int s = 0; for (int v : new int[] {1, 2, 3}) s += v; return s;"));
        assertEquals(6, run("int s = 0; for (var v : List.of(1, 2, 3)) { s += v; } return s;"));
        assertEquals(11, run("int s = 0; for (int i = 0, j = 9; i < j; i += 2, j--) s = i + j; return s;"));
        assertEquals(3, run("for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) { if (i * j == 2) "
                + "return i + j; } } return -1;"));
    }

    @Test
    void assignmentsNarrowAsInJava() {
        assertEquals(3, run("int i = 7; i /= 2; return i;"));
        assertEquals(3, run("int i = 2; i *= 1.75; return i;"));
        assertEquals(5, run("int i = 2; int j = i++ + ++i - 1; return j;"));
        assertEquals(2, run("int i = 5; i--; --i; i -= 1; return i;"));
        assertEquals(12, run("int a, b; a = b = 6; return a + b;"));
        assertEquals(8, run("long l = 1; l <<= 3; return l;"));
        assertEquals(1, run("boolean b = true; b &= 3 > 2; b |= false; b ^= false; return b ? 1 : 0;"));
    }

    @Test
    void switches() {
        String named = "int f(String s) { return switch (s) { case \"a\", \"b\" -> 1; "
                + "case \"c\" -> { int k = 4; yield k; } default -> 9; }; }";
        assertEquals(1, Specs.number("f(\"b\")", named));
        assertEquals(4, Specs.number("f(\"c\")", named));
        assertEquals(9, Specs.number("f(\"z\")", named));
        String falling = "int f(int n) { int s = 0; switch (n) { case 1: s += 1; case 2: s += 10; break; "
                + "default: s = 7; } return s; }";
        assertEquals(11, Specs.number("f(1)", falling));
        assertEquals(10, Specs.number("f(2)", falling));
        assertEquals(7, Specs.number("f(3)", falling));
    }

    @Test
    void arraysAndLists() {
        assertEquals(6, run("int[][] a = new int[2][3]; return a.length * a[1].length;"));
        assertEquals(4, run("int[][] a = {{1, 2}, {3}}; a[0][1]++; return a[0][1] + a[1].length;"));
        assertEquals(1, run("boolean[] a = new boolean[1]; return a[0] ? 0 : 1;"));
        assertEquals(2, run("String[] s = new String[3]; return s[0] == null ? 2 : 3;"));
        assertEquals(60, run("List<Integer> l = new ArrayList<>(); l.add(10); l.add(20); l.addAll(List.of(30)); "
                + "l.set(0, 10); int s = 0; for (int v : l) s += v; return s;"));
        assertEquals(3, run("var l = new ArrayList<Integer>(List.of(4, 5, 6)); return l.isEmpty() ? 0 : l.size();"));
        assertEquals(1, run("int[] a = {1, 2}; int[] b = a.clone(); b[0] = 9; return a[0];"));
        assertEquals(9, run("int[] a = {1, 2}; int[] b = a; b[0] = 9; return a[0];"));
    }

    @Test
    void methodsOverloadsAndRecursion() {
        assertEquals(120, Specs.number("fact(5)", "int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }"));
        String overloads = "static int f(int i) { return 1; } static int f(double d) { return 2; } "
                + "static int f(String s) { return 3; } static int f(int... all) { return 10 + all.length; }";
        assertEquals(1, Specs.number("f(1)", overloads));
        assertEquals(2, Specs.number("f(1.0)", overloads));
        assertEquals(2, Specs.number("f(1L)", overloads));
        assertEquals(3, Specs.number("f(\"\")", overloads));
        assertEquals(13, Specs.number("f(1, 2, 3)", overloads));
        assertEquals(10, Specs.number("T.f()", overloads));
    }

    @Test
    void lambdas() {
        assertEquals(9, run("Function<Integer, Integer> square = n -> n * n; return square.apply(3);"));
        assertEquals(7, run("int k = 4; BiFunction<Integer, Integer, Integer> f = (a, b) -> { return a * b + k; }; "
                + "return f.apply(1, 3);"));
        assertEquals(5, run("Supplier<Integer> five = () -> 5; return five.get();"));
    }

    @Test
    void staticFieldsOfLayersAndTheModel() {
        assertEquals(21, Specs.number("Inner.K * N + Inner.f(1)", "static final int N = 3; "
                + "class Inner { static final int K = 2 * N; static int f(int i) { return i + 2; } }"));
    }

    @Test
    void dimensionsAreArithmetic() {
        Model model = Specs.model("static final Dim B = dim(); static final Dim T = dim(2, 8); "
                + "@Input Tensor x = f32(2 * B + T - 1, B * T); Dim d = x.dim(0); "
                + "@Output Tensor out = reshape(x, x.dim(0) * x.dim(-1));");
        assertEquals("[2*B*B*T + B*T*T - B*T]", model.forward().output("out").shape().toString());
        assertEquals("[Symbol[name=B, min=1, max=2147483647], Symbol[name=T, min=2, max=8]]",
                model.forward().symbols().toString());
        assertEquals(4, Specs.number("n * x.rank() / x.shape(1)", "@Input Tensor x = f32(6, 3); int n = x.dim(0);"));
        assertEquals(1, Specs.number("B + 1 > B && B * 2 / 2 == B && B % B == 0", "static final Dim B = dim();"));
    }

    @Test
    void constantsFromArrays() {
        assertArrayEquals(new double[] {1, 2, 3, 4},
                Specs.out("@Output Tensor out = constant(new double[][] {{1, 2}, {3, 4}});"));
        assertArrayEquals(new double[] {0, 0, 2, 2}, Specs.out(
                "@Output Tensor out = concat(0, zeros(2), full(2.0, 2));"));
        assertEquals("i64[2]", Specs.model("@Output Tensor out = constant(List.of(1, 2), I64);").forward()
                .output("out").type().toString());
        assertEquals(List.of("1:22 the rows of this array differ in length"),
                Specs.problems("@Output Tensor out = constant(new int[][] {{1}, {2, 3}});"));
    }
}
