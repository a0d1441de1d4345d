package io.tapeless.cli;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates derivatives. */
@Command(name = "grad", mixinStandardHelpOptions = true,
        description = "Evaluates symbolic derivatives of a tensor with respect to parameters, inputs or any tensors.")
final class GradCommand extends ReportingCommand {
    private static final String ALL = "all";

    @Mixin
    private InputOptions inputs;

    @Mixin
    private RunOptions run;

    @Mixin
    private WeightsOption weights;

    @Option(names = "--of", paramLabel = "NAME", description = "what to differentiate (default: the loss)")
    private Optional<String> of = Optional.empty();

    @Option(names = "--wrt", split = ",", paramLabel = "NAME|all", description = "with respect to what: names separated"
            + " by commas, or all parameters (default)")
    private List<String> wrt = List.of(ALL);

    @Option(names = "--order", paramLabel = "N", defaultValue = "1", description = "1 for gradients, 2 for the Hessian"
            + " of a scalar with respect to one tensor")
    private int order;

    @Option(names = "--jacobian", description = "all partial derivatives of a tensor that is no scalar")
    private boolean jacobian;

    @Option(names = "--out", paramLabel = "FILE.npz|NAME=FILE.npy", description = "write the derivatives, by the names"
            + " of what they are with respect to, instead of printing; may be repeated")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        requireUsage();
        Results results = new Results(files);
        Model model = spec.model();
        Map<String, NdArray> given = inputs.read(model.name(), ModelRun.inputs(model),
                weights.preparation(model.settings()));
        String name = of.or(model::loss).orElseThrow(() -> new CliException(
                "model " + model.name() + " has no @Loss; say with --of what to differentiate"));
        CompiledModel compiled = ModelCompiler.compile(model, run.options());
        Map<String, NdArray> values = ModelRun.run(compiled, derivatives(compiled, name),
                weights.parameters(compiled, run.seed()), given, run.seed());
        results.write(values);
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("model", model.name());
            document.put("of", name);
            document.put("kind", order == 2 ? "hessian" : jacobian ? "jacobian" : "gradient");
            document.put("derivatives", values);
            JsonOutput.print(command.commandLine().getOut(), document);
        } else if (!results.areFiles()) {
            Map<String, NdArray> labelled = new LinkedHashMap<>();
            values.forEach((x, value) -> labelled.put(order == 2 ? "d2 " + name + " / d " + x + " d " + x
                    : "d " + name + " / d " + x, value));
            Results.print(command.commandLine().getOut(), labelled);
        }
        return 0;
    }

    private void requireUsage() {
        if (order != 1 && order != 2) {
            throw new CommandLine.ParameterException(command.commandLine(), "--order: expected 1 or 2, found " + order);
        }
        if (order == 2 && (jacobian || wrt.size() != 1 || wrt.contains(ALL))) {
            throw new CommandLine.ParameterException(command.commandLine(),
                    "--order 2 is the Hessian with respect to one tensor; give one name with --wrt");
        }
    }

    /**
     * Computes the derivatives, by the names of what they are with respect to. Parameters and inputs are there before
     * and after a graph is stabilised, other tensors may not be: for those it is differentiated as it is written.
     */
    private CompiledFunction derivatives(CompiledModel compiled, String name) {
        Model model = compiled.model();
        List<String> points = points(model, name);
        List<String> roots = new ArrayList<>(List.of(name));
        points.stream().filter(p -> !p.equals(name)).forEach(roots::add);
        Graph forward = model.forward(roots);
        if (forward.output(name).type().rank() > 0 && !jacobian) {
            throw new CliException(name + " : " + forward.output(name).type()
                    + " is no scalar; --jacobian gives its derivatives");
        }
        boolean leaves = points.stream().allMatch(p -> forward.output(p).op() instanceof Leaf);
        return leaves ? compiled.function(forward, graph -> derivatives(graph, name, points))
                : compiled.function(derivatives(forward, name, points));
    }

    private Graph derivatives(Graph forward, String name, List<String> points) {
        Node y = forward.output(name);
        GraphBuilder builder = GraphBuilder.extending(forward);
        Differentiator differentiator = new Differentiator(builder);
        Map<String, Node> outputs = new LinkedHashMap<>();
        if (order == 2 || jacobian) {
            for (String point : points) {
                Node x = forward.output(point);
                outputs.put(point, order == 2 ? differentiator.hessian(y, x) : differentiator.jacobian(y, x));
            }
        } else {
            Map<Node, Node> gradients = differentiator.gradients(y, points.stream().map(forward::output).toList());
            points.forEach(p -> outputs.put(p, gradients.get(forward.output(p))));
        }
        return builder.build(forward.name(), outputs);
    }

    /** The names given; all parameters that the tensor depends on if that is asked for. */
    private List<String> points(Model model, String name) {
        if (!wrt.contains(ALL)) {
            return wrt;
        }
        List<String> parameters = model.forward(List.of(name)).variables().stream()
                .map(n -> (Leaf.Variable) n.op()).filter(Leaf.Variable::trainable).map(Leaf.Variable::name).toList();
        if (parameters.isEmpty()) {
            throw new CliException(name + " depends on no parameter; name tensors with --wrt");
        }
        return model.variables().keySet().stream().filter(parameters::contains).toList();
    }
}
