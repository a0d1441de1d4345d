package io.tapeless.codegen;

import io.tapeless.codegen.jvm.ProgramEmitter;
import io.tapeless.codegen.jvm.ProgramLoader;
import io.tapeless.codegen.loop.KernelSize;
import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.lower.Lowering;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Profile;
import io.tapeless.codegen.runtime.WarmStart;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Scheduler;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassLog;
import io.tapeless.pass.PassPipeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The compiler: {@code define(emit(lower(optimize(graph))))} for each function of a model. */
public final class ModelCompiler {
    /** Machine primitives for each element that are fused into one kernel at first, if all kernels fit in vector form. */
    private static final int MOST_FUSED = 960;
    /** Machine primitives for each element from which on a kernel may be too large for vectors. */
    private static final int FUSED = 240;
    /** Size of a kernel's text that always fits in vector form. */
    private static final int SMALL = 150;
    /** Size of a kernel's text that always fits in scalar form. */
    private static final int LARGE = 360;

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
        return new ModelCompiler(VariableTable.of(graph), options).function(graph, graph.name());
    }

    /** The graph of a function that trains nothing, after all passes. */
    public static Graph optimize(Graph graph) {
        return PassPipeline.run(graph, GraphPasses.predict(), PassLog.configured()).result();
    }

    /** The graph that {@code differentiate} makes of a forward graph, after all passes, as in training. */
    public static Graph optimize(Graph forward, UnaryOperator<Graph> differentiate) {
        return PassPipeline.run(forward, GraphPasses.train(differentiate), PassLog.configured()).result();
    }

    /**
     * Lowers a graph, all of whose passes are done.
     *
     * @param variables numbers the variables of the graph
     * @throws io.tapeless.ir.IrException if a variable of the graph is not in the table
     */
    public static LoweredFunction lower(Graph graph, VariableTable variables) {
        int limit = MOST_FUSED;
        Schedule schedule = Scheduler.schedule(graph, limit);
        LoweredProgram loops = Lowering.lower(schedule);
        while (limit > 1 && isTooLarge(loops, limit > FUSED ? SMALL : LARGE)) {
            limit /= 2;
            schedule = Scheduler.schedule(graph, limit);
            loops = Lowering.lower(schedule);
        }
        Layout layout = LayoutBuilder.layout(schedule, loops, variables);
        return new LoweredFunction(schedule, signature(schedule, layout), loops, layout);
    }

    /** True if a kernel of more than that size does not fit in its methods. */
    private static boolean isTooLarge(LoweredProgram loops, int size) {
        return loops.program().kernels().stream().anyMatch(k -> KernelSize.of(k) > size && !ProgramEmitter.fits(k));
    }

    /** Compiles a graph, all of whose passes are done. */
    CompiledFunction function(Graph graph, String className) {
        return define(lower(graph, variables), className);
    }

    CompiledFunction define(LoweredFunction lowered, String className) {
        CompiledProgram program = options.warmStart() && options.form().isVector()
                ? WarmStart.of(() -> load(lowered, Form.SCALAR, className),
                        () -> load(lowered, options.form(), className))
                : load(lowered, options.form(), className);
        return new CompiledFunction(lowered.graph(), lowered.signature(),
                options.profile() ? new Profile(program) : program);
    }

    private static CompiledProgram load(LoweredFunction lowered, Form form, String className) {
        return ProgramLoader.load(className, lowered.emit(form, className));
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
