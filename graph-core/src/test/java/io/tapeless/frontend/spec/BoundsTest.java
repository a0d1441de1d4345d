package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile spec ends soon, with a message. */
class BoundsTest {
    private static String problem(String members) {
        List<String> problems = Specs.problems(members);
        assertFalse(problems.isEmpty(), "no problem");
        return problems.get(0);
    }

    @Test
    void anEndlessLoopIsNamed() {
        assertEquals("1:14 this while loop has not ended after 199999 turns; evaluation is limited to 1000000 steps",
                problem("{ int i = 0; while (true) { i++; } }"));
        assertTrue(problem("int f() {\n do { } while (true); }\n int a = f();").startsWith("2:2 this do loop"));
    }

    @Test
    void recursionsAreBounded() {
        assertTrue(problem("int f(int n) { return f(n + 1); } int a = f(0);").contains("calls nest too deeply"));
        assertTrue(problem("class A { A a = new A(); } A a = new A();").contains("calls nest too deeply"));
        assertTrue(problem("Function<Integer, Integer> f; { f = n -> f.apply(n); f.apply(1); }")
                .contains("calls nest too deeply"));
        assertTrue(problem("int f(int n) { return n <= 1 ? 1 : f(n - 1) + f(n - 2); } int a = f(60);")
                .contains("the evaluation has not ended here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{ String s = \"ab\"; while (true) { s += s; } }",
        "int[][] a = new int[100000][100000];",
        "{ List<Object> all = new ArrayList<>(); while (true) { all.add(new int[100000]); } }",
        "{ List<Object> l = new ArrayList<>(); l.add(1); while (true) { l.addAll(l); } }",
        "@Input Tensor x = f32(3); { Tensor y = x; while (true) { y = y * x; } }",
        "@Input Tensor x = f32(3); { Tensor y = x; while (true) { y = grad(sum(sin(y)), x); } }",
        "static final Dim B = dim(); { Dim d = B + 1; while (true) { d = d * d; } }",
        "static final Dim B = dim(); @Input Tensor x = f32(B); { var y = x; while (true) y = flatten(outer(y, y)); }",
        "static final Dim B = dim(); { Dim d = B; while (true) { d = d * d; } }",
        "@Input Tensor x = f32(1000000000); List<Tensor> l = split(x, 1000000000, 0);",
        "@Input Tensor x = f32(3000); Tensor j = jacobian(x * x, x); { while (true) { j = jacobian(j, x); } }",
        "List<Object> l = new ArrayList<>(); { l.add(l); } Tensor t = constant(l);",
        "class A { A next; } { A a = null; while (true) { A b = new A(); b.next = a; a = b; } }"
    })
    void growthIsBounded(String members) {
        assertFalse(Specs.problemsOf("class T {\n" + members + "\n}\n", Map.of(), Specs.SMALL).isEmpty());
    }

    @Test
    void deepExpressionsInDeepCallsAreBounded() {
        assertTrue(problem("int f(int n) { return " + "(".repeat(300) + "f(n + 1)" + ")".repeat(300)
                + "; } int a = f(0);").contains("inside too many calls"));
    }

    @Test
    void deepSyntaxIsRefused() {
        for (String deep : List.of("(".repeat(2000) + "1" + ")".repeat(2000), "- ".repeat(2000) + "1",
                "1" + " + 1".repeat(2000), "a" + ".f()".repeat(2000), "f(".repeat(2000) + ")".repeat(2000))) {
            String problem = problem("int x = " + deep + ";");
            assertTrue(problem.contains("nests too deeply"), problem);
        }
        assertEquals(500, Specs.number("1" + " + 1".repeat(499)));
    }

    @Test
    void longSourcesAreRefused() {
        assertEquals("a spec has at most 1048576 characters",
                Specs.problemsOf("class A { /*" + " ".repeat(1 << 20) + "*/ }", Map.of()).get(0).text());
    }

    @Test
    void theNumberOfProblemsIsBounded() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            members.append("int a").append(i).append(" = unknown;\n");
        }
        assertEquals(100, Specs.problems(members.toString()).size());
    }

    @Test
    void theOtherMembersAreStillChecked() {
        List<String> problems = Specs.problems("{ for (;;); }\nint f() { return f(); }\nint a = f();\nint b = c;");
        assertEquals(3, problems.size());
        assertEquals("4:9 there is no variable c", problems.get(2));
    }
}
