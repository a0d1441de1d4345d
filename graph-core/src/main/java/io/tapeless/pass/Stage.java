package io.tapeless.pass;

import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The graphs on the way that users ask for. */
public enum Stage {
    /** As declared. */
    FORWARD(stages -> stages.after(PassPipeline.Stages.GIVEN)),
    /** With gradients and updates, after simplification. */
    GRADIENT(stages -> stages.after(GraphPasses.LAST_OF_GRADIENT)),
    /** After all passes, as it is compiled. */
    OPTIMIZED(PassPipeline.Stages::result);

    private final Function<PassPipeline.Stages, Graph> graph;

    Stage(Function<PassPipeline.Stages, Graph> graph) {
        this.graph = graph;
    }

    /** The graph of this stage. */
    public Graph of(PassPipeline.Stages stages) {
        return graph.apply(stages);
    }

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The graph of a stage, or after a pass, by name.
     *
     * @throws IrException if there is no such stage or pass; the message lists them
     */
    public static Graph find(String name, PassPipeline.Stages stages) {
        if (stages.graphs().containsKey(name)) {
            return stages.after(name);
        }
        return Stream.of(values()).filter(stage -> stage.text().equals(name)).findFirst()
                .orElseThrow(() -> new IrException("there is no stage " + name + "; there are "
                        + Stream.of(values()).map(Stage::text).collect(Collectors.joining(", "))
                        + ", and after single passes " + String.join(", ", stages.graphs().keySet())))
                .of(stages);
    }
}
