package io.tapeless.frontend.spec;

/**
 * Bounds that make every spec end in bounded time and memory: a spec is data, and data may be hostile.
 *
 * @param sourceLength characters of a file
 * @param nesting depth of the syntax tree
 * @param steps expressions and statements evaluated, weighted by what they cost
 * @param calls methods, constructors and lambdas inside each other
 * @param depth expressions and statements inside each other while they are evaluated, over all calls
 * @param nodes nodes of the graph
 * @param elements elements of an array or list
 * @param text characters of a string
 * @param problems diagnostics of a run
 */
record Limits(int sourceLength, int nesting, int steps, int calls, int depth, int nodes, int elements, int text,
        int problems) {
    static final Limits DEFAULT =
            new Limits(1 << 20, 1_000, 1_000_000, 200, 10_000, 200_000, 1_000_000, 100_000, 100);

    /** The stack that {@link #depth} levels of evaluation need, with a margin. */
    static final long STACK_BYTES = 128L << 20;
}
