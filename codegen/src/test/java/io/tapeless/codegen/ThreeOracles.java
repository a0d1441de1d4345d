package io.tapeless.codegen;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.testkit.GraphSample;
import java.util.Map;
import java.util.Optional;

/** Interpreter, loop interpreter and bytecode run the same sample. */
final class ThreeOracles {
    private ThreeOracles() {}

    /**
     * How they differ; empty if the first two agree within rounding and the last two in every bit.
     *
     * @param compiled what the last two run: the sample's graph, or what passes made of it
     */
    static Optional<String> difference(GraphSample sample, Graph compiled, Form form) {
        VariableTable table = VariableTable.of(compiled);
        LoweredFunction lowered = ModelCompiler.lower(compiled, table);
        Map<String, Value> loops = new LoopRun(lowered).run(sample.inputs(), sample.variables());
        Map<String, Value> code = new BytecodeOracle(lowered, table, form).run(sample.inputs(), sample.variables());
        for (Map.Entry<String, Value> entry : loops.entrySet()) {
            if (!entry.getValue().equals(code.get(entry.getKey()))) {
                return Optional.of(form + ", " + entry.getKey() + ": loops give " + entry.getValue()
                        + ", bytecode " + code.get(entry.getKey()));
            }
        }
        return sample.roundingBounds().difference(loops);
    }
}
