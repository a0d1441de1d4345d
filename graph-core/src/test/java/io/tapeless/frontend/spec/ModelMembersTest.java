package io.tapeless.frontend.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the members of a model class declare. */
class ModelMembersTest {
    @Test
    void digits(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("Digits.model.java");
        Files.writeString(file, Specs.resource("Digits.model.java"));
        Model model = SpecCompiler.compile(file, Map.of());
        assertEquals("Digits", model.name());
        assertEquals("{x=f32[B, 64], y=i32[B]}", model.inputs().toString());
        assertEquals("{w1=f32[64, 128], b1=f32[128], w2=f32[128, 10], b2=f32[10]}", model.variables().toString());
        assertEquals(List.of("logits", "label"), model.outputs());
        assertEquals("loss", model.loss().orElseThrow());
        assertEquals(List.of("accuracy"), model.metrics());
        assertEquals("adam", model.settings().text(TrainSetting.OPTIMIZER).orElseThrow());
        assertEquals(1e-3, model.settings().real(TrainSetting.LEARNING_RATE).orElseThrow());
        assertEquals(64, model.settings().count(TrainSetting.BATCH).orElseThrow());
        assertEquals(30, model.settings().count(TrainSetting.EPOCHS).orElseThrow());
        assertEquals("f32[B, 128]", model.forward(List.of("hidden")).output("hidden").type().toString());
        assertEquals(Set.of("logits", "label", "loss", "accuracy"), model.forward().outputs().keySet());
        assertEquals(Set.of("loss", "accuracy"), model.train().outputs().keySet());
    }

