package io.tapeless.frontend;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of the language, by reflection. */
final class FunctionNames {
    private FunctionNames() {}

    static Stream<Method> methods() {
        return Functions.THEMES.stream().flatMap(theme -> Stream.of(theme.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()));
    }

    static Set<String> defined() {
        return methods().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
