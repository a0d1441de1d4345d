package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.runtime.Flow;
import java.util.ArrayList;
import java.util.List;

/** The order of a program's calls as the run time keeps it: runs of calls, loops, choices. */
final class FlowBuilder {
    private int calls;

    private FlowBuilder() {}

    static Flow of(Program program) {
        return new FlowBuilder().flow(program.steps());
    }

    private Flow flow(List<? extends Program.Step> steps) {
        List<Flow> parts = new ArrayList<>();
        int first = calls;
        for (Program.Step step : steps) {
            if (step instanceof Program.Call) {
                calls++;
            } else {
                addCalls(parts, first);
                parts.add(step instanceof Program.Repeat repeat ? repeat(repeat) : when((Program.When) step));
                first = calls;
            }
        }
        addCalls(parts, first);
        return parts.size() == 1 ? parts.get(0) : Flow.sequence(parts);
    }

    private void addCalls(List<Flow> parts, int first) {
        if (calls > first) {
            parts.add(Flow.calls(first, calls - first));
        }
    }

    private Flow repeat(Program.Repeat repeat) {
        List<Flow.Window> windows = repeat.windows().stream().map(w -> new Flow.Window(w.slot(),
                w.turns().stream().mapToInt(Integer::intValue).toArray(), w.stride(), w.shift(), w.first(), w.last()))
                .toList();
        Flow start = flow(repeat.start());
        return Flow.repeat(repeat.length(), repeat.reverse(), repeat.counter(), windows, start, flow(repeat.body()));
    }

    private Flow when(Program.When when) {
        Flow then = flow(when.then());
        return Flow.when(when.condition(), then, flow(when.otherwise()));
    }
}
