package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Operators;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.frontend.spec.SpecException;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users of other systems reported, each under the number of its issue: none of it may happen here. */
class ComplaintsTest {
    private static final int STEPS = Integer.getInteger("tapeless.steps", 3000);
    private static final String CLASSIFIER = """
            static final Dim B = dim();
            @Input Tensor x = f32(B, 5);
            @Input Tensor y = i32(B);
            @Param Tensor w = glorotUniform(5, 3);
            @Param Tensor b = zeros(3);
            @Output Tensor logits = %s;
            @Loss Tensor loss = %s;
            """;

    private static CompiledModel compile(String members, CompileOptions options) {
        return ModelCompiler.compile(SpecCompiler.compile("T.model.java", "class T {\n" + members + "}\n", Map.of()),
                options);
    }

    private static CompileOptions sgd(double learningRate) {
        return CompileOptions.defaults().withOptimizer("sgd", learningRate);
    }

    private static double[] elements(TensorView view) {
        return IntStream.range(0, view.size()).mapToDouble(view::get).toArray();
    }

    /** The weights after some steps on random batches of 4. */
    private static double[] trained(String logits, String loss, double learningRate) {
        Trainer trainer = compile(CLASSIFIER.formatted(logits, loss), sgd(learningRate)).trainer(3);
        Random random = new Random(5);
        trainer.batch(4);
        for (int step = 0; step < 20; step++) {
            for (int i = 0; i < 20; i++) {
                trainer.input("x").floats()[trainer.input("x").offset() + i] = random.nextFloat() - 0.5f;
            }
            trainer.input("y").set(random.ints(4, 0, 3).toArray());
            trainer.step();
        }
        return elements(trainer.parameters().get("w"));
    }

    // ------------------------------------------------------------------ numbers that should be finite, or exact

    /** Theano#4353: the Hessian of a network with relu was NaN at 0. */
    @Test
    void theano4353HessianOfReluAtZeroIsFinite() {
        AtPoint.of(x -> x.relu().square(), 0, 1, -1).first(0, 2, 0).second(0, 2, 0);
    }

    /** Theano#4086: binary cross-entropy of a sigmoid was not stabilised across a reshape. */
    @Test
    void theano4086CrossEntropyOfAReshapedSigmoidIsStable() {
        Trainer trainer = compile("""
                @Input Tensor x = f32(2);
                @Input Tensor t = f32(2, 1);
                @Param Tensor w = ones(2);
                @Loss Tensor loss = sum(binaryCrossEntropy(reshape(sigmoid(x * w), 2, 1), t));
                """, sgd(1e-3)).trainer(1);
        trainer.input("x").set(new float[] {1000, -1000});
        trainer.input("t").set(new float[] {0, 1});
        assertEquals(2000, trainer.step());
        assertArrayEquals(new double[] {0, 0}, elements(trainer.parameters().get("w")), 1e-6);
    }

    /** Theano#1996: the gradient of one element of a square root was NaN where another element was 0. */
    @Test
    void theano1996ElementOfASquareRootIgnoresTheOthers() {
        AtPoint.of(x -> x.sqrt().narrow(0, 0, 1), 4, 0).value(2).first(0.25, 0).second(-1 / 32.0, 0);
    }

    /** JAX#1052, JAX#5798, autograd#802: the branch that where did not choose made the gradient NaN. */
    @Test
    void jax1052BranchesNotChosenHaveNoGradient() {
        AtPoint.of(x -> Operators.where(x.eq(0), 0, x.reciprocal()), 0, 2).first(0, -0.25).second(0, 0.25);
        AtPoint.of(x -> Operators.where(x.gt(0), x.log().times(x), 0), 0, 1).first(0, 1).second(0, 1);
        AtPoint.of(x -> Operators.where(x.abs().gt(0), x.pow(1.5), 0), 0, 4).first(0, 3).second(0, 0.375);
    }

    /** PyTorch#91469: the second derivative of a fifth power was wrong. */
    @Test
    void torch91469FifthPowerHasItsSecondDerivative() {
        AtPoint.of(x -> x.pow(5), 1.5, 0, -2).first(5 * Math.pow(1.5, 4), 0, 80).second(67.5, 0, -160);
        AtPoint.of(x -> x.square().square().times(x), 1.5, 0, -2).second(67.5, 0, -160);
    }

    // ------------------------------------------------------------------ gradients that should be right

    /** TensorFlow#21243: the gradient of a variable that was gathered from and used as a whole was wrong. */
    @Test
    void tensorFlow21243GatheredAndDenseUsesAdd() {
        Trainer trainer = compile("""
                @Input Tensor i = i32(3);
                @Param Tensor table = ones(4, 2);
                @Loss Tensor loss = sum(gather(table, i, 0)) + 0.5 * sum(table * table);
                """, sgd(1)).trainer(1);
        trainer.input("i").set(new int[] {2, 0, 2});
        assertEquals(6 + 4, trainer.step());
        assertArrayEquals(new double[] {-1, -1, 0, 0, -2, -2, 0, 0}, elements(trainer.parameters().get("table")));
    }

