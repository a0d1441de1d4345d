package io.tapeless.inspect;

import io.tapeless.ir.Graph;

/** A page with a graph's drawing, the meaning of its colours and its text. */
final class HtmlView {
    private HtmlView() {}

    static String of(Graph graph) {
        return new HtmlPage(graph.name()).graph(graph).listing(graph.toString()).text();
    }
}
