package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A model compiled here; any named tensor of it can be evaluated. */
final class SpecSource implements ModelSource {
    private final Model model;
    private final RunOptions run;
    private final WeightsOption weights;
    private final CompiledModel compiled;

    /** @param profile whether {@link #profile} will be asked for */
    SpecSource(Model model, RunOptions run, WeightsOption weights, boolean profile) {
        this.model = model;
        this.run = run;
        this.weights = weights;
        this.compiled = ModelCompiler.compile(model, profile ? run.options().withProfile() : run.options());
    }

    /** Where the time of {@link #values} went, of the same tensors. */
    ProfileView profile(List<String> tensors) {
        return new ProfileView("run", compiled.forward(tensors), Optional.empty());
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
    public Optional<Preparation> preparation() {
        return weights.preparation(model.settings());
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
        return ModelRun.run(compiled, compiled.forward(tensors), weights.parameters(compiled, run.seed()),
                given, run.seed());
    }
}
