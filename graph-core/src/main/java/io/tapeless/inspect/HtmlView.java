package io.tapeless.inspect;

import io.tapeless.ir.Graph;

/** A page with a graph's drawing, the meaning of its colours and its text; it loads nothing. */
final class HtmlView {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>
            body { font-family: sans-serif; margin: 1em; }
            figure { margin: 1em 0; overflow: auto; border: 1px solid #ccc; }
            .key span { padding: 0.2em 0.6em; margin-right: 0.5em; border: 1px solid #666; border-radius: 5px; }
            g:hover rect { stroke: #000; stroke-width: 2; }
            path:hover { stroke: #000; stroke-width: 2; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p class="key"><span style="background: #d5f0d5">input</span>
            <span style="background: #fff2cc">variable</span><span style="background: #eeeeee">constant</span>
            <span style="background: #dbe8f8">forward</span><span style="background: #f8d7d3">gradient</span></p>
            <figure>
            %2$s</figure>
            <pre>
            %3$s</pre>
            </body>
            </html>
            """;

    private HtmlView() {}

    static String of(Graph graph) {
        return PAGE.formatted(Markup.escape(graph.name()), SvgView.of(graph), Markup.escape(graph.toString()));
    }
}
