package io.tapeless.frontend.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a spec may use of the Java library on static values: numbers, strings and lists. */
final class StaticLibrary {
    /** Static methods by class; of {@link Math}, all that are functions of their arguments. */
    private static final Map<String, Set<String>> METHODS = Map.of(
            "Integer", Set.of("parseInt", "valueOf", "max", "min", "sum", "signum", "bitCount", "compare", "toString"),
            "Long", Set.of("parseLong", "valueOf", "max", "min", "sum", "signum", "bitCount", "compare", "toString"),
            "Double", Set.of("parseDouble", "valueOf", "max", "min", "sum", "isNaN", "isInfinite", "isFinite",
                    "compare", "toString"),
            "Boolean", Set.of("parseBoolean", "valueOf", "toString"),
            "String", Set.of("valueOf"));

    private static final Map<String, Class<?>> CLASSES = Map.of("Math", Math.class, "Integer", Integer.class,
            "Long", Long.class, "Double", Double.class, "Boolean", Boolean.class, "String", String.class);

    private static final Map<String, Object> CONSTANTS = Map.of("Math.PI", Math.PI, "Math.E", Math.E,
            "Integer.MAX_VALUE", Integer.MAX_VALUE, "Integer.MIN_VALUE", Integer.MIN_VALUE,
            "Long.MAX_VALUE", Long.MAX_VALUE, "Long.MIN_VALUE", Long.MIN_VALUE,
            "Double.MAX_VALUE", Double.MAX_VALUE, "Double.NaN", Double.NaN,
            "Double.POSITIVE_INFINITY", Double.POSITIVE_INFINITY, "Double.NEGATIVE_INFINITY", Double.NEGATIVE_INFINITY);

    private static final Set<Class<?>> TYPES =
            Set.of(int.class, long.class, double.class, boolean.class, Integer.class, Long.class, Double.class,
                    Boolean.class, String.class);

    private StaticLibrary() {}

    /** True for a class of the Java library whose static members a spec may use. */
    static boolean isType(String name) {
        return CLASSES.containsKey(name) || name.equals("List");
    }

    static Object constant(String type, String name) {
        Object value = CONSTANTS.get(type + "." + name);
        if (value == null) {
            throw new SpecError("there is no constant " + type + "." + name, Names.suggest(type + "." + name,
                    CONSTANTS.keySet()));
        }
        return value;
    }

    /** True if a function of this name is defined on static numbers. */
    static boolean isMath(String name) {
        return !methods("Math", name).isEmpty();
    }

    /**
     * The value of {@code Type.name(arguments)}.
     *
     * @throws SpecError if there is no such method for these arguments
     */
    static Object call(String type, String name, List<Object> arguments) {
        Method best = null;
        int least = Integer.MAX_VALUE;
        for (Method method : methods(type, name)) {
            int distance = distance(method, arguments);
            if (distance >= 0 && distance < least) {
                best = method;
                least = distance;
            }
        }
        if (best == null) {
            throw methods(type, name).isEmpty()
                    ? new SpecError("there is no function " + type + "." + name, Names.suggest(name, names(type)))
                    : new SpecError(type + "." + name + " does not take " + Values.describe(arguments));
        }
        return invoke(best, arguments);
    }

