package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.TrainGraphs;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.data.AtomicFile;
import io.tapeless.frontend.Model;
import io.tapeless.inspect.CostCard;
import io.tapeless.inspect.GraphFormat;
import io.tapeless.inspect.NodeExplanation;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.pass.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a model at any stage of its compilation. */
@Command(name = "inspect", mixinStandardHelpOptions = true,
        description = "Shows a model at any stage: the train step if it has a loss, else prediction.")
final class InspectCommand implements Callable<Integer>, SpecCommand {
    /** The stages that are graphs come first. */
    enum View { FORWARD, GRADIENT, OPTIMIZED, KERNELS, JAVA, BYTECODE, MEMORY, COST }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Mixin
    private SpecOptions spec;

    @Option(names = "--stage", paramLabel = "STAGE", defaultValue = "forward", description = "forward, gradient,"
            + " optimized, kernels, java, bytecode, memory or cost (default: ${DEFAULT-VALUE})")
    private View stage;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, dot, json, svg or"
            + " html; stages after optimized have text only (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(names = "--node", paramLabel = "NAME", description = "explain one node of the graph: where it was declared,"
            + " which rule made it, which rewrites touched it")
    private Optional<String> node = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "extent of symbolic dimensions, for memory and cost"
            + " (default: the spec's batch, else 64)")
    private Optional<Integer> batch = Optional.empty();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "write to a file instead of printing")
    private Optional<Path> output = Optional.empty();

    @Override
    public Optional<Path> specFile() {
        return Optional.of(spec.file());
    }

    @Override
    public Integer call() {
        RunOptions.requirePositive(command, "--batch", batch);
        GraphFormat shown = format();
        Model model = spec.model();
        String text = stage.compareTo(View.OPTIMIZED) <= 0 ? graph(model, shown) : code(model);
        String ended = text.endsWith("\n") ? text : text + "\n";
        if (output.isPresent()) {
            AtomicFile.write(output.get(), out -> out.write(ended.getBytes(StandardCharsets.UTF_8)));
        } else {
            command.commandLine().getOut().print(ended);
        }
        return 0;
    }

    private GraphFormat format() {
        GraphFormat shown;
        try {
            shown = GraphFormat.parse(format);
        } catch (IrException e) {
            throw new CommandLine.ParameterException(command.commandLine(), "--format: " + e.getMessage());
        }
        if (stage.compareTo(View.OPTIMIZED) > 0 && (shown != GraphFormat.TEXT || node.isPresent())) {
            throw new CommandLine.ParameterException(command.commandLine(), "--stage " + stage.name().toLowerCase(Locale.ROOT)
                    + " is shown as text; " + (node.isPresent() ? "--node is" : "other formats are")
                    + " for the stages forward, gradient and optimized");
        }
        return shown;
    }

    private String graph(Model model, GraphFormat shown) {
        Graph graph = switch (stage) {
            case FORWARD -> model.forward();
            case GRADIENT -> {
                if (model.loss().isEmpty()) {
                    throw new CliException("model " + model.name() + " has no @Loss, so it has no gradient");
                }
                yield Stage.GRADIENT.of(TrainGraphs.of(model, CompileOptions.defaults()).stages());
            }
            default -> optimized(model);
        };
        return node.isPresent() ? NodeExplanation.of(graph, node.get()) : shown.show(graph);
    }

    private static Graph optimized(Model model) {
        return model.loss().isPresent() ? TrainGraphs.of(model, CompileOptions.defaults()).stages().result()
                : ModelCompiler.optimize(model.forward());
    }

    private String code(Model model) {
        Graph graph = optimized(model);
        LoweredFunction function = ModelCompiler.lower(graph, VariableTable.of(graph));
        LoweredView view = new LoweredView(function, model.name());
        return switch (stage) {
            case KERNELS -> view.kernels();
            case JAVA -> view.java();
            case BYTECODE -> view.bytecode();
            case MEMORY -> view.memory(extent(model));
            default -> CostCard.of(graph) + "\n" + view.cost(extent(model));
        };
    }

    private int extent(Model model) {
        return batch.or(model.settings()::batch).orElse(LoweredView.USUAL_EXTENT);
    }
}
