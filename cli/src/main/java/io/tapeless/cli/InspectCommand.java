package io.tapeless.cli;

import io.tapeless.codegen.aot.ModelArchive;
import io.tapeless.codegen.data.format.AtomicFile;
import io.tapeless.inspect.GraphFormat;
import io.tapeless.inspect.NodeExplanation;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
    private SourceOptions source;

    @Option(names = "--stage", paramLabel = "STAGE", description = "forward, gradient, optimized, kernels, java,"
            + " bytecode, memory or cost (default: forward; of a jar, what is in it)")
    private Optional<View> stage = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, dot, json, svg or"
            + " html; stages after optimized have text and json (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(names = "--json", description = "print one JSON document: --format json")
    private boolean json;

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
        return source.specFile();
    }

    @Override
    public Integer call() {
        RunOptions.requirePositive(command, "--batch", batch);
        GraphFormat shown = format();
        boolean isText = shown == GraphFormat.TEXT || shown == GraphFormat.JSON;
        View view = stage.orElse(View.FORWARD);
        if (view.compareTo(View.OPTIMIZED) > 0 && (!isText || node.isPresent())) {
            throw new CommandLine.ParameterException(command.commandLine(), "--stage " + name(view)
                    + (node.isPresent() ? ": --node is" : " is shown as text or json; other formats are")
                    + " for the stages forward, gradient and optimized");
        }
        String text;
        if (source.isJar()) {
            ModelArchive archive = source.archive();
            text = stage.isEmpty() && isText && node.isEmpty() ? show(ArchiveCard.of(archive), shown)
                    : show(InspectedModel.of(archive), view, shown);
        } else {
            text = show(InspectedModel.of(source.model()), view, shown);
        }
        String ended = text.endsWith("\n") ? text : text + "\n";
        if (output.isPresent()) {
            AtomicFile.write(output.get(), out -> out.write(ended.getBytes(StandardCharsets.UTF_8)));
        } else {
            command.commandLine().getOut().print(ended);
        }
        return 0;
    }

    private static String name(View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }

    private GraphFormat format() {
        try {
            return json ? GraphFormat.JSON : GraphFormat.parse(format);
        } catch (IrException e) {
            throw new CommandLine.ParameterException(command.commandLine(), "--format: " + e.getMessage());
        }
    }

    private String show(InspectedModel model, View view, GraphFormat shown) {
        return switch (view) {
            case FORWARD -> show(model, view, model.forward(), shown);
            case GRADIENT -> show(model, view, model.gradient(), shown);
            case OPTIMIZED -> show(model, view, model.optimized(), shown);
            case KERNELS -> show(lowered(model).kernels(), shown);
            case JAVA -> source(model, view, lowered(model).java(), shown);
            case BYTECODE -> source(model, view, Disassembly.of(model.classFile(model.lowered())), shown);
            case MEMORY -> show(lowered(model).memory(extent(model)), shown);
            case COST -> show(lowered(model).cost(extent(model)), shown);
        };
    }

    private static LoweredView lowered(InspectedModel model) {
        return new LoweredView(model.lowered(), model.name());
    }

    private int extent(InspectedModel model) {
        return batch.or(model::batch).orElse(LoweredView.USUAL_EXTENT);
    }

    private String show(InspectedModel model, View view, Graph graph, GraphFormat shown) {
        return node.isEmpty() ? shown.show(graph) : source(model, view, NodeExplanation.of(graph, node.get()), shown);
    }

    private static String show(Facts facts, GraphFormat shown) {
        return shown == GraphFormat.JSON ? JsonOutput.text(facts.document()) : facts.text();
    }

    /** Text, or a document with it. */
    private static String source(InspectedModel model, View view, String text, GraphFormat shown) {
        return shown == GraphFormat.JSON
                ? JsonOutput.text(Map.of("model", model.name(), "stage", name(view), "text", text)) : text;
    }
}
