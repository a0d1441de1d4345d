package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.ir.Graph;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Spark#19083, jawk#562, Rainier#248: HotSpot never compiles a method of more than 8000 bytes, and whoever
 * generates one runs many times slower. Train steps of models that are large in every direction have none.
 */
class MethodSizeTest {
    private static final int HUGE = 8000;

    @Test
    void deepElementwiseChain() {
        assertNoHugeMethod("""
                @Input Tensor x = f64(100);
                @Param Tensor w = ones(100, F64);
                @Loss Tensor loss;
                {
                    Tensor h = x * w;
                    for (int i = 0; i < 25; i++) {
                        h = lgamma(softplus(h) + 1) * erf(h + i) + tanh(h) * pow(softplus(h), 1.5);
                    }
                    loss = sum(h);
                }
                """);
    }

    @Test
    void manyParameters() {
        assertNoHugeMethod("""
                @Input Tensor x = f32(8);
                Scale[] scales = new Scale[120];
                @Loss Tensor loss = 0;
                {
                    for (int i = 0; i < 120; i++) {
                        scales[i] = new Scale();
                        loss = loss + sum(sin(x * scales[i].w * i));
                    }
                }

                class Scale {
                    @Param Tensor w = normal(1, 8);
                }
                """);
    }

    @Test
    void wideExpression() {
        assertNoHugeMethod("""
                @Input Tensor x = f32(64, 64);
                @Param Tensor w = normal(1, 64);
                @Loss Tensor loss;
                {
                    Tensor sum = 0 * x;
                    for (int i = 1; i < 50; i++) {
                        sum += softmax(x * i + w, -1) * sigmoid(roll(x, i, 1));
                    }
                    loss = mean(square(sum));
                }
                """);
    }

    @Test
    void recurrentNetwork() {
        assertNoHugeMethod("""
                static final Dim T = dim();
                @Input Tensor x = f32(T, 2, 6);
                @Param Tensor wIh = normal(0.1, 20, 6), wHh = normal(0.1, 20, 5), bIh = zeros(20), bHh = zeros(20);
                List<Tensor> states = lstm(x, zeros(2, 5), zeros(2, 5), wIh, wHh, bIh, bHh);
                @Loss Tensor loss = sum(square(attention(states.get(0), states.get(0), states.get(0))));
                """);
    }

    private static void assertNoHugeMethod(String members) {
        Model model = SpecCompiler.compile("T.model.java", "class T {\n" + members + "}\n", Map.of());
        TrainGraphs made = TrainGraphs.of(model, CompileOptions.defaults().withOptimizer("adam", 1e-3).settings());
        Graph step = made.stages().result();
        LoweredFunction function = ModelCompiler.lower(step, made.variables(model));
        for (Form form : Form.values()) {
            MethodSizes sizes = new MethodSizes(function.emit(form, "T"));
            assertTrue(sizes.largest > 50 && sizes.largest < HUGE,
                    sizes.largestName + " has " + sizes.largest + " bytes in form " + form);
        }
    }

    /** The sizes of methods, which ASM shows by the room it makes for labels: one for each byte and one for the end. */
    private static final class MethodSizes extends ClassReader {
        private String name;
        private String largestName;
        private int largest;

        MethodSizes(byte[] classFile) {
            super(classFile);
            accept(new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                        String[] exceptions) {
                    name = method;
                    return new MethodVisitor(Opcodes.ASM9) { };
                }
            }, 0);
        }

        @Override
        protected Label readLabel(int offset, Label[] labels) {
            if (labels.length - 1 > largest) {
                largest = labels.length - 1;
                largestName = name;
            }
            return super.readLabel(offset, labels);
        }
    }
}
