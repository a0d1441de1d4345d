package io.tapeless.codegen.check;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.loop.KernelInterpreter;
import io.tapeless.codegen.loop.KernelVerifier;
import io.tapeless.codegen.loop.ProgramInterpreter;
import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.interp.Value;
import io.tapeless.ir.Binding;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a graph as scheduled and lowered: its loops interpreted, each slot in an array of its own. */
public final class LoopRun {
    private static final int SLACK = 64;

    private final Graph graph;
    private final Schedule schedule;
    private final LoweredProgram lowered;

    /** Of a graph, all of whose passes are done. */
    public LoopRun(Graph graph) {
        this(ModelCompiler.lower(graph, VariableTable.of(graph)));
    }

    public LoopRun(LoweredFunction function) {
        this.graph = function.graph();
        this.schedule = function.schedule();
        this.lowered = function.loops();
        KernelVerifier.verify(lowered.program());
    }

    public Schedule schedule() {
        return schedule;
    }

    public LoweredProgram lowered() {
        return lowered;
    }

    /** Outputs by name and new values of variables under {@code "update " + name}. */
    public Map<String, Value> run(Map<String, Value> inputs, Map<String, Value> variables) {
        Map<String, Long> symbols = symbols(inputs);
        KernelInterpreter.Buffer[] memory = new KernelInterpreter.Buffer[schedule.slots().size()];
        for (Slot slot : schedule.slots()) {
            Object array = newArray(slot.dtype(), (int) slot.size().evaluate(symbols) + SLACK);
            switch (slot.region()) {
                case INPUT -> fill(array, slot.dtype(), inputs.get(slot.name()));
                case VARIABLE -> fill(array, slot.dtype(), variables.get(slot.name()));
                case CONSTANT -> fill(array, slot.dtype(), Value.of(slot.constant().orElseThrow()));
                default -> spoil(array);
            }
            memory[slot.number()] = new KernelInterpreter.Buffer(array, 0);
        }
        int[] sizes = lowered.sizes().stream().mapToInt(d -> (int) d.evaluate(symbols)).toArray();
        ProgramInterpreter.run(lowered.program(), memory, sizes);
        Map<String, Value> results = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> results.put(name,
                read(memory[schedule.outputs().get(name).number()], node, symbols)));
        graph.updates().forEach((variable, value) -> results.put("update " + ((Leaf.Variable) variable.op()).name(),
                read(memory[schedule.slotOf().get(variable).number()], variable, symbols)));
        return results;
    }

    private Map<String, Long> symbols(Map<String, Value> inputs) {
        Map<String, int[]> shapes = new HashMap<>();
        inputs.forEach((name, value) -> shapes.put(name, value.shape()));
        return Binding.of(graph, shapes);
    }

    private static Object newArray(DType dtype, int length) {
        return switch (dtype) {
            case F32 -> new float[length];
            case F64 -> new double[length];
            case I32, BOOL -> new int[length];
            case I64 -> new long[length];
        };
    }

    /** What is read before it is written shows: it is NaN, or far out of range. */
    private static void spoil(Object array) {
        if (array instanceof float[] floats) {
            Arrays.fill(floats, Float.NaN);
        } else if (array instanceof double[] doubles) {
            Arrays.fill(doubles, Double.NaN);
        } else if (array instanceof int[] ints) {
            Arrays.fill(ints, Integer.MIN_VALUE);
        } else {
            Arrays.fill((long[]) array, Long.MIN_VALUE);
        }
    }

    private static void fill(Object array, DType dtype, Value value) {
        for (int i = 0; i < value.size(); i++) {
            switch (dtype) {
                case F32 -> ((float[]) array)[i] = (float) value.real(i);
                case F64 -> ((double[]) array)[i] = value.real(i);
                case I32, BOOL -> ((int[]) array)[i] = (int) value.integer(i);
                case I64 -> ((long[]) array)[i] = value.integer(i);
            }
        }
    }

    private static Value read(KernelInterpreter.Buffer buffer, Node node, Map<String, Long> symbols) {
        int[] shape = node.shape().evaluate(symbols);
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        double[] reals = new double[size];
        long[] integers = new long[size];
        for (int i = 0; i < size; i++) {
            switch (node.dtype()) {
                case F32 -> reals[i] = ((float[]) buffer.array())[i];
                case F64 -> reals[i] = ((double[]) buffer.array())[i];
                case I32, BOOL -> integers[i] = ((int[]) buffer.array())[i];
                case I64 -> integers[i] = ((long[]) buffer.array())[i];
            }
        }
        return node.dtype().isFloat() ? Value.of(node.dtype(), shape, reals)
                : Value.ofIntegers(node.dtype(), shape, integers);
    }
}
