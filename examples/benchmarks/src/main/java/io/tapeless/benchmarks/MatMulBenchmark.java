package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Square f32 products, plain and with either operand transposed, beside OpenBLAS on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatMulBenchmark {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    @Param({"32", "64", "100", "128", "256", "512", "1024"})
    int n;

    /** {@code NN}, {@code TN} (left operand transposed) or {@code NT}. */
    @Param({"NN", "TN", "NT"})
    String layout;

    private BoundFunction product;
    /** Native memory: arrays would be copied at each call. */
    private FloatPointer a;
    private FloatPointer b;
    private FloatPointer c;

    @Setup
    public void setUp() {
        Model model = Model.define("Product", builder -> {
            Tensor left = builder.input("a", DType.F32, n, n);
            Tensor right = builder.input("b", DType.F32, n, n);
            left = layout.startsWith("T") ? left.transpose(1, 0) : left;
            right = layout.endsWith("T") ? right.transpose(1, 0) : right;
            builder.output("c", left.matmul(right));
        });
        product = Models.function(model, List.of("c"), Map.of());
        openblas.blas_set_num_threads(1);
        a = new FloatPointer(Models.uniform(1, n * n));
        b = new FloatPointer(Models.uniform(2, n * n));
        c = new FloatPointer((long) n * n);
    }

    @Benchmark
    public BoundFunction tapeless() {
        product.run();
        return product;
    }

    @Benchmark
    public FloatPointer openblas() {
        openblas.cblas_sgemm(ROW_MAJOR, layout.startsWith("T") ? TRANSPOSED : PLAIN,
                layout.endsWith("T") ? TRANSPOSED : PLAIN, n, n, n, 1, a, n, b, n, 0, c, n);
        return c;
    }
}
