package io.tapeless.frontend.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** An array or a list of static values or tensors. */
final class Sequence {
    /** Which of Java's kinds it is; {@code List.of} gives a fixed list. */
    enum Kind {
        ARRAY, LIST, FIXED_LIST
    }

    private final Kind kind;
    private final SpecType element;
    private final List<Object> items;

    private Sequence(Kind kind, SpecType element, List<Object> items) {
        this.kind = kind;
        this.element = element;
        this.items = items;
    }

    static Sequence array(SpecType element, List<Object> items) {
        return new Sequence(Kind.ARRAY, element, items);
    }

    /** An array of the element type's default value. */
    static Sequence array(SpecType element, int length) {
        return array(element, new ArrayList<>(Collections.nCopies(length, element.defaultValue())));
    }

    static Sequence list(Collection<?> items) {
        return new Sequence(Kind.LIST, SpecType.ANY, new ArrayList<>(items));
    }

    static Sequence fixedList(Collection<?> items) {
        return new Sequence(Kind.FIXED_LIST, SpecType.ANY, new ArrayList<>(items));
    }

    boolean isArray() {
        return kind == Kind.ARRAY;
    }

    SpecType element() {
        return element;
    }

    int size() {
        return items.size();
    }

    List<Object> items() {
        return Collections.unmodifiableList(items);
    }

    Object get(int index) {
        return items.get(requireIndex(index));
    }

    void set(int index, Object value) {
        requireWritable("set");
        items.set(requireIndex(index), element.accept(value));
    }

    void add(Object value) {
        requireWritable("add");
        if (items.size() >= Limits.DEFAULT.elements()) {
            throw new SpecError("this list has more than " + Limits.DEFAULT.elements() + " elements");
        }
        items.add(value);
    }

    private void requireWritable(String method) {
        if (kind == Kind.FIXED_LIST) {
            throw new SpecError(method + " on a list that can't be changed", "start from new ArrayList<>()");
        }
    }

    private int requireIndex(int index) {
        if (index < 0 || index >= items.size()) {
            throw new SpecError("index " + index + " is outside this " + (isArray() ? "array" : "list") + " of "
                    + items.size(), items.isEmpty() ? "" : "expected 0 to " + (items.size() - 1));
        }
        return index;
    }

    /** {@code int[3]} or {@code List of 3}. */
    String describe() {
        return isArray() ? element.text() + "[" + size() + "]" : "List of " + size();
    }
}
