package io.tapeless.ir;
final class GraphPrinter { static String print(Graph g) { return g.name(); } }
