package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.OpSample;
import io.tapeless.testkit.OpSamples;
import io.tapeless.testkit.OpVariants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interpreter, loop interpreter and bytecode agree: the first two within rounding, the last two to the
 * bit. {@code -Pfuzz} runs 200,000 random graphs; {@code -Dtapeless.graphs} any number, from the seed
 * {@code -Dtapeless.seed}.
 */
class ThreeOraclesTest {
    /** The forms that can be run here. */
    static final List<Form> FORMS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? List.of(Form.values()) : List.of(Form.SCALAR);
    private static final int GRAPHS = Integer.getInteger("tapeless.graphs", 2000);
    private static final long FIRST_SEED = Long.getLong("tapeless.seed", 0);
    /** So many graphs contain every variant of every operation. */
    private static final int ENOUGH = 2000;
    private static final int PROGRESS = 5000;
    private static final int MOST_FAILURES = 20;

    static List<OpSample> operations() {
        return OpSamples.all();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreeOnEveryOperation(OpSample sample) {
        for (Form form : FORMS) {
            assertEquals(Optional.empty(), ThreeOracles.difference(
                    new GraphSample(sample.graph(), sample.inputs(), sample.variables()), sample.graph(), form));
        }
    }

    @Test
    void agreeOnRandomGraphs() {
        Set<String> missing = new ConcurrentSkipListSet<>(GRAPHS < ENOUGH ? Set.of() : OpVariants.all());
        AtomicLong done = new AtomicLong();
        List<String> failures = LongStream.range(FIRST_SEED, FIRST_SEED + GRAPHS).parallel().unordered()
                .mapToObj(seed -> failure(seed, missing))
                .peek(failure -> report(done.incrementAndGet(), failure))
                .flatMap(Optional::stream).limit(MOST_FAILURES).toList();
        assertEquals(List.of(), failures);
        assertEquals(Set.of(), missing);
    }

    private static Optional<String> failure(long seed, Set<String> missing) {
        try {
            RandomCase random = new RandomCase(seed, FORMS);
            missing.removeAll(OpVariants.of(random.graph()));
            return random.failure();
        } catch (RuntimeException e) {
            return Optional.of("seed " + seed + " gives no graph or derivative: " + e);
        }
    }

    /** Long runs show that they are alive, and what failed at once. */
    private static void report(long done, Optional<String> failure) {
        failure.ifPresent(System.out::println);
        if (done % PROGRESS == 0) {
            System.out.println(done + " of " + GRAPHS + " random graphs");
        }
    }
}
