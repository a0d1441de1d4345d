package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.IrException;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a graph is shown. */
public enum GraphFormat {
    /** The text of {@link GraphPrinter}, which is read back by the parser. */
    TEXT(GraphPrinter::print),
    /** The language of Graphviz. */
    DOT(DotView::of),
    /** One JSON document. */
    JSON(JsonView::of),
    /** A drawing. */
    SVG(SvgView::of),
    /** A page with the drawing, complete in itself. */
    HTML(HtmlView::of);

    private final Function<Graph, String> view;

    GraphFormat(Function<Graph, String> view) {
        this.view = view;
    }

    /** The graph in this format. */
    public String show(Graph graph) {
        return view.apply(graph);
    }

    /**
     * The format of a name such as {@code dot}.
     *
     * @throws IrException if there is none; the message lists them
     */
    public static GraphFormat parse(String name) {
        return Stream.of(values()).filter(f -> f.text().equals(name)).findFirst()
                .orElseThrow(() -> new IrException("there is no format " + name + "; expected one of "
                        + Stream.of(values()).map(GraphFormat::text).collect(Collectors.joining(", "))));
    }

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
