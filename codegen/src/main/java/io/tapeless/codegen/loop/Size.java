package io.tapeless.codegen.loop;

/** An extent, stride or offset: known when the kernel is made, or an {@code int} argument of it. */
public sealed interface Size {
    Size ZERO = new Known(0);
    Size ONE = new Known(1);

    static Size of(int value) {
        return new Known(value);
    }

    /** A compile-time value; may be negative as a stride. */
    record Known(int value) implements Size {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    /** The kernel's size argument of that number. */
    record Argument(int number) implements Size {
        @Override
        public String toString() {
            return "s" + number;
        }
    }

    default boolean isKnown(int value) {
        return this instanceof Known known && known.value == value;
    }
}
