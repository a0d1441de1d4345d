package io.tapeless.codegen.schedule;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is run in what order over which slots.
 *
 * @param outputs for each output of the graph, the slot to read it from after the run
 */
public record Schedule(Block block, List<Slot> slots, Map<String, Slot> outputs) {
    public Schedule {
        slots = List.copyOf(slots);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** The graph that is computed. */
    public Graph graph() {
        return block.graph();
    }

    /** For each leaf in memory and each stored result of the graph, its slot. */
    public Map<Node, Slot> slotOf() {
        return block.slotOf();
    }

    /** One kernel call, loop or choice. */
    public sealed interface Step {
        /** Computes and stores a cluster's results. */
        record Compute(Cluster cluster) implements Step {}

        /** Copies one slot to another of equal size. */
        record Copy(Slot from, Slot to) implements Step {}

        /**
         * Runs a body {@code length} times, backward if {@code reverse}; see
         * {@link io.tapeless.codegen.loop.Program.Repeat}.
         *
         * @param counter holds the position of the turn, if the body asks for it
         * @param start what is copied before the first turn, if there is one
         */
        record Repeat(Dim length, boolean reverse, Optional<Slot> counter, List<Window> windows, List<Copy> start,
                Block body) implements Step {
            public Repeat {
                windows = List.copyOf(windows);
                start = List.copyOf(start);
            }
        }

        /** Runs one of two bodies. */
        record When(Slot condition, Block then, Block otherwise) implements Step {}
    }

    /**
     * A slot of region {@link Slot.Region#WINDOW} and where it lies in each turn; see
     * {@link io.tapeless.codegen.loop.Program.Window}.
     */
    public record Window(Slot slot, List<Slot> turns, Optional<Dim> stride, int shift, Optional<Slot> first,
            Optional<Slot> last) {
        public Window {
            turns = List.copyOf(turns);
        }
    }
}