    /** TensorFlow#783: a variable that the loss does not depend on had the gradient None, silently. */
    @Test
    void tensorFlow783DisconnectedTensorsAreNamed() {
        SpecException e = assertThrows(SpecException.class, () -> compile("""
                @Input Tensor x = f32(3);
                @Input Tensor unused = f32(3);
                @Output Tensor g = grad(sum(x), unused);
                """, sgd(1)));
        assertTrue(e.getMessage().contains("unused"), e.getMessage());
    }

    /** DL4J#9026: the fused loss ignored the adjoint that came from outside. */
    @Test
    void dl4j9026TwiceTheLossHasTwiceTheGradient() {
        String logits = "matmul(x, w) + b";
        assertArrayEquals(trained(logits, "mean(crossEntropy(logits, y))", 0.5),
                trained(logits, "2 * mean(crossEntropy(logits, y))", 0.25));
    }

    /** DL4J#9869: a dense layer trained to other weights than the product and sum that it stands for. */
    @Test
    void dl4j9869DenseIsProductPlusBias() {
        String loss = "mean(crossEntropy(logits, y))";
        assertArrayEquals(trained("matmul(x, w) + b", loss, 0.5), trained("dense(x, w, b)", loss, 0.5));
    }

    /** DL4J#9844: loops and choices could be run but not trained. */
    @Test
    void dl4j9844LoopsAndChoicesTrain() {
        Trainer trainer = compile("""
                @Input Tensor x = f32(3);
                @Param Tensor w = full(0.5, 3);
                Tensor grown = sum(whileLoop(20, w * x, v -> sum(v) < 10, v -> v * 1.5));
                @Loss Tensor loss = cond(grown > 5, () -> square(grown - 12), () -> sum(w));
                """, sgd(0.002)).trainer(1);
        trainer.input("x").set(new float[] {1, 1.1f, 0.9f});
        assertEquals(Math.pow(1.5 * Math.pow(1.5, 5) - 12, 2), trainer.step(), 1e-5);
        for (int step = 0; step < 50; step++) {
            trainer.step();
        }
        assertEquals(0, trainer.step(), 1e-6);
    }

    // ------------------------------------------------------------------ what should not be disturbed, or said

    /** DL4J#5400: asking for gradients changed what the forward pass computed. */
    @Test
    void dl4j5400GradientsDoNotDisturbTheForwardPass() {
        CompiledModel model = compile(CLASSIFIER.formatted("tanh(matmul(x, w) + b)", "mean(crossEntropy(logits, y))"),
                sgd(0.1));
        float[] x = {1, 2, 3, 4, 5, -1, -2, -3, -4, -5};
        double[] before = predict(model, x);
        Trainer trainer = model.trainer(3);
        trainer.batch(2);
        trainer.input("x").set(x);
        trainer.input("y").set(new int[] {0, 1});
        trainer.step();
        assertArrayEquals(before, predict(model, x));
    }

    private static double[] predict(CompiledModel model, float[] x) {
        Predictor predictor = model.predictor(model.initialize(3));
        predictor.batch(x.length / 5);
        predictor.input("x").set(x);
        predictor.run();
        return elements(predictor.output("logits"));
    }

    /** DL4J#8648: an input that was not given was a NullPointerException. */
    @Test
    void dl4j8648MissingInputsAreNamed() {
        CompiledModel model = compile(CLASSIFIER.formatted("matmul(x, w) + b", "mean(crossEntropy(logits, y))"), sgd(1));
        IrException e = assertThrows(IrException.class,
                () -> model.evaluate().bindingOf(Map.of("x", new int[] {2, 5})));
        assertTrue(e.getMessage().contains("y"), e.getMessage());
        assertTrue(e.getMessage().contains("i32[B]"), e.getMessage());
    }

    // ------------------------------------------------------------------ running for long, and again

    /** DJL#2210: memory and step time grew as training went on. */
    @Test
    void djl2210StepsAllocateNothingAndTheHeapStaysFlat() {
        Model model = TrainedModels.classifier(DType.F32);
        Trainer trainer = ModelCompiler.compile(model, sgd(0.1).withForm(Form.SCALAR).withThreads(1)).trainer(1);
        trainer.batch(2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        trainer.step();
        long heap = usedHeap();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int step = 0; step < STEPS; step++) {
            trainer.step();
        }
        // What HotSpot makes once for the thread, as when it gives up a compiled method, is no step's.
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(bytes < STEPS, bytes + " bytes in " + STEPS + " steps");
        long growth = usedHeap() - heap;
        assertTrue(growth < 1 << 16, "the heap grew by " + growth + " bytes in " + STEPS + " steps");
    }

    /** Bytes of the heap that are in use once what nobody holds is collected: the least of some tries. */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** DL4J#9326: two runs with one seed gave different weights, and so did another number of threads. */
    @Test
    void dl4j9326RunsRepeatOnAnyNumberOfThreads() {
        long[] hashes = IntStream.of(1, 1, 2, 3).mapToLong(threads -> TrainedModels.hash(TrainedModels.train(DType.F32,
                CompileOptions.defaults().withOptimizer("adam", 1e-3).withThreads(threads), 15).parameters())).toArray();
        assertEquals(1, Arrays.stream(hashes).distinct().count());
    }
}
