package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A graph as a drawing: boxes in layers from top to bottom, whose tooltips tell all that is known. */
final class SvgView {
    private static final int BOX_WIDTH = 190;
    private static final int LINE = 14;
    private static final int BOX_HEIGHT = 3 * LINE + 8;
    private static final int COLUMN = BOX_WIDTH + 24;
    private static final int ROW = BOX_HEIGHT + 42;
    private static final int LONGEST_TEXT = 30;

    private final Graph graph;
    private final NodeStyle style;
    private final LayeredLayout layout;
    private final StringBuilder text = new StringBuilder();

    private SvgView(Graph graph) {
        this.graph = graph;
        this.style = new NodeStyle(graph);
        this.layout = LayeredLayout.of(graph);
    }

    static String of(Graph graph) {
        return new SvgView(graph).text();
    }

    private String text() {
        int width = (int) Math.ceil(layout.width() * COLUMN);
        int height = layout.layers() * ROW;
        append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">", width, height, width, height);
        graph.nodes().forEach(node -> node.operands().stream().distinct().forEach(o -> edge(o, node)));
        graph.nodes().forEach(this::box);
        return text.append("</svg>\n").toString();
    }

    private static double x(LayeredLayout.Place place) {
        return place.x() * COLUMN;
    }

    private static double y(LayeredLayout.Place place) {
        return (place.layer() + 0.5) * ROW;
    }

    /** Straight where it passes boxes, and bent between the layers. */
    private void edge(Node from, Node to) {
        LayeredLayout.Place last = layout.place(from);
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x(last),
                y(last) + BOX_HEIGHT / 2.0));
        List<LayeredLayout.Place> way = new ArrayList<>(layout.way(from, to));
        way.add(layout.place(to));
        for (LayeredLayout.Place next : way) {
            double top = y(last) + BOX_HEIGHT / 2.0;
            double bottom = y(next) - BOX_HEIGHT / 2.0;
            double middle = (top + bottom) / 2;
            path.append(String.format(Locale.ROOT, " V%.1f C%.1f %.1f %.1f %.1f %.1f %.1f", top, x(last), middle, x(next),
                    middle, x(next), bottom));
            last = next;
        }
        append("<path d=\"%s\" fill=\"none\" stroke=\"#999\"><title>%s</title></path>", path,
                Markup.escape(from.type().toString()));
    }

    private void box(Node node) {
        LayeredLayout.Place place = layout.place(node);
        List<String> lines = new ArrayList<>();
        boolean named = !style.names(node).isEmpty();
        if (named) {
            lines.add(String.join(", ", style.names(node)));
        }
        lines.add(style.operation(node));
        lines.add(node.type().toString());
        append("<g><title>%s</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"%s\""
                + " stroke=\"#666\"/>", Markup.escape(style.line(node)), x(place) - BOX_WIDTH / 2.0,
                y(place) - BOX_HEIGHT / 2.0, BOX_WIDTH, BOX_HEIGHT, style.color(node));
        for (int i = 0; i < lines.size(); i++) {
            String weight = named && i == 0 ? " font-weight=\"bold\"" : "";
            append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\"%s>%s</text>", x(place),
                    y(place) + (i + 0.8 - lines.size() / 2.0) * LINE, weight, Markup.escape(shorten(lines.get(i))));
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
