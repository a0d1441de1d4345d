package io.tapeless.cli;

import io.tapeless.codegen.aot.JarModel;
import io.tapeless.codegen.aot.ModelArchive;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.codegen.train.LabelRange;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model in a jar, run by the jar's own code; it has outputs, loss and metrics, and no other tensors. */
final class JarSource implements ModelSource {
    private final ModelArchive archive;
    private final RunOptions run;
    private final WeightsOption weights;

    JarSource(ModelArchive archive, RunOptions run, WeightsOption weights) {
        this.archive = archive;
        this.run = run;
        this.weights = weights;
    }

    @Override
    public String name() {
        return archive.table().name();
    }

    @Override
    public Map<String, TensorType> inputs() {
        return inputs(archive.require(ModelArchive.FORWARD));
    }

    private static Map<String, TensorType> inputs(Graph graph) {
        Map<String, TensorType> inputs = new LinkedHashMap<>();
        graph.inputs().forEach(n -> inputs.put(((Leaf.Input) n.op()).name(), n.type()));
        inputs.remove(ModelBuilder.KEY);
        return inputs;
    }

    @Override
    public List<String> outputs() {
        return results(ModelTable.PREDICT);
    }

    @Override
    public Optional<Preparation> preparation() {
        return weights.isEmpty() ? archive.preparation() : weights.preparation();
    }

    @Override
    public List<String> scores() {
        return results(ModelTable.EVALUATE);
    }

    private List<String> results(String function) {
        return archive.find(function).map(graph -> List.copyOf(graph.outputs().keySet())).orElse(List.of());
    }

    @Override
    public Set<String> needs(String tensor) {
        return inputs(archive.require(function(tensor))).keySet();
    }

    /** The function that computes a tensor. */
    private String function(String tensor) {
        if (outputs().contains(tensor)) {
            return ModelTable.PREDICT;
        }
        if (scores().contains(tensor)) {
            return ModelTable.EVALUATE;
        }
        List<String> all = new ArrayList<>(outputs());
        all.addAll(scores());
        throw new CliException(archive.file() + " does not compute " + tensor + "; it computes " + all
                + ", and its spec any named tensor");
    }

    @Override
    public Map<String, NdArray> values(List<String> tensors, Map<String, NdArray> given) {
        List<String> functions = tensors.stream().map(this::function).distinct().toList();
        functions.forEach(f -> ModelSource.requireGiven(inputs(archive.require(f)), given));
        LabelRange.require(archive.require(ModelArchive.FORWARD), given);
        try (JarModel model = JarModel.load(archive, run.seed())) {
            weights.read(model::setWeights);
            Map<String, NdArray> computed = new LinkedHashMap<>();
            functions.forEach(f -> computed.putAll(model.run(f, given)));
            Map<String, NdArray> values = new LinkedHashMap<>();
            tensors.forEach(t -> values.put(t, computed.get(t)));
            return values;
        }
    }
}
