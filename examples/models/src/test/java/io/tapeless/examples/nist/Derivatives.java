package io.tapeless.examples.nist;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss of a model whose parameters are scalars, with its gradient and Hessian, as one compiled function. */
final class Derivatives {
    private final List<String> names;
    private final Parameters parameters;
    private final BoundFunction function;

    Derivatives(Model model, Map<String, NdArray> data) {
        this.names = List.copyOf(model.variables().keySet());
        CompiledModel compiled = ModelCompiler.compile(model);
        CompiledFunction derivatives = compiled.function(graph(model.forward(), names));
        this.parameters = new Parameters(compiled.variables());
        Map<String, int[]> shapes = new LinkedHashMap<>();
        data.forEach((name, array) -> shapes.put(name, array.shape()));
        this.function = compiled.bind(derivatives, parameters, derivatives.bindingOf(shapes));
        function.inputs().forEach((name, view) -> view.set(data.get(name)));
    }

    private static Graph graph(Graph forward, List<String> names) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        Differentiator differentiator = new Differentiator(builder);
        List<Node> variables = names.stream().map(name -> forward.names().get(name)).toList();
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("loss", forward.output("loss"));
        Map<Node, Node> gradients = differentiator.gradients(forward.output("loss"), variables);
        for (int i = 0; i < names.size(); i++) {
            Node gradient = gradients.get(variables.get(i));
            outputs.put(gradient(names.get(i)), gradient);
            Map<Node, Node> row = differentiator.gradients(gradient, variables,
                    GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO));
            for (int j = 0; j < names.size(); j++) {
                outputs.put(hessian(names.get(i), names.get(j)), row.get(variables.get(j)));
            }
        }
        return builder.build(forward.name(), outputs);
    }

    private static String gradient(String name) {
        return "d " + name;
    }

    private static String hessian(String first, String second) {
        return "d " + first + " d " + second;
    }

    /** Computes all at some parameters. */
    void at(double... values) {
        for (int i = 0; i < values.length; i++) {
            parameters.get(names.get(i)).set(new double[] {values[i]});
        }
        function.run();
    }

    double value() {
        return function.output("loss").get(0);
    }

    double gradient(int i) {
        return function.output(gradient(names.get(i))).get(0);
    }

    double hessian(int i, int j) {
        return function.output(hessian(names.get(i), names.get(j))).get(0);
    }
}
