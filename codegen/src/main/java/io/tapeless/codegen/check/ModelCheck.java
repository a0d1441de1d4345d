package io.tapeless.codegen.check;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.frontend.Model;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is checked of a model: derivatives of its loss against differences, and its results and those
 * derivatives by the three oracles; the loss also as it is in training, where that is another one. Without a
 * loss, every output that is a float scalar takes its place.
 */
public final class ModelCheck {
    private static final GradientOptions OPTIONS = GradientOptions.DEFAULT.withDisconnected(Disconnected.IGNORE);

    private final CompiledModel compiled;
    private final Parameters parameters;
    private final Map<String, Value> inputs;
    private final int order;
    private final long seed;
    private final List<Finding> findings = new ArrayList<>();

    private ModelCheck(CompiledModel compiled, Parameters parameters, Map<String, Value> inputs, int order,
            long seed) {
        this.compiled = compiled;
        this.parameters = parameters;
        this.inputs = inputs;
        this.order = order;
        this.seed = seed;
    }

    /**
     * All findings, the worst first.
     *
     * @param inputs a value for each of the model's inputs
     * @param order 1, or 2 to check second derivatives too
     * @param seed of the directions along which derivatives are compared
     * @throws IrException if the model has no results
     */
    public static List<Finding> run(CompiledModel compiled, Parameters parameters, Map<String, Value> inputs,
            int order, long seed) {
        Model model = compiled.model();
        if (model.forward().outputs().isEmpty()) {
            throw new IrException("model " + model.name() + " has no output, loss or metric to check");
        }
        ModelCheck check = new ModelCheck(compiled, parameters, inputs, order, seed);
        check.check(model.forward(), scalars(model));
        model.loss().ifPresent(loss -> {
            Graph trained = results(model.train(), Map.of(loss, model.train().output(loss)));
            if (!trained.equals(model.forward(List.of(loss)))) {
                String name = loss + " in training";
                check.check(results(trained, Map.of(name, trained.output(loss))), List.of(name));
            }
        });
        check.findings.sort(Comparator.comparingDouble(Finding::severity).reversed());
        return check.findings;
    }

    private static List<String> scalars(Model model) {
        if (model.loss().isPresent()) {
            return List.of(model.loss().get());
        }
        Graph graph = model.forward();
        return model.outputs().stream()
                .filter(name -> graph.output(name).type().rank() == 0 && graph.output(name).dtype().isFloat()).toList();
    }

    /** The part of a graph that some results need. */
    private static Graph results(Graph graph, Map<String, Node> results) {
        return GraphBuilder.extending(graph).build(graph.name(), results);
    }

    private void check(Graph graph, List<String> scalars) {
        Map<String, Value> variables = new HashMap<>();
        parameters.table().names().forEach(name -> variables.put(name, Values.of(parameters.get(name))));
        for (String scalar : scalars) {
            Graph one = results(graph, Map.of(scalar, graph.output(scalar)));
            DeclaredDerivatives declared = new DeclaredDerivatives(one);
            GradientCheck check = new GradientCheck(one, scalar, inputs, variables, seed);
            GradientCheck without = new GradientCheck(declared.without(), scalar, inputs, variables, seed);
            findings.addAll(declared.settle(check.first(), without::first));
            if (order == 2) {
                findings.addAll(declared.settle(check.second(), without::second));
            }
        }
        findings.addAll(OracleCheck.run(compiled, withDerivatives(graph, scalars), inputs, parameters));
    }

    /**
     * All results of a graph and the gradients of its scalars, as outputs; in the second order also the gradient
     * of {@code Σ g²/2} for each gradient g, which is the Hessian times g.
     */
    private Graph withDerivatives(Graph graph, List<String> scalars) {
        GraphBuilder builder = GraphBuilder.extending(graph);
        Differentiator differentiator = new Differentiator(builder);
        Arithmetic arithmetic = new Arithmetic(builder);
        Map<String, Node> outputs = new LinkedHashMap<>(graph.outputs());
        List<Node> points = List.copyOf(Points.of(graph).values());
        for (String scalar : scalars) {
            differentiator.gradients(graph.output(scalar), points, OPTIONS).forEach((x, gradient) -> {
                String name = scalar + " by " + Points.name(x);
                outputs.put(name, gradient);
                if (order == 2) {
                    Node half = arithmetic.mul(arithmetic.sum(arithmetic.mul(gradient, gradient)), 0.5);
                    differentiator.gradients(half, List.of(x), OPTIONS).values()
                            .forEach(second -> outputs.put(name + " twice", second));
                }
            });
        }
        return builder.build(graph.name(), outputs);
    }
}
