package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The weights after many steps have the same bits in every form, on one thread and two, on every JDK and
 * processor: the expected hashes are written down here. A change that alters them on purpose alters this
 * file, and says why.
 */
class DeterminismTest {
    private static final int STEPS = 200;
    private static final long F32_ADAM = 0xea8b129c14bc3460L;
    private static final long F32_SGD = 0x1cb9ff50de96801fL;
    private static final long F64_MOMENTUM = 0xc48f935e6d470ffaL;
    private static final long LENET = 0x36d79edfd8ac2114L;
    private static final long RESIDUAL = 0x68c2d5748368941aL;

    @ParameterizedTest
    @CsvSource({"1, best", "2, best", "1, scalar", "2, scalar", "1, warm"})
    void sameBits(int threads, String form) {
        CompileOptions usual = CompileOptions.defaults().withThreads(threads);
        CompileOptions options = switch (form) {
            case "best" -> usual.withForm(Form.best());
            case "scalar" -> usual.withForm(Form.SCALAR);
            default -> usual;
        };
        assertHash("f32 adam", F32_ADAM, DType.F32, options.withOptimizer("adam", 1e-3));
        assertHash("f32 sgd", F32_SGD, DType.F32, options.withOptimizer("sgd", 1e-1));
        assertHash("f64 momentum", F64_MOMENTUM, DType.F64, options.withOptimizer("momentum", 1e-2));
    }

    @ParameterizedTest
    @CsvSource({"1, ", "2, ", "2, SCALAR"})
    void sameBitsOfConvolutions(int threads, Form form) {
        CompileOptions options = CompileOptions.defaults().withThreads(threads)
                .withForm(form == null ? Form.best() : form).withOptimizer("momentum", 1e-2);
        assertHash("lenet", LENET, TrainedModels.train(TrainedModels.lenet(), 6, 5, options, 30), options);
        assertHash("residual", RESIDUAL, TrainedModels.train(TrainedModels.residual(), 6, 5, options, 30), options);
    }

    private static void assertHash(String what, long expected, DType dtype, CompileOptions options) {
        assertHash(what, expected, TrainedModels.train(dtype, options, STEPS), options);
    }

    private static void assertHash(String what, long expected, Trainer trained, CompileOptions options) {
        long hash = TrainedModels.hash(trained.parameters());
        System.out.printf("weight hash %s, %s, %d threads, Java %s: %016x%n", what, options.form(),
                options.threads(), System.getProperty("java.version"), hash);
        assertEquals(Long.toHexString(expected), Long.toHexString(hash), what);
    }
}
