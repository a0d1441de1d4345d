package io.tapeless.examples.lectures;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.TensorView;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A compiled function of a model with memory to run it in: set inputs and parameters, run, show results. Parameters
 * hold normal numbers of standard deviation ½ until they are set.
 */
final class Evaluation {
    private static final long SEED = 1;

    private final Parameters parameters;
    private final BoundFunction function;

    private Evaluation(CompiledModel compiled, CompiledFunction function, long batch) {
        this.parameters = new Parameters(compiled.variables());
        Random random = new Random(SEED);
        compiled.variables().names().forEach(name -> {
            TensorView view = parameters.get(name);
            view.set(DoubleStream.generate(() -> random.nextGaussian() / 2).limit(view.size()).toArray());
        });
        this.function = compiled.bind(function, parameters, function.signature().symbols().stream()
                .collect(Collectors.toMap(symbol -> symbol, symbol -> batch)));
    }

    /**
     * What prediction returns.
     *
     * @param batch the extent of symbolic dimensions; of no account if the model has none
     */
    static Evaluation outputs(Model model, long batch) {
        CompiledModel compiled = ModelCompiler.compile(model);
        return new Evaluation(compiled, compiled.predict(), batch);
    }

    /** The loss and its gradients with respect to named tensors, each a result {@code d name}. */
    static Evaluation gradients(Model model, long batch, String... names) {
        CompiledModel compiled = ModelCompiler.compile(model);
        return new Evaluation(compiled, compiled.function(differentiate(model, List.of(names))), batch);
    }

    private static Graph differentiate(Model model, List<String> names) {
        String loss = model.loss().orElseThrow();
        List<String> roots = new ArrayList<>(names);
        roots.add(loss);
        Graph forward = model.forward(roots);
        GraphBuilder builder = GraphBuilder.extending(forward);
        Map<Node, Node> gradients = new Differentiator(builder).gradients(forward.output(loss),
                names.stream().map(forward::output).toList());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(loss, forward.output(loss));
        names.forEach(name -> outputs.put("d " + name, gradients.get(forward.output(name))));
        return builder.build(model.name(), outputs);
    }

    Evaluation input(String name, double... elements) {
        function.input(name).set(elements);
        return this;
    }

    Evaluation labels(String name, int... elements) {
        function.input(name).set(elements);
        return this;
    }

    Evaluation parameter(String name, double... elements) {
        parameters.get(name).set(elements);
        return this;
    }

    Evaluation run() {
        function.run();
        return this;
    }

    /** The elements of a result. */
    double[] get(String name) {
        return function.output(name).toArray().asDoubles();
    }

    /** Prints results, one a line. */
    void show(String... names) {
        for (String name : names) {
            print(name, get(name));
        }
    }

    /** Prints a label and numbers with six digits after the point. */
    static void print(String label, double... elements) {
        System.out.println(String.format("%-16s", label) + DoubleStream.of(elements)
                .mapToObj(e -> String.format(Locale.ROOT, "%10.6f", e)).collect(Collectors.joining(" ")));
    }
}
