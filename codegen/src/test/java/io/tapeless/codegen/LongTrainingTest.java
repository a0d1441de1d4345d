package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.spec.SpecCompiler;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Long trainings allocate nothing, so no garbage is ever collected. {@code -Pfuzz} makes 100,000 steps of a tiny net and
 * 10,000 of a convolutional one, in vector form; it prints the processor's time in ten parts of the run, for people to
 * read.
 */
class LongTrainingTest {
    private static final int STEPS = Integer.getInteger("tapeless.steps", 3000);
    private static final int PARTS = 10;
    /** In scalar form unless there is time to wait until vector code is compiled. */
    private static final CompileOptions OPTIONS = System.getProperty("tapeless.steps") == null
            ? CompileOptions.defaults().withForm(Form.SCALAR) : CompileOptions.defaults();

    @Test
    void aTinyNetOneExampleAtATime() {
        train(STEPS, 1, """
                class Tiny {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 2);
                    @Input Tensor y = f32(B, 1);
                    @Param Tensor w1 = heNormal(2, 16);
                    @Param Tensor b1 = zeros(16);
                    @Param Tensor w2 = heNormal(16, 16);
                    @Param Tensor b2 = zeros(16);
                    @Param Tensor w3 = heNormal(16, 1);
                    @Param Tensor b3 = zeros(1);
                    Tensor h = relu(matmul(relu(matmul(x, w1) + b1), w2) + b2);
                    @Loss Tensor loss = mean(square(matmul(h, w3) + b3 - y));
                }
                """);
    }

    @Test
    void aConvolutionalNet() {
        train(Math.max(STEPS / 10, 1000), 16, """
                class Convolutional {
                    static final Dim B = dim();
                    @Input Tensor x = f32(B, 1, 8, 8);
                    @Input Tensor y = i32(B);
                    @Param Tensor k1 = heNormal(8, 1, 3, 3);
                    @Param Tensor k2 = heNormal(16, 8, 3, 3);
                    @Param Tensor w = glorotUniform(64, 10);
                    Tensor h1 = maxPool2d(relu(conv2d(x, k1, 1, 1)), 2);
                    Tensor h2 = maxPool2d(relu(conv2d(h1, k2, 1, 1)), 2);
                    @Loss Tensor loss = mean(crossEntropy(matmul(h2.reshape(B, 64), w), y));
                }
                """);
    }

    private static void train(int steps, int batch, String spec) {
        Trainer trainer = ModelCompiler.compile(SpecCompiler.compile("Long.model.java", spec, Map.of()),
                OPTIONS.withOptimizer("adam", 1e-3)).trainer(1);
        trainer.batch(batch);
        Random random = new Random(1);
        TensorView x = trainer.input("x");
        for (int i = 0; i < x.size(); i++) {
            x.floats()[x.offset() + i] = random.nextFloat();
        }
        trainer.input("y").fill(1);
        double first = trainer.step();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < steps / PARTS || !trainer.model().step().program().isSettled(); i++) {
            trainer.step();
            threads.getCurrentThreadAllocatedBytes();
        }
        double[] micros = new double[PARTS];
        double loss = first;
        long collections = collections();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (int part = 0; part < PARTS; part++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < steps / PARTS; i++) {
                loss = trainer.step();
            }
            micros[part] = (threads.getCurrentThreadCpuTime() - start) / 1e3 / (steps / PARTS);
        }
        // A step allocates nothing; what HotSpot makes once for the thread, as when it gives up a compiled method, does.
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        assertTrue(bytes < steps, bytes + " bytes in " + steps + " steps");
        assertEquals(0, collections() - collections, "collections of garbage");
        assertTrue(loss < first);
        System.out.println(trainer.model().model().name() + ", " + steps + " steps, " + bytes + " bytes in all, µs a step: "
                + Arrays.stream(micros).mapToObj(t -> String.format(Locale.ROOT, "%.2f", t)).toList());
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }
}
