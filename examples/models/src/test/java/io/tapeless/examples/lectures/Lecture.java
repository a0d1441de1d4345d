package io.tapeless.examples.lectures;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassObserver;
import io.tapeless.pass.PassPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A worked example: its spec, values for its inputs and variables, and what the generated graphs compute from
 * them in the reference interpreter.
 */
final class Lecture {
    private final Model model;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Random random = new Random(7);

    private Lecture(Model model) {
        this.model = model;
    }

    /** @param path of the spec in {@code lectures}, without {@code .model.java} */
    static Lecture of(String path) {
        return of(path, Map.of());
    }

    static Lecture of(String path, Map<String, String> defines) {
        return new Lecture(SpecCompiler.compile(Path.of("lectures", path + ".model.java"), defines));
    }

    Model model() {
        return model;
    }

    // ------------------------------------------------------------------ values

    /** Gives an input or variable its value, row-major. */
    double[] set(String name, int[] shape, double... elements) {
        values.put(name, Value.of(DType.F64, shape, elements));
        return elements;
    }

    double set(String name, double element) {
        values.put(name, Value.scalar(DType.F64, element));
        return element;
    }

    /** Gives an integer input its value. */
    void setIntegers(String name, int[] shape, long... elements) {
        values.put(name, Value.ofIntegers(DType.I32, shape, elements));
    }

    /** Gives an input or variable standard normal values. */
    double[] draw(String name, int... shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return set(name, shape, random.doubles(size).map(u -> random.nextGaussian()).toArray());
    }

    // ------------------------------------------------------------------ graphs

    /** Any named tensors as outputs. */
    Graph graph(String... names) {
        return model.forward(List.of(names));
    }

    /** The loss and its gradients, each an output {@code d name}. */
    Graph gradients(String... names) {
        List<String> all = new ArrayList<>(List.of(names));
        all.add(loss());
        return differentiate(model.forward(all), names);
    }

    private Graph differentiate(Graph forward, String... names) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        List<Node> wrt = List.of(names).stream().map(forward::output).toList();
        Map<Node, Node> found = new Differentiator(builder).gradients(forward.output(loss()), wrt);
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(loss(), forward.output(loss()));
        for (int i = 0; i < names.length; i++) {
            outputs.put("d " + names[i], found.get(wrt.get(i)));
        }
        return builder.build(model.name(), outputs);
    }

    /** What the standard passes make of the loss and its gradients. */
    Graph optimizedGradients(String... names) {
        List<String> all = new ArrayList<>(List.of(names));
        all.add(loss());
        return PassPipeline.run(model.forward(all), GraphPasses.train(forward -> differentiate(forward, names)),
                PassObserver.SILENT).result();
    }

    /** What the standard passes make of a graph that is differentiated already. */
    static Graph optimized(Graph graph) {
        return PassPipeline.run(graph, GraphPasses.predict(), PassObserver.SILENT).result();
    }

    private String loss() {
        return model.loss().orElseThrow();
    }

    // ------------------------------------------------------------------ results

    double[] run(Graph graph, String output) {
        return Interpreter.run(graph, values, values).output(output).toDoubles();
    }

    /** The value of a named tensor. */
    double[] value(String name) {
        return run(graph(name), name);
    }

    /** The gradient of the loss with respect to a named tensor. */
    double[] gradient(String name) {
        return run(gradients(name), "d " + name);
    }

    /** How many nodes of an operation a graph has. */
    static long count(Graph graph, String mnemonic) {
        return graph.nodes().stream().filter(n -> n.op().mnemonic().equals(mnemonic)).count();
    }
}
