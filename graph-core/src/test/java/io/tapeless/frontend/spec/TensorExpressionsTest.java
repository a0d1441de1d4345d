package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Model;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Node;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators, functions and methods on tensors, computed by the reference interpreter. */
class TensorExpressionsTest {
    private static final String INPUTS =
            "static final Dim N = dim(); @Input Tensor x = f64(N); @Input Tensor i = i32(N);\n";
    private static final Map<String, Value> VALUES = Map.of(
            "x", Value.of(DType.F64, new int[] {3}, 1.5, -2, 0),
            "i", Value.ofIntegers(DType.I32, new int[] {3}, 7, -7, 2));

    private static double[] out(String expression) {
        return Specs.out(INPUTS + "@Output Tensor out = " + expression + ";", VALUES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "x + 1; 2.5, -1, 1", "1 - x; -0.5, 3, 1", "2 * x; 3, -4, 0", "x / 2; 0.75, -1, 0",
        "-x; -1.5, 2, -0.0", "+x; 1.5, -2, 0",
        "x % 1; 0.5, -0.0, 0", "x * x + x; 3.75, 2, 0", "i / 2; 3, -3, 1", "i % 4; 3, -3, 2", "i + 1; 8, -6, 3",
        "x > 0; 1, 0, 0", "0 < x; 1, 0, 0", "x <= 0; 0, 1, 1", "x == 0; 0, 0, 1", "x != 0; 1, 1, 0", "x >= -2; 1, 1, 1",
        "x > 0 & x < 1; 0, 0, 0", "x > 0 | x < -1; 1, 1, 0", "x > 0 ^ x > -5; 0, 1, 1", "!(x > 0); 0, 1, 1",
        "x > 0 ? x : 0; 1.5, 0, 0", "x > 0 ? 1.0 : x; 1, -2, 0", "where(x > 0, x, -1); 1.5, -1, -1",
        "x + N; 4.5, 1, 3", "x * (N - 1); 3, -4, 0", "cast(i, F64) * 0.5; 3.5, -3.5, 1",
        "relu(x); 1.5, 0, 0", "x.relu(); 1.5, 0, 0",
        "x.abs().max(1.75); 1.75, 2, 1.75", "x.plus(1).times(x); 3.75, 2, 0",
        "sum(x); -0.5", "x.sum(); -0.5", "sum(x, 0); -0.5", "sum(x, 0, true); -0.5",
        "sum(x, new int[] {0}, true); -0.5",
        "x.max(0); 1.5", "clip(x, -1, 1); 1, -1, 0", "pow(x, 2); 2.25, 4, 0", "argmax(x, -1); 0",
        "stack(0, x, x).sum(0); 3, -4, 0", "concat(0, List.of(x, x)).sum(); -1",
        "gather(x, constant(new int[] {2, 0}, I32), 0); 0, 1.5",
        "zeros(N, F64) + x; 1.5, -2, 0", "matmul(x, x); 6.25", "x.dot(x) * ones(F64); 6.25",
        "einsum(\"i,j->ij\", x, x).sum(); 0.25", "stack(0, x, x).sum(0, 1); -1",
        "sort(x); -2, 0, 1.5", "x.sort(0, true); 1.5, 0, -2", "topK(x, 1).get(0); 1.5", "median(x); 0",
        "det(diag(x + 3)); 13.5", "solve(diag(x * 0 + 2), x); 0.75, -1, 0",
        "polygamma(0, x * 0 + 1) - digamma(x * 0 + 1); 0, 0, 0",
        "x.shape(0) * x; 4.5, -6, 0"
    })
    void expression(String expression, String values) {
        double[] expected = Stream.of(values.split(",")).mapToDouble(Double::parseDouble).toArray();
        assertArrayEquals(expected, out(expression), expression);
    }

    @Test
    void aNumberInATensorVariableTakesTheDtypeItMeets() {
        assertArrayEquals(new double[] {2.5, -1, 1},
                Specs.out(INPUTS + "Tensor t = 1; { t += x; } @Output Tensor out = t;", VALUES));
        assertArrayEquals(new double[] {0.5}, Specs.out("Tensor t = 1; @Output Tensor out = t / 2;"));
    }

    @Test
    void controlFlowOverStaticValuesUnrolls() {
        Model model = Specs.model("@Input Tensor x = f64(); @Output Tensor out = power(x, 5);"
                + "Tensor power(Tensor b, int n) { return n == 0 ? b * 0 + 1 : n % 2 == 1 ? b * power(b, n - 1) "
                + ": square(power(b, n / 2)); }");
        assertEquals(5, model.forward().nodes().stream().filter(n -> n.op().mnemonic().equals("mul")).count());
    }

    @Test
    void gradientsAreNodesLikeAnyOther() {
        double[] y = Specs.out(INPUTS + "Tensor s = sum(x * x * x); @Output Tensor out = grad(s, x);", VALUES);
        assertArrayEquals(new double[] {6.75, 12, 0}, y);
        double[] twice = Specs.out(INPUTS + "Tensor s = sum(x * x * x); Tensor g = grad(s, x);"
                + "@Output Tensor out = grad(sum(g * g), x);", VALUES);
        assertArrayEquals(new double[] {121.5, -288, 0}, twice);
    }

    @Test
    void gradientOfSeveralTensorsIsAList() {
        double[] y = Specs.out("@Input Tensor a = f64(); @Input Tensor b = f64();"
                + "List<Tensor> g = grad(a * b, List.of(a, b)); @Output Tensor out = g.get(0) * 10 + g.get(1);",
                Map.of("a", Value.scalar(DType.F64, 2.0), "b", Value.scalar(DType.F64, 3.0)));
        assertArrayEquals(new double[] {32}, y);
    }

    @Test
    void gradientPenaltyTrainsThroughAGradient() {
        Model model = Specs.model("@Input Tensor x = f32(4); @Param Tensor w = heNormal(4, 1);"
                + "Tensor y = tanh(matmul(x, w)).sum(); @Loss Tensor loss = y + sum(square(grad(y, x)));");
        assertTrue(model.train().output("loss").shape().dims().isEmpty());
    }

    @Test
    void nodesKnowWhereTheyWereWritten() {
        Model model = Specs.model(
                "@Input Tensor x = f32(4);\nTensor h =\n    relu(x) + x.exp();\n@Output Tensor out = h;");
        assertEquals("T.model.java:4:5", site(model, "relu"));
        assertEquals("T.model.java:4:17", site(model, "exp"));
        assertEquals("T.model.java:4:13", site(model, "add"));
        assertEquals("T.model.java:2:19", site(model, "input"));
    }

    private static String site(Model model, String mnemonic) {
        return model.forward().nodes().stream().filter(n -> n.op().mnemonic().equals(mnemonic))
                .map(Node::origin).map(o -> o.site().toString()).findFirst().orElseThrow();
    }
}
