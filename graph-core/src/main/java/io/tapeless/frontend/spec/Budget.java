package io.tapeless.frontend.spec;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** Counts what an evaluation costs, and stops one that would not end. */
final class Budget {
    private static final class Loop {
        private final String keyword;
        private final Position at;
        private int turns;

        Loop(String keyword, Position at) {
            this.keyword = keyword;
            this.at = at;
        }
    }

    private static final int MOST_STOPS = 3;

    private final Limits limits;
    private final Diagnostics diagnostics;
    private final Deque<Loop> loops = new ArrayDeque<>();
    private long steps;
    private int depth;
    private int stops;

    Budget(Limits limits, Diagnostics diagnostics) {
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    Limits limits() {
        return limits;
    }

    /** True once a bound was reached. */
    boolean isExceeded() {
        return stops > 0;
    }

    /** Begins a statement or expression; {@link #leave} ends it. */
    void enter(Node node) {
        charge(node, 1);
        if (depth >= limits.depth()) {
            throw stop(Positions.of(node), "this is evaluated inside too many calls and expressions",
                    "at most " + limits.depth() + " levels");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    /** Adds the steps that something costs. */
    void charge(Node node, long cost) {
        steps += cost;
        if (steps <= limits.steps()) {
            return;
        }
        Loop longest = loops.stream().max(Comparator.comparingInt(l -> l.turns)).orElse(null);
        if (longest == null) {
            throw stop(Positions.of(node), "the evaluation has not ended here",
                    "it is limited to " + limits.steps() + " steps");
        }
        throw stop(longest.at, "this " + longest.keyword + " loop has not ended after " + longest.turns + " turns",
                "evaluation is limited to " + limits.steps() + " steps");
    }

    void enterLoop(String keyword, Node loop) {
        loops.push(new Loop(keyword, Positions.of(loop)));
    }

    /** Counts one turn of the innermost loop. */
    void turn(Node loop) {
        loops.element().turns++;
        charge(loop, 1);
    }

    void leaveLoop() {
        loops.pop();
    }

    /** Checks the depth of a call. */
    void requireCalls(Frame frame, Position at, String name) {
        if (frame.depth() >= limits.calls()) {
            throw stop(at, "calls nest too deeply at this call of " + name,
                    "at most " + limits.calls() + " levels; does a recursion have no end?");
        }
    }

    /** Checks the size of the graph; nothing more can be evaluated once it is full. */
    void requireNodes(Node at, int nodes) {
        if (nodes >= limits.nodes()) {
            diagnostics.report(Positions.of(at), "the graph grows too large here",
                    "at most " + limits.nodes() + " nodes");
            stops++;
            throw new Stopped(true);
        }
    }

    /** Checks and charges the elements of a new array or list. */
    void requireElements(Node at, long elements) {
        if (elements > limits.elements()) {
            throw new SpecError(elements + " elements are too many", "at most " + limits.elements());
        }
        charge(at, elements / 8);
    }

    /** Checks and charges the characters of a new string. */
    void requireText(Node at, int characters) {
        if (characters > limits.text()) {
            throw new SpecError("this string is too long", "at most " + limits.text() + " characters");
        }
        charge(at, characters / 64);
    }

    /** The other members are still evaluated, with a tenth of the steps, unless too much was stopped already. */
    private Stopped stop(Position at, String message, String hint) {
        diagnostics.report(at, message, hint);
        steps = Math.min(steps, limits.steps() / 10 * 9);
        return new Stopped(++stops > MOST_STOPS);
    }
}
