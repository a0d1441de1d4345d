package io.tapeless.frontend.spec;

import io.tapeless.frontend.Functions;
import io.tapeless.frontend.ModelBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The functions of the language by name: the public static methods of the frontend's theme classes. */
final class FunctionTable {
    private static final Map<String, List<Method>> OVERLOADS = Functions.THEMES.stream()
            .flatMap(theme -> Arrays.stream(theme.getDeclaredMethods()))
            .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
            .sorted(Comparator.comparing(Method::getParameterCount).thenComparing(Method::toString))
            .collect(Collectors.groupingBy(Method::getName, TreeMap::new, Collectors.toList()));

    private FunctionTable() {}

    /** The overloads of a name, shortest first; none if there is no such function. */
    static List<Method> overloads(String name) {
        return OVERLOADS.getOrDefault(name, List.of());
    }

    static Set<String> names() {
        return OVERLOADS.keySet();
    }

    /** {@code (Tensor x, int... axes) or (Tensor x, int[] axes, boolean keepDims)}. */
    static String signatures(String name) {
        return overloads(name).stream().map(FunctionTable::signature).collect(Collectors.joining(" or "));
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(p -> p.getType() != ModelBuilder.class)
                .map(FunctionTable::declaration)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String declaration(Parameter parameter) {
        String type = parameter.getParameterizedType().getTypeName().replaceAll("[a-z]+(\\.[a-z0-9]+)*\\.", "");
        return (parameter.isVarArgs() ? type.replace("[]", "...") : type) + " " + parameter.getName();
    }
}
