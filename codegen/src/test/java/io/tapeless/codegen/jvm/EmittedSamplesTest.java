package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.RandomKernels;
import io.tapeless.codegen.loop.Samples;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every form of every sample leaves the bits of the interpreter in memory. */
class EmittedSamplesTest {
    @Test
    void everySampleInEveryForm() {
        for (Form form : Emitted.forms()) {
            for (Samples.Sample sample : Samples.all()) {
                Emitted.check(form, sample);
            }
        }
    }

    @Test
    void everyLengthOfTheLastTurn() {
        for (Form form : Emitted.forms()) {
            for (DType dtype : List.of(DType.F32, DType.F64)) {
                lengths(form, n -> Samples.map(ScalarOp.MAX, dtype, n));
                lengths(form, n -> Samples.rowReduction(ScalarOp.ADD, dtype, 2, n));
                lengths(form, n -> Samples.softmax(dtype, 2, n));
                lengths(form, n -> Samples.strided(dtype, n));
                lengths(form, n -> Samples.logic(dtype, n));
                lengths(form, n -> Samples.columnReduction(dtype, 3, n));
            }
        }
    }

    @Test
    void randomKernels() {
        for (Form form : Emitted.forms()) {
            for (int seed = 0; seed < 25; seed++) {
                Emitted.check(form, RandomKernels.sample(seed, 1), RandomKernels.sample(seed, 37));
            }
        }
    }

    private static void lengths(Form form, IntFunction<Samples.Sample> sample) {
        Emitted.check(form, IntStream.rangeClosed(0, 40).mapToObj(sample).toArray(Samples.Sample[]::new));
    }
}
