package io.tapeless.frontend.spec;

import com.github.javaparser.Position;

/** One call in progress: of a method, constructor or lambda, or the evaluation of a member. */
final class Frame {
    private final Frame caller;
    private final Instance self;
    private final String callee;
    private final Position calledAt;
    private final SpecType returns;
    private final int depth;
    private Object result = Marker.VOID;

    private Frame(Frame caller, Instance self, SpecType returns, String callee, Position calledAt) {
        this.caller = caller;
        this.self = self;
        this.returns = returns;
        this.callee = callee;
        this.calledAt = calledAt;
        this.depth = caller == null ? 0 : caller.depth + 1;
    }

    /** The evaluation of a member of an instance, which nothing calls. */
    static Frame member(Instance self) {
        return new Frame(null, self, SpecType.ANY, "", null);
    }

    /**
     * A call from this frame.
     *
     * @param callee the instance whose code is called
     * @param returns the type of the call's value
     */
    Frame call(Instance callee, SpecType returns, String name, Position at) {
        return new Frame(this, callee, returns, name, at);
    }

    /** The instance whose members are known by their simple names. */
    Instance self() {
        return self;
    }

    SpecType returns() {
        return returns;
    }

    /** Calls around this one. */
    int depth() {
        return depth;
    }

    /** The value of the return or yield statement met last. */
    Object result() {
        return result;
    }

    void setResult(Object value) {
        result = value;
    }

    /** {@code in forward, called from line 12}, empty outside of calls. */
    String describe() {
        return caller == null ? "" : "in " + callee + ", called from line " + calledAt.line;
    }
}
