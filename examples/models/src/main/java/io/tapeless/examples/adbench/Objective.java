package io.tapeless.examples.adbench;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An objective with an instance's values in place: functions of it, each compiled when asked for. */
public final class Objective {
    private final Model model;
    private final CompiledModel compiled;
    private final Parameters parameters;
    private final Map<String, NdArray> inputs = new LinkedHashMap<>();

    private Objective(Model model, CompiledModel compiled, Instance instance) {
        this.model = model;
        this.compiled = compiled;
        this.parameters = new Parameters(compiled.variables());
        instance.values().forEach((name, value) -> {
            if (model.variables().containsKey(name)) {
                parameters.get(name).set(value);
            } else {
                inputs.put(name, value);
            }
        });
    }

    /** @param spec of the objective */
    public static Objective of(Path spec, Instance instance, CompileOptions options) {
        Model model = SpecCompiler.compile(spec, instance.defines());
        return new Objective(model, ModelCompiler.compile(model, options), instance);
    }

    /** The same objective, not compiled again, with an instance of the same static sizes. */
    public Objective with(Instance instance) {
        return new Objective(model, compiled, instance);
    }

    /** Named tensors of the spec. */
    public BoundFunction values(String... names) {
        return bind(compiled.forward(List.of(names)));
    }

    /** A scalar and its gradients by parameters or inputs, each an output of their name. */
    public BoundFunction gradients(String scalar, List<String> by) {
        List<String> roots = new ArrayList<>(List.of(scalar));
        roots.addAll(by);
        Graph forward = model.forward(roots);
        GraphBuilder builder = GraphBuilder.extending(forward);
        Map<Node, Node> gradients = new Differentiator(builder).gradients(forward.output(scalar),
                by.stream().map(forward::output).toList());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(scalar, forward.output(scalar));
        by.forEach(name -> outputs.put(name, gradients.get(forward.output(name))));
        return bind(compiled.function(builder.build(model.name(), outputs)));
    }

    private BoundFunction bind(CompiledFunction function) {
        Map<String, int[]> shapes = new HashMap<>();
        function.signature().inputs().keySet().forEach(name -> shapes.put(name, inputs.get(name).shape()));
        BoundFunction bound = compiled.bind(function, parameters, function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> view.set(inputs.get(name)));
        return bound;
    }
}
