package io.tapeless.codegen;

import io.tapeless.codegen.lower.LoweredProgram;
import io.tapeless.codegen.runtime.Contents;
import io.tapeless.codegen.runtime.Element;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Describes the memory of a lowered program to the run time: sizes as polynomials, slots with lifetimes. */
final class LayoutBuilder {
    private final Schedule schedule;
    private final LoweredProgram lowered;
    private final VariableTable variables;
    private final Lifetimes lifetimes;
    private final Map<String, Integer> symbols = new TreeMap<>();

    private LayoutBuilder(Schedule schedule, LoweredProgram lowered, VariableTable variables) {
        this.schedule = schedule;
        this.lowered = lowered;
        this.variables = variables;
        this.lifetimes = new Lifetimes(lowered.program(), schedule.slots().size());
        schedule.graph().symbols().forEach(s -> symbols.put(s.name(), 0));
        int number = 0;
        for (Map.Entry<String, Integer> symbol : symbols.entrySet()) {
            symbol.setValue(number++);
        }
    }

    static Layout layout(Schedule schedule, LoweredProgram lowered, VariableTable variables) {
        return new LayoutBuilder(schedule, lowered, variables).layout();
    }

    private Layout layout() {
        List<Polynomial> sizes = lowered.sizes().stream().map(this::polynomial).toList();
        return new Layout(List.copyOf(symbols.keySet()), sizes, schedule.slots().stream().map(this::slot).toList());
    }

    private Layout.Slot slot(Slot slot) {
        Element element = VariableTable.element(slot.dtype());
        return switch (slot.region()) {
            case INPUT, OUTPUT -> Layout.Slot.pinned(element, polynomial(slot.size()));
            case CONSTANT -> Layout.Slot.constant(element, polynomial(slot.size()),
                    contents(slot.constant().orElseThrow(), element));
            case VARIABLE -> Layout.Slot.variable(element, Math.toIntExact(slot.size().constant()),
                    variables.number(slot.name()));
            case WORK -> Layout.Slot.work(element, polynomial(slot.size()), lifetimes.first(slot.number()),
                    lifetimes.last(slot.number()));
            case WINDOW -> Layout.Slot.window(element, polynomial(slot.size()));
        };
    }

    private static Contents contents(Literal literal, Element element) {
        IntStream indices = IntStream.range(0, literal.size());
        return switch (element) {
            case F32 -> {
                float[] values = new float[literal.size()];
                indices.forEach(i -> values[i] = (float) literal.real(i));
                yield Contents.of(values);
            }
            case F64 -> Contents.of(indices.mapToDouble(literal::real).toArray());
            case I32 -> Contents.of(indices.map(i -> (int) literal.integer(i)).toArray());
            case I64 -> Contents.of(indices.mapToLong(literal::integer).toArray());
        };
    }

    private Polynomial polynomial(Dim dim) {
        List<Polynomial.Term> terms = new ArrayList<>();
        for (Dim.Term term : dim.terms()) {
            terms.add(new Polynomial.Term(term.coefficient(),
                    term.factors().stream().map(s -> symbols.get(s.name())).toList()));
        }
        return Polynomial.of(terms);
    }
}
