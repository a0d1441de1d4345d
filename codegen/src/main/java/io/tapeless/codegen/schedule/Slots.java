package io.tapeless.codegen.schedule;

import io.tapeless.ir.DType;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The slots of a schedule as they are made, numbered from 0. */
final class Slots {
    private final List<Slot> made = new ArrayList<>();

    List<Slot> all() {
        return made;
    }

    Slot of(Slot.Region region, Node node, String name) {
        return make(region, node.dtype(), node.shape(), name, Optional.empty());
    }

    Slot of(Slot.Region region, TensorType type) {
        return make(region, type.dtype(), type.shape(), "", Optional.empty());
    }

    Slot constant(Literal value) {
        return make(Slot.Region.CONSTANT, value.type().dtype(), value.type().shape(), "", Optional.of(value));
    }

    private Slot make(Slot.Region region, DType dtype, Shape shape, String name, Optional<Literal> constant) {
        Slot slot = new Slot(made.size(), region, dtype, shape.size(), name, constant);
        made.add(slot);
        return slot;
    }
}
