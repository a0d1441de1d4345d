package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A model compiled here; any named tensor of it can be evaluated. */
final class SpecSource implements ModelSource {
    private final Model model;
    private final RunOptions run;
    private final WeightsOption weights;

    SpecSource(Model model, RunOptions run, WeightsOption weights) {
        this.model = model;
        this.run = run;
        this.weights = weights;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Map<String, TensorType> inputs() {
        return ModelRun.inputs(model);
    }

    @Override
    public List<String> outputs() {
        return model.outputs();
    }

    @Override
    public List<String> scores() {
        List<String> scores = new ArrayList<>(model.loss().stream().toList());
        scores.addAll(model.metrics());
        return scores;
    }

    @Override
    public Set<String> needs(String tensor) {
        return model.forward(List.of(tensor)).inputs().stream().map(n -> ((Leaf.Input) n.op()).name())
                .filter(n -> !n.equals(ModelBuilder.KEY)).collect(Collectors.toSet());
    }

    @Override
    public Map<String, NdArray> values(List<String> tensors, Map<String, NdArray> given) {
        CompiledModel compiled = ModelCompiler.compile(model, run.options());
        return ModelRun.run(compiled, compiled.forward(tensors), weights.parameters(compiled, run.seed()),
                given, run.seed());
    }
}
