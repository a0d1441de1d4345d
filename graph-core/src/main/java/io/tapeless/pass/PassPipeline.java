package io.tapeless.pass;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.IrException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs passes one after another and keeps what each made. */
public final class PassPipeline {
    /** The graphs on the way, by name. */
    public static final class Stages {
        /** The name of the graph that was given. */
        public static final String GIVEN = "given";

        private final Map<String, Graph> graphs = new LinkedHashMap<>();
        private Graph last;

        private Stages(Graph given) {
            put(GIVEN, given);
        }

        private void put(String name, Graph graph) {
            if (graphs.putIfAbsent(name, graph) != null) {
                throw new IllegalArgumentException("two passes are named " + name);
            }
            last = graph;
        }

        /** The graph after the last pass. */
        public Graph result() {
            return last;
        }

        /** Every graph in order: {@link #GIVEN}, then by the name of the pass that made it. */
        public Map<String, Graph> graphs() {
            return Collections.unmodifiableMap(graphs);
        }

        /**
         * The graph after a pass.
         *
         * @throws IrException if no pass has that name
         */
        public Graph after(String pass) {
            Graph graph = graphs.get(pass);
            if (graph == null) {
                throw new IrException("there is no pass " + pass + "; there are " + graphs.keySet());
            }
            return graph;
        }
    }

    private PassPipeline() {}

    /**
     * Runs passes in order, verifying each result.
     *
     * @throws IrException if the given graph is unsound, or a pass fails or makes an unsound graph; the
     *     message names the pass
     */
    public static Stages run(Graph given, List<Pass> passes, PassObserver observer) {
        Stages stages = new Stages(GraphVerifier.verify(given));
        for (Pass pass : passes) {
            Graph before = stages.result();
            long start = System.nanoTime();
            Graph after = apply(pass, before);
            observer.ran(pass, before, after, System.nanoTime() - start);
            stages.put(pass.name(), after);
        }
        return stages;
    }

    private static Graph apply(Pass pass, Graph graph) {
        try {
            Graph result = pass.function().apply(graph);
            return result == graph ? graph : GraphVerifier.verify(result);
        } catch (IrException e) {
            throw new IrException("pass " + pass.name() + ": " + e.getMessage(), e.site());
        }
    }
}
