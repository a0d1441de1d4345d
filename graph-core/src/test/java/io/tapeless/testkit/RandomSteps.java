package io.tapeless.testkit;

/** Adds one random operation after another, of all kinds. */
final class RandomSteps {
    /** How deep loops and choices are inside one another. */
    private static final int DEPTH = 2;

    private final RandomNodes nodes;
    private final RandomArithmetic arithmetic;
    private final RandomMovement movement;
    private final RandomIntegers integers;
    private final RandomIndexing indexing;
    private final RandomDecompositions decompositions;
    private final RandomControl control;
    private final RandomOwnDerivatives ownDerivatives;

    RandomSteps(RandomNodes nodes) {
        this.nodes = nodes;
        this.arithmetic = new RandomArithmetic(nodes);
        this.movement = new RandomMovement(nodes);
        this.integers = new RandomIntegers(nodes);
        this.indexing = new RandomIndexing(nodes);
        this.decompositions = new RandomDecompositions(nodes);
        this.control = new RandomControl(nodes, this);
        this.ownDerivatives = new RandomOwnDerivatives(nodes);
    }

    void add(int count) {
        for (int i = 0; i < count; i++) {
            nodes.locate(i);
            step(DEPTH);
        }
    }

    /**
     * Adds one operation.
     *
     * @param depth how many loops and choices may be inside one another
     */
    void step(int depth) {
        int kind = nodes.below(100);
        if (kind < 8) {
            if (depth > 0) {
                control.step(depth);
            }
        } else if (kind < 11) {
            decompositions.step();
        } else if (kind < 21) {
            integers.step();
        } else if (kind < 29) {
            indexing.step();
        } else if (kind < 31) {
            if (!nodes.differentiable()) {
                ownDerivatives.step();
            }
        } else if (kind < 60) {
            movement.step();
        } else {
            arithmetic.step();
        }
    }
}
