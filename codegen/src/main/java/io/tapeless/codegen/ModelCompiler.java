package io.tapeless.codegen;

import io.tapeless.codegen.jvm.ProgramLoader;
import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.lower.Lowering;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Scheduler;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassObserver;
import io.tapeless.pass.PassPipeline;
import java.util.LinkedHashMap;
import java.util.Map;

/** The compiler: {@code define(emit(lower(optimize(graph))))} for each function of a model. */
public final class ModelCompiler {
    private final VariableTable variables;
    private final CompileOptions options;

    ModelCompiler(VariableTable variables, CompileOptions options) {
        this.variables = variables;
        this.options = options;
    }

    /**
     * Compiles a model. Its functions are compiled when first asked for.
     *
     * @throws io.tapeless.ir.IrException if it can't be trained as it or the options ask
     */
    public static CompiledModel compile(Model model, CompileOptions options) {
        return new CompiledModel(model, options);
    }

    /** Compiles a model with {@link CompileOptions#defaults()}. */
    public static CompiledModel compile(Model model) {
        return compile(model, CompileOptions.defaults());
    }

    /** Compiles one graph, all of whose passes are done, with variables of its own. */
    public static CompiledFunction compile(Graph graph, CompileOptions options) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        graph.variables().forEach(n -> types.put(((Leaf.Variable) n.op()).name(), n.type()));
        return new ModelCompiler(new VariableTable(types), options).function(graph, graph.name());
    }

    /** The graph of a function that trains nothing, after all passes. */
    public static Graph optimize(Graph graph) {
        return PassPipeline.run(graph, GraphPasses.predict(), PassObserver.SILENT).result();
    }

    /**
     * Lowers a graph, all of whose passes are done.
     *
     * @param variables numbers the variables of the graph
     * @throws io.tapeless.ir.IrException if a variable of the graph is not in the table
     */
    public static LoweredFunction lower(Graph graph, VariableTable variables) {
        Schedule schedule = Scheduler.schedule(graph);
        LoweredProgram loops = Lowering.lower(schedule);
        Layout layout = LayoutBuilder.layout(schedule, loops, variables);
        return new LoweredFunction(graph, signature(schedule, layout), loops, layout);
    }

    /** Compiles a graph, all of whose passes are done. */
    CompiledFunction function(Graph graph, String className) {
        return define(lower(graph, variables), className);
    }

    private CompiledFunction define(LoweredFunction lowered, String className) {
        return new CompiledFunction(lowered.graph(), lowered.signature(),
                ProgramLoader.load(className, lowered.emit(options.form(), className)));
    }

    private static FunctionSignature signature(Schedule schedule, Layout layout) {
        Map<String, FunctionSignature.Port> inputs = new LinkedHashMap<>();
        schedule.graph().inputs().forEach(n -> inputs.put(((Leaf.Input) n.op()).name(),
                new FunctionSignature.Port(n.type(), schedule.slotOf().get(n).number())));
        Map<String, FunctionSignature.Port> outputs = new LinkedHashMap<>();
        schedule.graph().outputs().forEach((name, node) -> outputs.put(name,
                new FunctionSignature.Port(node.type(), schedule.outputs().get(name).number())));
        return new FunctionSignature(inputs, outputs, layout.symbols());
    }
}
