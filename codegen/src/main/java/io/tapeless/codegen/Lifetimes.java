package io.tapeless.codegen;

import io.tapeless.codegen.loop.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From which call to which each slot of a program holds something. What a loop's turns hand on, and what
 * they all read, lives as long as the loop runs; what one turn makes for itself, within the turn.
 */
final class Lifetimes {
    /** A loop: its calls [from, to) and the slots its windows lie in. */
    private record Loop(int from, int to, Set<Integer> held, Set<Integer> touched) {}

    private final int[] first;
    private final int[] last;
    private final List<Loop> loops = new ArrayList<>();
    private int calls;

    Lifetimes(Program program, int slots) {
        first = new int[slots];
        last = new int[slots];
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, -1);
        walk(program.steps(), new HashSet<>());
        for (Loop loop : loops) {
            for (int slot : loop.touched) {
                if (loop.held.contains(slot) || first[slot] < loop.from || last[slot] >= loop.to) {
                    touch(slot, loop.from);
                    touch(slot, Math.max(loop.from, loop.to - 1));
                }
            }
        }
    }

    /** The first call that touches a slot; 0 for a slot that none does. */
    int first(int slot) {
        return last[slot] < 0 ? 0 : first[slot];
    }

    int last(int slot) {
        return Math.max(0, last[slot]);
    }

    private void touch(int slot, int call) {
        first[slot] = Math.min(first[slot], call);
        last[slot] = Math.max(last[slot], call);
    }

    /** Numbers the calls as {@link Program#calls} does; inner loops come before outer ones. */
    private void walk(List<? extends Program.Step> steps, Set<Integer> touched) {
        for (Program.Step step : steps) {
            if (step instanceof Program.Call call) {
                call.slots().forEach(slot -> touch(slot, calls));
                touched.addAll(call.slots());
                calls++;
            } else if (step instanceof Program.When when) {
                touch(when.condition(), calls);
                touched.add(when.condition());
                walk(when.then(), touched);
                walk(when.otherwise(), touched);
            } else {
                repeat((Program.Repeat) step, touched);
            }
        }
    }

    private void repeat(Program.Repeat repeat, Set<Integer> outer) {
        int from = calls;
        Set<Integer> touched = new HashSet<>();
        walk(repeat.start(), touched);
        walk(repeat.body(), touched);
        Set<Integer> held = new HashSet<>();
        repeat.windows().forEach(window -> held.addAll(window.targets()));
        if (repeat.counter() >= 0) {
            held.add(repeat.counter());
        }
        held.forEach(slot -> touch(slot, from));
        touched.addAll(held);
        loops.add(new Loop(from, calls, held, touched));
        outer.addAll(touched);
    }
}
