package io.tapeless.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the core can do at best: multiply-adds without memory, and a copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Yardsticks {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int TURNS = 10_000;
    private static final int CHAINS = 12;
    /** Elements copied. */
    static final int LENGTH = 1 << 20;

    private final float[] sink = new float[SPECIES.length()];
    private final float[] source = Models.uniform(1, LENGTH);
    private final float[] target = new float[LENGTH];

    /** Floating-point operations of one {@link #fma}: the peak in GFLOP/s is this over its time in ns. */
    public static long fmaFlops() {
        return 2L * TURNS * CHAINS * SPECIES.length();
    }

    /** Twelve independent chains of vector fma, nothing else. */
    @Benchmark
    public float[] fma() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = y;
        FloatVector h = y;
        FloatVector i = y;
        FloatVector j = y;
        FloatVector k = y;
        FloatVector l = y;
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).intoArray(sink, 0);
        return sink;
    }

    /** Time per element of copying 2²⁰ floats. */
    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public float[] copy() {
        System.arraycopy(source, 0, target, 0, LENGTH);
        return target;
    }
}
