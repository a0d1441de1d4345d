package io.tapeless.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassPipelineTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph g {
              %0 = input "x" : f64[]
              %1 = constant 1.0 : f64[]
              %2 = mul %0, %1 : f64[]
              output y = %2
            }
            """);
    private static final Pass IDLE = new Pass("idle", "Nothing changes.", graph -> graph);
    private static final Pass DOUBLE = new Pass("double", "y is twice as much.", graph -> {
        GraphBuilder builder = GraphBuilder.extending(graph);
        return builder.build("g", Map.of("y", builder.map(ScalarOp.ADD, graph.output("y"), graph.output("y"))));
    });

    @Test
    void keepsTheGraphOfEachPass() {
        PassPipeline.Stages stages = PassPipeline.run(GRAPH, List.of(IDLE, DOUBLE), PassObserver.SILENT);
        assertSame(GRAPH, stages.after("given"));
        assertSame(GRAPH, stages.after("idle"));
        assertSame(stages.result(), stages.after("double"));
        assertEquals(List.of("given", "idle", "double"), List.copyOf(stages.graphs().keySet()));
        assertEquals("there is no pass fuse; there are [given, idle, double]",
                assertThrows(IrException.class, () -> stages.after("fuse")).getMessage());
    }

    @Test
    void namesThePassThatFails() {
        Pass failing = new Pass("fail", "Fails.", graph -> {
            throw new IrException("no such luck");
        });
        assertEquals("pass fail: no such luck", assertThrows(IrException.class,
                () -> PassPipeline.run(GRAPH, List.of(IDLE, failing), PassObserver.SILENT)).getMessage());
    }

    @Test
    void namesThePassThatMakesAnUnsoundGraph() {
        Pass unsound = new Pass("rename", "Two inputs have one name.", graph -> {
            GraphBuilder builder = GraphBuilder.extending(graph);
            return builder.build("g", Map.of("y", graph.output("y"),
                    "z", builder.add(new Leaf.Input("x", TensorType.scalar(DType.F32)))));
        });
        String message = assertThrows(IrException.class,
                () -> PassPipeline.run(GRAPH, List.of(unsound), PassObserver.SILENT)).getMessage();
        assertTrue(message.startsWith("pass rename: "), message);
    }

    @Test
    void stagesAreFoundByName() {
        PassPipeline.Stages stages = PassPipeline.run(GRAPH, GraphPasses.predict(), PassObserver.SILENT);
        assertSame(GRAPH, Stage.find("forward", stages));
        assertSame(stages.result(), Stage.find("optimized", stages));
        assertSame(stages.after("simplify-adjoints"), Stage.find("gradient", stages));
        assertSame(stages.after("canonicalize"), Stage.find("canonicalize", stages));
        String message = assertThrows(IrException.class, () -> Stage.find("fused", stages)).getMessage();
        assertTrue(message.startsWith("there is no stage fused; there are forward, gradient, optimized, and"), message);
    }

    @Test
    void passesHaveNamesOfTheirOwnAndSayWhatHolds() {
        List<Pass> passes = GraphPasses.train(graph -> graph);
        assertEquals(passes.size(), new HashSet<>(passes.stream().map(Pass::name).toList()).size());
        passes.forEach(pass -> assertTrue(pass.description().endsWith("."), pass.name()));
        assertEquals(passes.stream().map(Pass::name).filter(n -> !n.equals("differentiate")).toList(),
                GraphPasses.predict().stream().map(Pass::name).toList());
    }

    @Test
    void everyPassIsDocumented() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("docs"))) {
            root = root.getParent();
        }
        String page = Files.readString(root.resolve("docs/debugging.md"));
        GraphPasses.train(graph -> graph).forEach(pass ->
                assertTrue(page.contains("| `" + pass.name() + "` |"), pass.name()));
    }

    @Test
    void logWritesALineAPassAndTheGraphsThatChanged() {
        String log = log(new PassOptions(List.of("all"), Optional.empty(), true));
        String[] lines = log.split("\n");
        assertEquals("# after given", lines[0]);
        assertTrue(log.contains(GRAPH.toString()), log);
        assertTrue(log.lines().anyMatch(l -> l.matches("idle +3 -> +3 nodes +[0-9.]+ ms \\(unchanged\\)")), log);
        assertTrue(log.lines().anyMatch(l -> l.matches("double +3 -> +4 nodes +[0-9.]+ ms")), log);
        assertTrue(log.contains("# after double"), log);
        assertTrue(!log.contains("# after idle"), log);
    }

    @Test
    void logWritesGraphsIntoADirectory(@TempDir Path directory) throws Exception {
        Path dumps = directory.resolve("dumps");
        assertEquals("", log(new PassOptions(List.of("double"), Optional.of(dumps), false)));
        try (Stream<Path> files = Files.list(dumps)) {
            assertEquals(List.of(dumps.resolve("g-02-double.graph")), files.toList());
        }
        Graph dumped = GraphParser.parse(Files.readString(dumps.resolve("g-02-double.graph")));
        assertEquals(DOUBLE.function().apply(GRAPH), dumped);
    }

    private static String log(PassOptions options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PassPipeline.run(GRAPH, List.of(IDLE, DOUBLE), new PassLog(options, new PrintStream(bytes, true)));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
