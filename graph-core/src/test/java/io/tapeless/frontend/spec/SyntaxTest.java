package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text that is not Java, in plain words and with the caret where it belongs. */
class SyntaxTest {
    private static List<String> problems(String source) {
        return Specs.problemsOf(source, Map.of()).stream()
                .map(d -> d.site().line() + ":" + d.site().column() + " " + d.text()).toList();
    }

    @Test
    void missingSemicolonIsAtTheEndOfItsLine() {
        assertEquals(List.of("2:15 `;` is missing"), problems("class A {\n  Tensor x = 1\n  Tensor y = 2;\n}"));
    }

    @Test
    void unexpectedTokens() {
        assertEquals(List.of("1:27 unexpected `;`; expected an expression"), problems("class A { Tensor x = (1 + ; }"));
        assertEquals(List.of("1:40 unexpected `;`; expected `)` or more of the expression"),
                problems("class A { Tensor x = relu(matmul(x, w) ; }"));
        assertEquals(List.of("1:36 unexpected `@`; expected `;` or more of the expression"),
                problems("class A { @Input Tensor x = f32(3) @Param Tensor y = zeros(3); }"));
        assertEquals(List.of("1:11 unexpected `for`; expected a member or `}`"), problems("class A { for (;;) { } }"));
        assertEquals(List.of("1:22 no statement begins with `x`; expected a declaration, an assignment or a call"),
                problems("class A { void f() { x + 1; } }"));
    }

    @Test
    void textThatEndsTooEarly() {
        assertEquals(List.of("1:22 the file ends too early; expected `}`"), problems("class A { void f() { "));
        assertEquals(List.of("2:5 the file ends inside a string or comment"), problems("class A {\n/* a"));
        assertEquals(List.of("1:27 this string does not end on its line"), problems("class A { String s = \"abc;\n}"));
        assertEquals(List.of("1:21 unexpected character `#`"), problems("class A { int x = 3 # 4; }"));
    }

    @Test
    void independentSyntaxErrorsAreAllReported() {
        assertEquals(List.of("2:24 unexpected `;`; expected an expression",
                        "3:24 unexpected `;`; expected an expression"),
                problems("class A {\n  int x() { return 1 + ; }\n  int y() { return 2 * ; }\n}"));
    }

    @Test
    void aSpecHoldsOneClass() {
        assertEquals(List.of("1:1 there is no class in this file; a spec holds one top-level class, the model"),
                problems(""));
        assertEquals(List.of("1:19 a spec holds one top-level class, found B too; move it into the model class"),
                problems("class A { } class B { }"));
    }

    @Test
    void theCaretStandsUnderTheColumnBehindTabs() {
        Diagnostic problem = Specs.problemsOf("class A {\n\tTensor x =\trelu(zz);\n}", Map.of()).get(0);
        assertEquals("T.model.java:2:18: there is no variable zz\n\tTensor x =\trelu(zz);\n\t          \t     ^",
                problem.render());
    }

    @Test
    void longLinesAreCutAroundTheCaret() {
        String padding = "/* " + "-".repeat(5000) + " */ ";
        Diagnostic problem = Specs.problemsOf("class A { " + padding + "Tensor x = zz; " + padding + "}", Map.of())
                .get(0);
        String[] lines = problem.render().split("\n");
        assertTrue(lines[1].length() <= 160);
        assertEquals('z', lines[1].charAt(lines[2].indexOf('^')));
    }

    @Test
    void windowsLinesByteOrderMarkAndComments() {
        assertEquals(List.of("3:14 there is no variable zz"),
                problems("\uFEFF// größe\r\nclass A { /** doc */\r\n  Tensor x = zz; // here\r\n}\r\n"));
    }
}
