package io.tapeless.frontend.spec;

import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The arguments of one call as one method takes them: int to double or {@code Dim}, a number to a constant of the
 * other tensors' dtype, a list to an array, trailing arguments to an array that is last or followed only by
 * booleans. Adds up how far the conversions go.
 */
final class ArgumentConversion {
    /** How a lambda is called where a function is expected. */
    interface Application {
        /**
         * What the lambda gives.
         *
         * @param list true for a list of tensors, false for one tensor
         */
        Object apply(Lambda lambda, List<Object> arguments, boolean list);
    }

    private static final Set<String> INDEX_PARAMETERS = Set.of("indices", "labels", "segments");
    private static final int GATHERED = 8;

    private final ModelBuilder builder;
    private final Application apply;
    private final DType dtype;
    private int distance;

    /**
     * @param apply how a lambda is called where a function is expected
     * @param dtype of numbers that become tensors; null if there is no tensor beside them
     */
    ArgumentConversion(ModelBuilder builder, Application apply, DType dtype) {
        this.builder = builder;
        this.apply = apply;
        this.dtype = dtype;
    }

    /** How far the conversions went; 0 if every argument was of its parameter's type. */
    int distance() {
        return distance;
    }

    /** The arguments as the method takes them, or null. */
    Object[] convert(Method method, List<Object> arguments) {
        Parameter[] parameters = method.getParameters();
        Object[] converted = new Object[parameters.length];
        int next = 0;
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].getType() == ModelBuilder.class) {
                converted[i] = builder;
                continue;
            }
            int spare = arguments.size() - next - (parameters.length - i - 1);
            boolean one = spare == 1 && accepts(parameters[i], arguments.get(next));
            int taken = one || !gathers(parameters, i) ? 1 : spare;
            if (taken < 0 || next + taken > arguments.size()) {
                return null;
            }
            converted[i] = one || taken == 1 && !gathers(parameters, i)
                    ? convert(parameters[i], arguments.get(next))
                    : array(parameters[i], arguments.subList(next, next + taken));
            if (converted[i] == null) {
                return null;
            }
            next += taken;
        }
        return next == arguments.size() ? converted : null;
    }

    private boolean accepts(Parameter parameter, Object argument) {
        int saved = distance;
        boolean accepted = convert(parameter, argument) != null;
        distance = saved;
        return accepted;
    }

    /** True for an array parameter that takes several arguments. */
    private static boolean gathers(Parameter[] parameters, int index) {
        return parameters[index].getType().isArray() && (parameters[index].isVarArgs()
                || index + 1 < parameters.length && Arrays.stream(parameters).skip(index + 1)
                        .allMatch(p -> p.getType() == boolean.class));
    }

    private Object array(Parameter parameter, List<Object> items) {
        distance += GATHERED;
        return array(parameter, parameter.getType().getComponentType(), items);
    }

    private Object array(Parameter parameter, Class<?> component, List<Object> items) {
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Object item = convert(parameter, component, items.get(i));
            if (item == null) {
                return null;
            }
            Array.set(array, i, item);
        }
        return array;
    }

    private Object convert(Parameter parameter, Object argument) {
        return convert(parameter, parameter.getType(), argument);
    }

    /** An argument as a parameter's type, or null; adds to {@link #distance} how far the conversion goes. */
    private Object convert(Parameter parameter, Class<?> type, Object argument) {
        if (type.isInstance(argument)) {
            return argument;
        } else if (type.isPrimitive()) {
            return primitive(type, argument);
        } else if (type == Dim.class && Values.isInteger(argument)) {
            distance += 3;
            return Dim.of(((Number) argument).longValue());
        } else if (type == Tensor.class) {
            return tensor(parameter, argument);
        } else if (argument instanceof Sequence sequence && type.isArray()) {
            return array(parameter, type.getComponentType(), sequence.items());
        } else if (argument instanceof Sequence sequence && type == List.class) {
            Tensor[] tensors = (Tensor[]) array(parameter, Tensor.class, sequence.items());
            return tensors == null ? null : List.of(tensors);
        } else if (argument instanceof Lambda lambda) {
            return function(parameter, type, lambda);
        }
        return null;
    }

    private Object primitive(Class<?> type, Object argument) {
        Object value = argument instanceof Dim dim && dim.isConstant() ? (Object) dim.constant() : argument;
        if (type == boolean.class) {
            return value instanceof Boolean ? value : null;
        } else if (type == int.class) {
            return value instanceof Integer ? value
                    : argument instanceof Dim && value instanceof Long extent && extent == extent.intValue()
                    ? (Object) extent.intValue() : null;
        } else if (type == long.class && Values.isInteger(value)) {
            distance += value instanceof Long ? 0 : 1;
            return ((Number) value).longValue();
        } else if (type == double.class && value instanceof Number number) {
            distance += value instanceof Double ? 0 : 2;
            return number.doubleValue();
        }
        return null;
    }

    private Object tensor(Parameter parameter, Object argument) {
        DType number = INDEX_PARAMETERS.contains(parameter.getName()) ? DType.I32 : dtype;
        if (number == null || !(Values.isScalar(argument) || argument instanceof Dim)) {
            return null;
        }
        distance += 6;
        return constant(builder, number, argument);
    }

    /** A number, boolean or extent as a scalar constant. */
    static Tensor constant(ModelBuilder builder, DType dtype, Object value) {
        if (value instanceof Dim dim) {
            return builder.constant(dtype, dim);
        } else if (value instanceof Boolean truth) {
            return builder.constant(DType.BOOL, truth ? 1 : 0);
        }
        return value instanceof Long exact ? builder.constant(Literal.scalar(dtype, exact.longValue()))
                : builder.constant(dtype, ((Number) value).doubleValue());
    }

    /** A lambda as a Java function of nothing, one or two arguments, to a tensor or a list of them. */
    private Object function(Parameter parameter, Class<?> type, Lambda lambda) {
        int parameters = lambda.code().getParameters().size();
        boolean list = givesList(parameter);
        if (type == Supplier.class && parameters == 0) {
            return (Supplier<Object>) () -> apply.apply(lambda, Collections.emptyList(), list);
        } else if ((type == Function.class || type == UnaryOperator.class)
                && parameters == 1) {
            return (UnaryOperator<Object>) a -> apply.apply(lambda, List.of(a), list);
        } else if ((type == BiFunction.class || type == BinaryOperator.class) && parameters == 2) {
            return (BinaryOperator<Object>) (a, b) -> apply.apply(lambda, List.of(a, b), list);
        }
        return null;
    }

    /** True of a function such as {@code UnaryOperator<List<Tensor>>}: its last type argument is what it gives. */
    private static boolean givesList(Parameter parameter) {
        Type[] arguments = ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments();
        return arguments[arguments.length - 1] instanceof ParameterizedType;
    }
}
