package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.loop.Source;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.ir.IrException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emitted methods have the line numbers of the spec. */
class SourceLinesTest {
    private static final Model MODEL = SpecCompiler.compile("Lookup.model.java", """
            class Lookup {
                static final Dim B = dim();
                @Input Tensor row = i32(B);
                @Param Tensor table = constant(new double[][] {{1, 2}, {3, 4}, {5, 6}});
                Tensor next =
                    row + 1;
                Tensor picked =
                    gather(table, next, 0);
                @Output Tensor wave =
                    exp(picked);
                @Output Tensor total =
                    sum(table, 0);
            }
            """, Map.of());

    @ParameterizedTest
    @EnumSource(value = Form.class, names = {"SCALAR", "V256"})
    void aStackTraceNamesTheLineOfTheSpec(Form form) {
        CompiledModel compiled = ModelCompiler.compile(MODEL, CompileOptions.defaults().withForm(form));
        Predictor predictor = compiled.predictor(compiled.initialize(1));
        predictor.batch(2);
        predictor.input("row").set(new int[] {0, 2});
        IrException outside = assertThrows(IrException.class, predictor::run);
        assertTrue(outside.getMessage().startsWith("index 3 is out of range for an axis of extent 3, in wave"),
                outside.getMessage());
        Throwable cause = outside;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        List<StackTraceElement> inSpec = Arrays.stream(cause.getStackTrace())
                .filter(e -> "Lookup.model.java".equals(e.getFileName())).toList();
        assertTrue(inSpec.get(0).getMethodName().startsWith("k"), inSpec.toString());
        assertEquals(8, inSpec.get(0).getLineNumber(), "the gather");
        assertTrue(inSpec.get(1).getMethodName().startsWith("c"), inSpec.toString());
        assertEquals(10, inSpec.get(1).getLineNumber(), "what the call computes");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void classFilesHaveTheLines(Form form) {
        LoweredFunction function = ModelCompiler.lower(ModelCompiler.optimize(MODEL.forward()),
                new VariableTable(MODEL.variables()));
        Map<String, Set<Integer>> lines = new TreeMap<>();
        Set<String> files = new TreeSet<>();
        new ClassReader(function.emit(form, "Lookup")).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitSource(String source, String debug) {
                files.add(source);
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitLineNumber(int line, Label start) {
                        lines.computeIfAbsent(name.substring(0, 1), n -> new TreeSet<>()).add(line);
                    }
                };
            }
        }, 0);
        assertEquals(Set.of("Lookup.model.java"), files);
        assertEquals(Set.of(10, 12), lines.get("c"));
        assertTrue(lines.get("k").containsAll(Set.of(6, 8, 10, 12)), lines.toString());
    }

    @Test
    void aSharedKernelHasTheLinesThatItsCallsAgreeOn() {
        Source a = new Source("A.model.java", 3, Map.of("v0", 2, "v1", 3));
        Source b = new Source("A.model.java", 3, Map.of("v0", 1, "v1", 3));
        assertEquals(new Source("A.model.java", 3, Map.of("v1", 3)), Source.common(List.of(a, b)));
        assertEquals(Source.NONE, Source.common(List.of(a, new Source("A.model.java", 4, new HashMap<>()))));
        assertEquals(Source.NONE, Source.common(List.of()));
    }
}