    private static List<Method> methods(String type, String name) {
        return Arrays.stream(CLASSES.get(type).getMethods())
                .filter(m -> m.getName().equals(name) && Modifier.isStatic(m.getModifiers()) && allows(type, m))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static boolean allows(String type, Method method) {
        boolean named = type.equals("Math") ? !method.getName().equals("random")
                : METHODS.get(type).contains(method.getName());
        return named && TYPES.contains(method.getReturnType())
                && Arrays.stream(method.getParameterTypes()).allMatch(TYPES::contains);
    }

    private static Set<String> names(String type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(CLASSES.get(type).getMethods()).filter(m -> allows(type, m)).forEach(m -> names.add(m.getName()));
        return names;
    }

    private static int distance(Method method, List<Object> arguments) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != arguments.size()) {
            return -1;
        }
        int sum = 0;
        for (int i = 0; i < parameters.length; i++) {
            int distance = distance(parameters[i], arguments.get(i));
            if (distance < 0) {
                return -1;
            }
            sum += distance;
        }
        return sum;
    }

    private static int distance(Class<?> parameter, Object argument) {
        if (parameter == int.class) {
            return argument instanceof Integer ? 0 : -1;
        } else if (parameter == long.class) {
            return argument instanceof Long ? 0 : argument instanceof Integer ? 1 : -1;
        } else if (parameter == double.class) {
            return argument instanceof Double ? 0 : argument instanceof Number ? 2 : -1;
        } else if (parameter == boolean.class) {
            return argument instanceof Boolean ? 0 : -1;
        }
        return parameter.isInstance(argument) ? 0 : -1;
    }

    private static Object invoke(Method method, List<Object> arguments) {
        Object[] values = arguments.toArray();
        Class<?>[] parameters = method.getParameterTypes();
        for (int i = 0; i < values.length; i++) {
            if (parameters[i] == double.class) {
                values[i] = ((Number) values[i]).doubleValue();
            } else if (parameters[i] == long.class) {
                values[i] = ((Number) values[i]).longValue();
            }
        }
        try {
            return method.invoke(null, values);
        } catch (InvocationTargetException e) {
            throw new SpecError(method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": "
                    + e.getCause().getMessage());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The value of a method of a string.
     *
     * @throws SpecError if there is none of that name for these arguments
     */
    static Object ofString(String text, String name, List<Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        Object result = switch (name + "/" + arguments.size()) {
            case "length/0" -> text.length();
            case "isEmpty/0" -> text.isEmpty();
            case "isBlank/0" -> text.isBlank();
            case "trim/0", "strip/0" -> text.strip();
            case "toUpperCase/0" -> text.toUpperCase(Locale.ROOT);
            case "toLowerCase/0" -> text.toLowerCase(Locale.ROOT);
            case "equals/1" -> text.equals(first);
            case "equalsIgnoreCase/1" -> first instanceof String other && text.equalsIgnoreCase(other);
            case "startsWith/1" -> first instanceof String other ? text.startsWith(other) : null;
            case "endsWith/1" -> first instanceof String other ? text.endsWith(other) : null;
            case "contains/1" -> first instanceof String other ? text.contains(other) : null;
            case "indexOf/1" -> first instanceof String other ? text.indexOf(other) : null;
            case "compareTo/1" -> first instanceof String other ? text.compareTo(other) : null;
            case "concat/1" -> first instanceof String other ? text + other : null;
            case "repeat/1" -> first instanceof Integer times ? repeat(text, times) : null;
            case "substring/1" -> first instanceof Integer from ? substring(text, from, text.length()) : null;
            case "substring/2" -> first instanceof Integer from && arguments.get(1) instanceof Integer to
                    ? substring(text, from, to) : null;
            default -> null;
        };
        if (result == null) {
            throw new SpecError("String has no method " + name + " that takes " + Values.describe(arguments));
        }
        return result;
    }

    private static String repeat(String text, int times) {
        if (times < 0 || (long) text.length() * times > Limits.DEFAULT.text()) {
            throw new SpecError("a string of " + text.length() + " characters can't be repeated " + times + " times");
        }
        return text.repeat(times);
    }

    private static String substring(String text, int from, int to) {
        if (from < 0 || to > text.length() || from > to) {
            throw new SpecError("there is no substring from " + from + " to " + to + " of " + text.length()
                    + " characters");
        }
        return text.substring(from, to);
    }

    /**
     * The value of a method of an array or list.
     *
     * @throws SpecError if there is none of that name for these arguments
     */
    static Object ofSequence(Sequence sequence, String name, List<Object> arguments) {
        String call = name + "/" + arguments.size();
        if (sequence.isArray()) {
            if (call.equals("clone/0")) {
                return Sequence.array(sequence.element(), new ArrayList<>(sequence.items()));
            }
            throw new SpecError("an array has no method " + name, "its size is .length, its elements are a[i]");
        }
        switch (call) {
            case "size/0":
                return sequence.size();
            case "isEmpty/0":
                return sequence.size() == 0;
            case "get/1":
                return sequence.get((Integer) SpecType.INT.accept(arguments.get(0)));
            case "set/2":
                sequence.set((Integer) SpecType.INT.accept(arguments.get(0)), arguments.get(1));
                return Marker.VOID;
            case "add/1":
                sequence.add(arguments.get(0));
                return Marker.VOID;
            case "addAll/1":
                if (arguments.get(0) instanceof Sequence other && !other.isArray()) {
                    new ArrayList<>(other.items()).forEach(sequence::add);
                    return Marker.VOID;
                }
                break;
            default:
                break;
        }
        throw new SpecError("List has no method " + name + " that takes " + Values.describe(arguments),
                Names.suggest(name, List.of("size", "isEmpty", "get", "set", "add", "addAll")));
    }
}
