package io.tapeless.codegen;

import io.tapeless.codegen.jvm.ProgramEmitter;
import io.tapeless.codegen.jvm.ProgramLoader;
import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.lower.Lowering;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Scheduler;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.frontend.Model;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.TensorType;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassObserver;
import io.tapeless.pass.PassPipeline;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The compiler: {@code define(emit(lower(schedule(optimize(graph)))))} for each function of a model. */
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

    static Graph optimize(Graph graph) {
        return PassPipeline.run(graph, GraphPasses.predict(), PassObserver.SILENT).result();
    }

    /** Compiles a graph, all of whose passes are done. */
    CompiledFunction function(Graph graph, String className) {
        return define(emit(lower(Scheduler.schedule(graph)), className));
    }

    /** A schedule, its loops, and the layout of its memory. */
    record Lowered(Schedule schedule, LoweredProgram loops, Layout layout) {}

    /** A lowered program and its class file. */
    record Emitted(Lowered lowered, String className, byte[] classFile) {}

    Lowered lower(Schedule schedule) {
        LoweredProgram loops = Lowering.lower(schedule);
        return new Lowered(schedule, loops, LayoutBuilder.layout(schedule, loops, variables));
    }

    Emitted emit(Lowered lowered, String className) {
        return new Emitted(lowered, className,
                ProgramEmitter.emit(lowered.loops().program(), lowered.layout(), options.form(), className));
    }

    private CompiledFunction define(Emitted emitted) {
        Schedule schedule = emitted.lowered().schedule();
        return new CompiledFunction(schedule.graph(), signature(schedule, emitted.lowered().layout()),
                ProgramLoader.load(emitted.className(), emitted.classFile()), constants(schedule));
    }

    static FunctionSignature signature(Schedule schedule, Layout layout) {
        Map<String, FunctionSignature.Port> inputs = new LinkedHashMap<>();
        schedule.graph().inputs().forEach(n -> inputs.put(((Leaf.Input) n.op()).name(),
                new FunctionSignature.Port(n.type(), schedule.slotOf().get(n).number())));
        Map<String, FunctionSignature.Port> outputs = new LinkedHashMap<>();
        schedule.graph().outputs().forEach((name, node) -> outputs.put(name,
                new FunctionSignature.Port(node.type(), schedule.outputs().get(name).number())));
        return new FunctionSignature(inputs, outputs, layout.symbols());
    }

    private static Map<Integer, Literal> constants(Schedule schedule) {
        Map<Integer, Literal> constants = new HashMap<>();
        for (Slot slot : schedule.slots()) {
            slot.constant().ifPresent(literal -> constants.put(slot.number(), literal));
        }
        return constants;
    }
}
