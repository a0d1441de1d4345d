package io.tapeless.codegen;

import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.runtime.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the time of a profiled function went, kernel by kernel, beside what {@link ProgramCost} says they do. */
public final class KernelTimes {
    /**
     * A kernel, over all runs.
     *
     * @param calls how often the function calls it
     * @param label what its longest call computes, and where that was declared
     * @param seconds of all its calls
     * @param operations float operations
     * @param bytes bytes touched
     */
    public record Row(int kernel, int calls, String label, double seconds, double operations, double bytes) {
        /** Operations a second. */
        public double speed() {
            return operations / seconds;
        }

        /** Bytes a second. */
        public double traffic() {
            return bytes / seconds;
        }

        /**
         * The share of the time that the kernel would take on a machine that does nothing but its arithmetic, or
         * moves nothing but its bytes, whichever takes longer: Williams, Waterman, Patterson, "Roofline", 2009.
         *
         * @param peak operations a second
         * @param bandwidth bytes a second
         */
        public double shareOfRoof(double peak, double bandwidth) {
            return Math.max(operations / peak, bytes / bandwidth) / seconds;
        }
    }

    private final CompiledFunction function;
    private final Profile profile;

    private KernelTimes(CompiledFunction function, Profile profile) {
        this.function = function;
        this.profile = profile;
    }

    /** The times of a function; none if it was compiled without {@link CompileOptions#withProfile}. */
    public static Optional<KernelTimes> of(CompiledFunction function) {
        return function.program() instanceof Profile profile ? Optional.of(new KernelTimes(function, profile))
                : Optional.empty();
    }

    /** How often the function ran. */
    public long runs() {
        return profile.runs().stream().mapToLong(Profile.Runs::count).sum();
    }

    /** The kernels, that which took longest first. */
    public List<Row> rows() {
        LoweredFunction lowered = ModelCompiler.lower(function.graph(), VariableTable.of(function.graph()));
        List<Program.Call> calls = lowered.loops().program().calls();
        List<ProgramCost.Call> costs = new ProgramCost(lowered).calls();
        Map<Integer, List<Integer>> byKernel = new TreeMap<>();
        for (int i = 0; i < calls.size(); i++) {
            byKernel.computeIfAbsent(calls.get(i).kernel(), k -> new ArrayList<>()).add(i);
        }
        List<Row> rows = new ArrayList<>();
        byKernel.forEach((kernel, numbers) -> {
            int longest = numbers.stream().max(Comparator.comparing(profile::nanos)).orElseThrow();
            rows.add(new Row(kernel, numbers.size(), costs.get(longest).label(),
                    numbers.stream().mapToLong(profile::nanos).sum() / 1e9,
                    sum(numbers.stream().map(i -> costs.get(i).flops()).toList()),
                    sum(numbers.stream().map(i -> costs.get(i).bytes()).toList())));
        });
        rows.sort(Comparator.comparing(Row::seconds).reversed());
        return rows;
    }

    /** The sum over all runs. */
    private double sum(List<Polynomial> each) {
        double sum = 0;
        for (Profile.Runs runs : profile.runs()) {
            sum += runs.count() * each.stream().mapToDouble(size -> size.evaluate(runs.dims())).sum();
        }
        return sum;
    }
}
