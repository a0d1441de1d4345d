package io.tapeless.frontend.spec;

import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Picks the overload of a function whose parameters take the arguments with the least conversion. */
final class Overloads {
    /** A method and its converted arguments. */
    record Match(Method method, Object[] arguments) {}

    private final ModelBuilder builder;
    private final ArgumentConversion.Application apply;

    /** @param apply how a lambda is called where a function is expected */
    Overloads(ModelBuilder builder, ArgumentConversion.Application apply) {
        this.builder = builder;
        this.apply = apply;
    }

    /** The best match, the first of several; empty if there is none. */
    Optional<Match> choose(List<Method> overloads, List<Object> arguments) {
        Match best = null;
        int least = Integer.MAX_VALUE;
        DType dtype = numberType(arguments).orElse(null);
        for (Method method : overloads) {
            ArgumentConversion conversion = new ArgumentConversion(builder, apply, dtype);
            Object[] converted = conversion.convert(method, arguments);
            if (converted != null && conversion.distance() < least) {
                best = new Match(method, converted);
                least = conversion.distance();
            }
        }
        return Optional.ofNullable(best);
    }

    /** The dtype that numbers take beside the tensors among the arguments: the first that is not bool. */
    private static Optional<DType> numberType(List<Object> arguments) {
        List<DType> dtypes = arguments.stream()
                .flatMap(a -> a instanceof Sequence sequence ? sequence.items().stream() : Stream.of(a))
                .filter(Tensor.class::isInstance)
                .map(t -> ((Tensor) t).dtype())
                .toList();
        return dtypes.stream().filter(d -> d != DType.BOOL).findFirst().or(() -> dtypes.stream().findFirst());
    }
}
