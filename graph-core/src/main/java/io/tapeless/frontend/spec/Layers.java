package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Instances of nested classes: how they are made, and what they are called once the model is evaluated. */
final class Layers {
    /** The number of an instance that holds the static fields of a class. */
    static final int STATICS = -2;

    private static final int DEEPEST = 64;

    /** Something a field holds, and the name that field gives it. */
    private record Held(Object value, String name, int depth) {}

    private final Evaluation evaluation;
    private final List<Instance> made = new ArrayList<>();
    private final Map<ClassDecl, Instance> statics = new HashMap<>();

    Layers(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The static fields of a layer's class, evaluated when first asked for. */
    Instance statics(ClassDecl type) {
        Instance known = statics.get(type);
        if (known == null) {
            known = new Instance(type, STATICS, type.name(), Positions.of(type.node()));
            statics.put(type, known);
            evaluation.fields().evaluate(known, Frame.member(known), Layers::isStatic, Fields.NO_OVERRIDE);
        }
        return known;
    }

    private static boolean isStatic(BodyDeclaration<?> member) {
        return member instanceof FieldDeclaration field && field.isStatic()
                || member instanceof InitializerDeclaration block && block.isStatic();
    }

    /** A new layer: its fields and blocks in order, then its constructor. */
    Instance create(ClassDecl type, List<Object> arguments, Node at, Scope caller) {
        int number = made.size();
        Instance layer = new Instance(type, number, evaluation.layerName(number, type), Positions.of(at));
        made.add(layer);
        Frame frame = caller.frame().call(layer, SpecType.of(SpecType.Kind.VOID, "void"), "new " + type.name(),
                Positions.of(at));
        evaluation.budget().requireCalls(frame, Positions.of(at), type.name());
        within(layer, () -> {
            evaluation.fields().evaluate(layer, frame, m -> !isStatic(m), Fields.NO_OVERRIDE);
            return null;
        });
        construct(layer, arguments, at, caller);
        return layer;
    }

    /** Runs the constructor that takes the arguments. */
    void construct(Instance layer, List<Object> arguments, Node at, Scope caller) {
        List<ConstructorDeclaration> constructors = layer.type().constructors();
        if (constructors.isEmpty() && arguments.isEmpty()) {
            return;
        }
        Optional<ConstructorDeclaration> constructor = evaluation.calls().choose(constructors, arguments);
        if (constructor.isEmpty()) {
            layer.setBroken();
            throw constructors.isEmpty()
                    ? new SpecError(layer.type().name() + " has no constructor", "expected new " + layer.type().name()
                            + "()")
                    : evaluation.calls().inapplicable("new " + layer.type().name(), constructors, arguments);
        }
        Frame frame = caller.frame().call(layer, SpecType.of(SpecType.Kind.VOID, "void"),
                "new " + layer.type().name(), Positions.of(at));
        if (!evaluation.calls().run(constructor.get(), constructor.get().getBody(), frame, arguments, at)) {
            layer.setBroken();
        }
    }

    /** Runs code of an instance; the nodes that a layer makes are in the scope of its name. */
    <T> T within(Instance self, Supplier<T> action) {
        if (self.number() < 0) {
            return action.get();
        }
        String outer = evaluation.builder().scope();
        evaluation.builder().scope(self.name());
        try {
            return action.get();
        } finally {
            evaluation.builder().scope(outer);
        }
    }

    /**
     * Finds the layers' names: {@code out}, {@code blocks.0}, {@code encoder.attention}; of several fields that
     * hold one layer, the outermost, and of those the first. Reports layers with parameters that none holds.
     *
     * @return names by the layers' numbers
     */
    Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Held> pending = new ArrayDeque<>();
        addFields(evaluation.root(), "", 0, pending);
        while (!pending.isEmpty()) {
            Held held = pending.remove();
            if (held.depth > DEEPEST || !(held.value instanceof Instance || held.value instanceof Sequence)
                    || !seen.add(held.value)) {
                continue;
            }
            if (held.value instanceof Instance layer && layer.number() >= 0) {
                names.put(layer.number(), held.name);
                addFields(layer, held.name + ".", held.depth + 1, pending);
            } else if (held.value instanceof Sequence sequence) {
                int index = 0;
                for (Object item : sequence.items()) {
                    pending.add(new Held(item, held.name + "." + index++, held.depth + 1));
                }
            }
        }
        for (Instance layer : made) {
            if (layer.ownsVariables() && !names.containsKey(layer.number())) {
                evaluation.diagnostics().report(layer.made(), "this " + layer.type().name()
                        + " has parameters or states, but no field holds it", "keep it in a field, array or List"
                        + " of the model, which gives it a name");
            }
        }
        return names;
    }

    private static void addFields(Instance owner, String prefix, int depth, Deque<Held> pending) {
        for (Variable field : owner.fields().values()) {
            if (field.isAssigned()) {
                pending.add(new Held(field.get(), prefix + field.name(), depth));
            }
        }
    }

    /** All layers made, in order. */
    List<Instance> made() {
        return made;
    }
}
