package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page that loads nothing and looks light or dark as its reader likes. What may be wider than the window, tables
 * and drawings, scrolls by itself.
 */
public final class HtmlPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; --page: #ffffff; --text: #222222; --line: #88888866; }
            @media (prefers-color-scheme: dark) { :root { --page: #1c1c1c; --text: #dddddd; } }
            body { font-family: sans-serif; line-height: 1.4; margin: 0 auto; max-width: 78em; padding: 1em;
                color: var(--text); background: var(--page); }
            h1 { margin: 0 0 0.4em; }
            h2 { margin: 1.6em 0 0.4em; }
            table { border-collapse: collapse; }
            th, td { padding: 0.2em 0.8em; border-bottom: 1px solid var(--line); text-align: left; }
            thead th { position: sticky; top: 0; background: var(--page); }
            .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .scroll { overflow: auto; max-height: 36em; margin: 0.6em 0; }
            .charts { display: flex; flex-wrap: wrap; gap: 1em; }
            .charts svg { max-width: 100%%; height: auto; }
            figure.scroll { max-height: 48em; border: 1px solid var(--line); }
            figure g:hover rect, figure path:hover { stroke: var(--text); stroke-width: 2; }
            summary { cursor: pointer; margin: 0.6em 0; }
            .key span { display: inline-block; padding: 0.1em 0.6em; margin: 0 0.5em 0.3em 0; border: 1px solid #666;
                border-radius: 5px; color: #000; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            """;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,.]*(e[+-]?[0-9]+)?|-?Infinity|NaN|");

    private final StringBuilder html = new StringBuilder();

    public HtmlPage(String title) {
        html.append(HEAD.formatted(Markup.escape(title)));
    }

    /** Begins a part of the page. */
    public HtmlPage section(String title) {
        return element("h2", title);
    }

    public HtmlPage paragraph(String text) {
        return element("p", text);
    }

    /** Drawings in SVG side by side, as large as they are if the window has room for them. */
    public HtmlPage charts(List<String> drawings) {
        return add("<div class=\"charts\">\n").add(String.join("", drawings)).add("</div>\n");
    }

    /** The drawing of a graph, and what its colours mean. */
    public HtmlPage graph(Graph graph) {
        add("<p class=\"key\">");
        graph.nodes().stream().map(NodeStyle::kind).distinct().sorted().forEach(kind -> add(
                "<span style=\"background: " + kind.color() + "\">" + kind.text() + "</span> "));
        return add("</p>\n<figure class=\"scroll\">\n").add(SvgView.of(graph)).add("</figure>\n");
    }

    /** Text whose lines stay as they are. */
    public HtmlPage listing(String text) {
        return add("<pre class=\"scroll\">\n").add(Markup.escape(text)).add("</pre>\n");
    }

    /** Names and their values. */
    public HtmlPage table(Map<String, ?> rows) {
        add("<div class=\"scroll\"><table>\n");
        rows.forEach((name, value) -> row("td", List.of(name, value.toString()), List.of(false, false)));
        return add("</table></div>\n");
    }

    /** Columns of numbers are aligned at their right. */
    public HtmlPage table(List<String> columns, List<List<String>> rows) {
        List<Boolean> numbers = columns.stream().map(c -> rows.stream()
                .allMatch(row -> NUMBER.matcher(row.get(columns.indexOf(c))).matches())).toList();
        add("<div class=\"scroll\"><table>\n<thead>");
        row("th", columns, numbers);
        add("</thead>\n");
        rows.forEach(row -> row("td", row, numbers));
        return add("</table></div>\n");
    }

    /** A table that is shown when the reader opens it. */
    public HtmlPage closedTable(String title, List<String> columns, List<List<String>> rows) {
        return add("<details>").element("summary", title).table(columns, rows).add("</details>\n");
    }

    /** The page as text. */
    public String text() {
        return html + "</body>\n</html>\n";
    }

    private void row(String cell, List<String> values, List<Boolean> numbers) {
        add("<tr>");
        for (int i = 0; i < values.size(); i++) {
            add("<" + cell + (numbers.get(i) ? " class=\"number\">" : ">")).add(Markup.escape(values.get(i)))
                    .add("</" + cell + ">");
        }
        add("</tr>\n");
    }

    private HtmlPage element(String name, String text) {
        return add("<" + name + ">").add(Markup.escape(text)).add("</" + name + ">\n");
    }

    private HtmlPage add(String markup) {
        html.append(markup);
        return this;
    }
}
