package io.tapeless.frontend.spec;

import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The types of one spec: those of the language and its own layers, by name. */
final class Types {
    private static final Map<String, SpecType.Kind> BUILT_IN = Map.ofEntries(
            Map.entry("int", SpecType.Kind.INT), Map.entry("Integer", SpecType.Kind.INT),
            Map.entry("long", SpecType.Kind.LONG), Map.entry("Long", SpecType.Kind.LONG),
            Map.entry("double", SpecType.Kind.DOUBLE), Map.entry("Double", SpecType.Kind.DOUBLE),
            Map.entry("boolean", SpecType.Kind.BOOLEAN), Map.entry("Boolean", SpecType.Kind.BOOLEAN),
            Map.entry("String", SpecType.Kind.STRING), Map.entry("Dim", SpecType.Kind.DIM),
            Map.entry("DType", SpecType.Kind.DTYPE), Map.entry("Tensor", SpecType.Kind.TENSOR),
            Map.entry("List", SpecType.Kind.LIST), Map.entry("ArrayList", SpecType.Kind.LIST),
            Map.entry("void", SpecType.Kind.VOID), Map.entry("var", SpecType.Kind.ANY),
            Map.entry("Object", SpecType.Kind.ANY),
            Map.entry("Function", SpecType.Kind.FUNCTION), Map.entry("BiFunction", SpecType.Kind.FUNCTION),
            Map.entry("UnaryOperator", SpecType.Kind.FUNCTION), Map.entry("BinaryOperator", SpecType.Kind.FUNCTION),
            Map.entry("Supplier", SpecType.Kind.FUNCTION), Map.entry("IntFunction", SpecType.Kind.FUNCTION));

    private final Map<String, SpecType> byName = new HashMap<>();
    private final Map<Type, Optional<SpecType>> resolved = new IdentityHashMap<>();

    Types(Collection<ClassDecl> classes) {
        BUILT_IN.forEach((name, kind) -> byName.put(name, SpecType.of(kind, name)));
        classes.forEach(c -> byName.putIfAbsent(c.name(), SpecType.layer(c)));
    }

    /** The class of a name, or null. */
    ClassDecl classNamed(String name) {
        SpecType type = byName.get(name);
        return type == null ? null : type.layer();
    }

    /** The type as written; {@link SpecType#UNKNOWN} if there is none. */
    SpecType of(Type written) {
        return find(written).orElse(SpecType.UNKNOWN);
    }

    /** The type as written, empty if there is none of that name. */
    Optional<SpecType> find(Type written) {
        Optional<SpecType> known = resolved.get(written);
        if (known == null) {
            known = resolve(written);
            resolved.put(written, known);
        }
        return known;
    }

    private Optional<SpecType> resolve(Type written) {
        if (written instanceof ArrayType array) {
            return find(array.getComponentType()).map(SpecType::arrayOf);
        }
        String name = written instanceof ClassOrInterfaceType type ? type.getNameAsString() : written.asString();
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