    @Test
    void theSpecOfTheLanguagePageIsOne() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "spec.md"));
        String source = page.substring(page.indexOf("```java\n") + 8, page.indexOf("\n```\n"));
        Model model = SpecCompiler.compile("spec.md", source, Map.of());
        assertEquals("[hidden.w, hidden.b, out.w, out.b]", model.variables().keySet().toString());
    }

    @Test
    void layersAreNamedAfterTheFieldsThatHoldThem() {
        Model model = SpecCompiler.compile("Layers.model.java", Specs.resource("Layers.model.java"), Map.of());
        assertEquals("[blocks.0.running, blocks.0.inner.w, blocks.0.inner.b, blocks.1.running, blocks.1.inner.w, "
                + "blocks.1.inner.b, heads.0.w, heads.0.b, heads.1.w, heads.1.b]",
                model.variables().keySet().toString());
        assertEquals(Set.of("", "blocks.0", "blocks.0.inner", "blocks.1", "blocks.1.inner", "heads.0", "heads.1"),
                model.forward().nodes().stream().map(n -> n.origin().scope()).collect(Collectors.toSet()));
        assertEquals("f32[B, 1]", model.forward(List.of("out")).output("out").type().toString());
        assertEquals(2, model.train().updates().size());
        assertEquals(0, model.forward().updates().size());
        Model shallow = SpecCompiler.compile("Layers.model.java", Specs.resource("Layers.model.java"),
                Map.of("DEPTH", "1"));
        assertFalse(shallow.variables().containsKey("blocks.1.inner.w"));
    }

    @Test
    void aTransformerOfNestedLayers() {
        Model model = SpecCompiler.compile("Gpt.model.java", Specs.resource("Gpt.model.java"), Map.of("DEPTH", "3"));
        assertEquals(2 + 3 * 12 + 2, model.variables().size());
        assertEquals("f32[32, 96]", model.variables().get("blocks.2.qkv.w").toString());
        assertEquals("f32[B, 16, 65]", model.forward().output("logits").type().toString());
        assertTrue(model.inputs().containsKey("$key"), "dropout draws random numbers");
        assertTrue(model.forward().inputs().stream().noneMatch(n -> n.toString().contains("$key")));
    }

    @Test
    void aSharedLayerHasItsOutermostFirstName() {
        Model model = Specs.model("class D { @Param Tensor w = zeros(2); } class H { D inner; H(D d) { inner = d; } }"
                + "H a = new H(new D()); D shared = new D(); H b = new H(shared); List<D> also = List.of(shared);"
                + "@Output Tensor out = a.inner.w + b.inner.w + shared.w;");
        assertEquals("[a.inner.w, shared.w]", model.variables().keySet().toString());
    }

    @Test
    void overridesReplaceHyperParameters() {
        String members = "static final int N = 2; static final long L = 1; static final double R = 0.5;"
                + "static final boolean F = false; static final String S = \"a\"; static final int M = N * 2;"
                + "@Output Tensor out = constant(new double[] {N, L, R, F ? 1 : 0, S.length(), M});";
        assertEquals("(2.0, 1.0, 0.5, 0.0, 1.0, 4.0)", constant(Specs.model(members)));
        assertEquals("(3.0, 5.0, 0.25, 1.0, 3.0, 6.0)", constant(Specs.model(members,
                Map.of("N", "3", "L", "5", "R", "0.25", "F", "true", "S", "xyz"))));
        assertEquals("(-1.0, 1.0, 1.0E-4, 0.0, 0.0, 1000.0)", constant(Specs.model(members,
                Map.of("N", " -1", "R", "1e-4", "S", "", "M", "1_000"))));
    }

    private static String constant(Model model) {
        return ((Leaf.Constant) model.forward().output("out").op()).value().toString();
    }

    @Test
    void wrongOverridesAreNamed() {
        String source = "class T {\n static final int HIDDEN = 2;\n static final boolean FLAG = true;\n"
                + " static final int[] SIZES = {1};\n @Output Tensor out = constant(HIDDEN);\n}\n";
        List<Diagnostic> problems = Specs.problemsOf(source,
                Map.of("HIDDEN", "x", "FLAG", "1", "SIZES", "3", "HIDEN", "3"));
        assertEquals(List.of("-D HIDEN: model T has no hyper-parameter HIDEN; did you mean HIDDEN?",
                "-D SIZES: SIZES is no static final int, long, double, boolean or String; it has FLAG, HIDDEN",
                "-D HIDDEN=x is no int", "-D FLAG=1 is no boolean"), problems.stream().map(Diagnostic::text).toList());
    }

    @Test
    void trainingIsStaticAndKnown() {
        Model model = Specs.model("@Input Tensor x = f32(3); @Output Tensor out = training() ? x * 2 : x;"
                + "@State Tensor seen = zeros(); { update(seen, seen + 1); } @Loss Tensor loss = sum(out);");
        assertTrue(model.train().nodes().stream().anyMatch(n -> n.op().mnemonic().equals("mul")));
        assertFalse(model.forward().nodes().stream().anyMatch(n -> n.op().mnemonic().equals("mul")));
        assertEquals(1, model.train().updates().size());
    }

    @Test
    void anInitializerBlockMayFillAResult() {
        Model model = Specs.model("@Input Tensor x = f32(3); @Output Tensor out; "
                + "{ out = x; for (int i = 0; i < 3; i++) out = out * x; }");
        assertEquals(3, model.forward().nodes().stream().filter(n -> n.op().mnemonic().equals("mul")).count());
    }

    @Test
    void initialisersTakeShapesAndADtype() {
        Model model = Specs.model("static final Dim D = 4;"
                + "@Param Tensor a = zeros(), b = ones(2, 3), c = full(0.5, 2), d = normal(0.1, 3, F64);"
                + "@Param Tensor e = uniform(-1, 1, D), f = glorotUniform(D, D * 2), g = glorotNormal(2, 2);"
                + "@Param Tensor h = heUniform(2, 2), i = heNormal(new int[] {2, 5}), j = lecunNormal(3, 2, F64);"
                + "@Param Tensor k = constant(new double[] {1, 2}, F64); @State Tensor l = zeros(2, I64);"
                + "@Output Tensor out = a;");
        assertEquals("{a=f32[], b=f32[2, 3], c=f32[2], d=f64[3], e=f32[4], f=f32[4, 8], g=f32[2, 2], h=f32[2, 2], "
                + "i=f32[2, 5], j=f64[3, 2], k=f64[2], l=i64[2]}", model.variables().toString());
        assertEquals(model.variables().keySet(), model.init().outputs().keySet());
    }

    @Test
    void everyProblemOfAFileIsReportedInOrder() {
        List<String> problems = Specs.problems("@Input Tensor x = f32(3);\n@Output Tensor a = rellu(x);\n"
                + "Tensor b = a * 2;\n@Loss Tensor c = sum(b) + sum(x, 7);");
        assertEquals(List.of("2:20 there is no function rellu; did you mean relu or celu or elu?",
                "4:27 sum of f32[3]: axis 7 does not exist in shape [3]; expected -1 to 0"), problems);
    }

    @Test
    void missingOrUnreadableFilesAreSaid(@TempDir Path folder) throws Exception {
        Path absent = folder.resolve("Absent.model.java");
        SpecException missing = assertThrows(SpecException.class, () -> SpecCompiler.compile(absent, Map.of()));
        assertEquals(absent + ": there is no such file", missing.getMessage());
        Path latin = folder.resolve("Latin.model.java");
        Files.write(latin, "class A { } // é".getBytes(StandardCharsets.ISO_8859_1));
        SpecException wrong = assertThrows(SpecException.class, () -> SpecCompiler.compile(latin, Map.of()));
        assertEquals(latin + ": is not UTF-8 text", wrong.getMessage());
        SpecException directory = assertThrows(SpecException.class, () -> SpecCompiler.compile(folder, Map.of()));
        assertTrue(directory.getMessage().startsWith(folder + ": can't be read"), directory.getMessage());
    }

    @Test
    void nodesOfLayersAreInTheirScope() {
        Model model = Specs.model("class D { @Param Tensor w; D(int n) { w = zeros(n); } "
                + "Tensor f(Tensor t) { return t * w; } }"
                + "class Outer { D inner = new D(3); Tensor f(Tensor t) { return exp(inner.f(t)); } }"
                + "@Input Tensor x = f32(3); Outer o = new Outer(); @Output Tensor out = sin(o.f(x));");
        Map<String, String> scopes = model.forward().nodes().stream()
                .collect(Collectors.toMap(n -> n.op().mnemonic(), (Node n) -> n.origin().scope()));
        assertEquals("o.inner", scopes.get("mul"));
        assertEquals("o", scopes.get("exp"));
        assertEquals("", scopes.get("sin"));
    }
}
