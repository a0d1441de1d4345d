package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A graph as a drawing: boxes in layers from top to bottom, whose tooltips tell all that is known. */
final class SvgView {
    private static final int BOX_WIDTH = 190;
    private static final int LINE = 14;
    private static final int BOX_HEIGHT = 3 * LINE + 8;
    private static final int COLUMN = BOX_WIDTH + 24;
    private static final int ROW = BOX_HEIGHT + 42;
    private static final int LONGEST_TEXT = 30;

    private record Point(double x, double y) {}

    private final Graph graph;
    private final NodeStyle style;
    private final List<List<Node>> layers;
    private final int width;
    private final Map<Node, Point> centres = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private SvgView(Graph graph) {
        this.graph = graph;
        this.style = new NodeStyle(graph);
        this.layers = LayeredLayout.of(graph);
        this.width = COLUMN * layers.stream().mapToInt(List::size).max().orElse(1);
    }

    static String of(Graph graph) {
        return new SvgView(graph).text();
    }

    private String text() {
        for (int row = 0; row < layers.size(); row++) {
            List<Node> layer = layers.get(row);
            double left = (width - layer.size() * COLUMN) / 2.0;
            for (int i = 0; i < layer.size(); i++) {
                centres.put(layer.get(i), new Point(left + (i + 0.5) * COLUMN, (row + 0.5) * ROW));
            }
        }
        append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">", width, layers.size() * ROW, width,
                layers.size() * ROW);
        graph.nodes().forEach(node -> node.operands().stream().distinct().forEach(o -> edge(o, node)));
        graph.nodes().forEach(this::box);
        return text.append("</svg>\n").toString();
    }

    private void edge(Node from, Node to) {
        Point a = centres.get(from);
        Point b = centres.get(to);
        double top = a.y() + BOX_HEIGHT / 2.0;
        double bottom = b.y() - BOX_HEIGHT / 2.0;
        double middle = (top + bottom) / 2;
        append("<path d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"#999\"><title>%s</title>"
                + "</path>", a.x(), top, a.x(), middle, b.x(), middle, b.x(), bottom, Markup.escape(from.type().toString()));
    }

    private void box(Node node) {
        Point centre = centres.get(node);
        List<String> lines = new ArrayList<>();
        boolean named = !style.names(node).isEmpty();
        if (named) {
            lines.add(String.join(", ", style.names(node)));
        }
        lines.add(style.operation(node));
        lines.add(node.type().toString());
        append("<g><title>%s</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"%s\""
                + " stroke=\"#666\"/>", Markup.escape(style.line(node)), centre.x() - BOX_WIDTH / 2.0,
                centre.y() - BOX_HEIGHT / 2.0, BOX_WIDTH, BOX_HEIGHT, style.color(node));
        for (int i = 0; i < lines.size(); i++) {
            String weight = named && i == 0 ? " font-weight=\"bold\"" : "";
            append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\"%s>%s</text>", centre.x(),
                    centre.y() + (i + 0.8 - lines.size() / 2.0) * LINE, weight, Markup.escape(shorten(lines.get(i))));
        }
        append("</g>");
    }

    private static String shorten(String line) {
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + "…";
    }

    private void append(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
