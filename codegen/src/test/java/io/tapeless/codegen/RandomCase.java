package io.tapeless.codegen;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.testkit.GradientSamples;
import io.tapeless.testkit.GraphSample;
import io.tapeless.testkit.GraphShrinker;
import io.tapeless.testkit.RandomGraphs;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A random graph with derivatives and the way in which it is compiled, all of it a function of the seed. */
final class RandomCase {
    private static final int NODES = 12;
    /** How many of the graphs are compiled after all passes, the others as they are. */
    private static final double OPTIMIZED = 0.4;
    /** How many have second derivatives too. */
    private static final double TWICE = 0.1;

    private final long seed;
    private final Form form;
    private final boolean optimized;
    private final boolean twice;
    private final GraphSample forward;

    RandomCase(long seed, List<Form> forms) {
        SplittableRandom random = new SplittableRandom(seed);
        DType dtype = random.nextBoolean() ? DType.F32 : DType.F64;
        this.seed = seed;
        this.form = forms.get(random.nextInt(forms.size()));
        this.optimized = random.nextDouble() < OPTIMIZED;
        this.twice = random.nextDouble() < TWICE;
        this.forward = RandomGraphs.generate(seed, new RandomGraphs.Options(dtype, NODES, false));
    }

    /** The graph without derivatives. */
    Graph graph() {
        return forward.graph();
    }

    /** How the oracles differ, on the smallest graph that shows it; empty if they agree. */
    Optional<String> failure() {
        GraphSample sample = GradientSamples.of(forward, twice);
        return difference(sample).map(found -> {
            GraphSample smallest = GraphShrinker.shrink(sample, s -> difference(s).isPresent());
            return "seed " + seed + (optimized ? ", after all passes, " : ", as it is, ")
                    + difference(smallest).orElse(found) + "\n" + smallest;
        });
    }

    private Optional<String> difference(GraphSample sample) {
        try {
            Graph compiled = optimized ? ModelCompiler.optimize(sample.graph()) : sample.graph();
            return ThreeOracles.difference(sample, compiled, form);
        } catch (RuntimeException e) {
            return Optional.of(form + ": " + e);
        }
    }
}
