package io.tapeless.testkit;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Op;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Samples and failures of every operation, in f32 and f64, integers and bools, with static and
 * symbolic dimensions. A generic test is a loop over {@link #all()}.
 */
public final class OpSamples {
    private OpSamples() {}

    /** All samples; every operation has at least one. */
    public static List<OpSample> all() {
        List<OpSample> all = new ArrayList<>(ScalarSamples.samples());
        all.addAll(TensorSamples.samples());
        all.addAll(DecompositionSamples.samples());
        all.addAll(OwnDerivativeSamples.samples());
        return all;
    }

    /** Uses that the type rules refuse; every operation has at least one. */
    public static List<OpFailure> failures() {
        List<OpFailure> all = new ArrayList<>(ScalarSamples.failures());
        all.addAll(TensorFailures.failures());
        all.addAll(DecompositionSamples.failures());
        all.addAll(OwnDerivativeSamples.failures());
        return all;
    }

    /**
     * The operations that a list lacks: every {@link ScalarOp} and every record that {@link Op}
     * permits, by name.
     */
    public static Set<String> missing(List<Op> ops) {
        Set<String> missing = new TreeSet<>();
        operations().map(Class::getSimpleName).forEach(missing::add);
        Stream.of(ScalarOp.values()).map(ScalarOp::name).forEach(missing::add);
        for (Op op : ops) {
            missing.remove(op.getClass().getSimpleName());
            if (op instanceof Elementwise.Map map) {
                missing.remove(map.function().name());
            }
        }
        return missing;
    }

    /** The records that {@link Op} permits. */
    static Stream<Class<?>> operations() {
        return permitted(Op.class);
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(OpSamples::permitted)
                : Stream.of(type);
    }
}
