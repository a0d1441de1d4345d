package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.check.Finding;
import io.tapeless.codegen.check.ModelCheck;
import io.tapeless.codegen.check.RandomInputs;
import io.tapeless.codegen.check.Values;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.interp.Value;
import io.tapeless.ir.Binding;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks derivatives and the compiler on a model. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Checks gradients against finite differences in f64, and the interpreter, the loops and the"
                + " bytecode against each other; the worst comes first. The loops may differ from the interpreter, which"
                + " computes in f64, as far as rounding goes in runs with perturbed values. Inputs that are not given are"
                + " random."
                + " Where a derivative that the model declares, by stopGradient or customGradient, is not that of the value,"
                + " the derivative without it is compared.")
final class CheckCommand extends ReportingCommand {
    private static final long USUAL_EXTENT = 3;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private RunOptions run;

    @Mixin
    private WeightsOption weights;

    @Option(names = "--order", paramLabel = "N", defaultValue = "1", description = "2 checks second derivatives too:"
            + " products of Hessians with vectors")
    private int order;

    @Override
    public Integer call() {
        if (order != 1 && order != 2) {
            throw new CommandLine.ParameterException(command.commandLine(), "--order: expected 1 or 2, found " + order);
        }
        Model model = spec.model();
        CompiledModel compiled = ModelCompiler.compile(model, run.options().withForm(Form.best()));
        Parameters parameters = weights.parameters(compiled, run.seed());
        List<Finding> findings = ModelCheck.run(compiled, parameters, values(model), order,
                run.seed());
        report(model, findings);
        return findings.stream().allMatch(Finding::passed) ? 0 : 1;
    }

    /** The values given, random ones for the others; dimensions that no value shows are small. */
    private Map<String, Value> values(Model model) {
        Map<String, Value> given = new LinkedHashMap<>();
        inputs.read(model.name(), ModelRun.inputs(model),
                weights.preparation(model.settings()))
                .forEach((name, array) -> given.put(name, Values.of(array)));
        Map<String, Value> values = new LinkedHashMap<>();
        for (Graph graph : List.of(model.train(), model.forward())) {
            values.putAll(RandomInputs.of(graph, dims(graph, given), run.seed()));
        }
        values.putAll(given);
        Map<String, int[]> shapes = new HashMap<>();
        values.forEach((name, value) -> shapes.put(name, value.shape()));
        Binding.of(model.forward(), shapes);
        return values;
    }

    private static Map<String, Long> dims(Graph graph, Map<String, Value> given) {
        Map<String, Long> dims = RandomInputs.dims(graph, USUAL_EXTENT);
        for (Node node : graph.inputs()) {
            Value value = given.get(((Leaf.Input) node.op()).name());
            for (int axis = 0; value != null && axis < Math.min(value.shape().length, node.type().rank()); axis++) {
                if (node.shape().dim(axis).symbols().size() == 1 && node.shape().dim(axis).terms().size() == 1
                        && node.shape().dim(axis).terms().get(0).coefficient() == 1) {
                    dims.put(node.shape().dim(axis).symbols().first().name(), (long) value.shape()[axis]);
                }
            }
        }
        return dims;
    }

    private void report(Model model, List<Finding> findings) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, Map.of("model", model.name(), "passed", findings.stream().allMatch(Finding::passed),
                    "findings", findings.stream().map(CheckCommand::document).toList()));
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", "tensor", "comparison", "error", "tolerance"});
        findings.forEach(f -> rows.add(new String[] {f.passed() ? "ok" : "FAILED", f.subject(), f.comparison(),
                f.compared() ? text(f.error()) : "", f.compared() ? text(f.tolerance()) : ""}));
        TextTable.print(out, rows);
        long failed = findings.stream().filter(f -> !f.passed()).count();
        long compared = findings.stream().filter(Finding::compared).count();
        out.println(failed == 0 ? "all " + compared + " comparisons passed"
                : failed + " of " + compared + " comparisons failed");
    }

    private static String text(double error) {
        return error == Math.rint(error) ? String.format(Locale.ROOT, "%.0f", error)
                : String.format(Locale.ROOT, "%.1e", error);
    }

    private static Map<String, Object> document(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("tensor", finding.subject());
        document.put("comparison", finding.comparison());
        if (finding.compared()) {
            document.put("error", finding.error());
            document.put("tolerance", finding.tolerance());
        }
        document.put("passed", finding.passed());
        return document;
    }
}
