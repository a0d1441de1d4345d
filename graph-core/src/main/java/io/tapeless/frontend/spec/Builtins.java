package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Leaf;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operators, functions and methods of the language on tensors and static values. */
final class Builtins {
    private static final Map<BinaryExpr.Operator, String> OPERATORS = Map.ofEntries(
            Map.entry(BinaryExpr.Operator.PLUS, "plus"), Map.entry(BinaryExpr.Operator.MINUS, "minus"),
            Map.entry(BinaryExpr.Operator.MULTIPLY, "times"), Map.entry(BinaryExpr.Operator.DIVIDE, "dividedBy"),
            Map.entry(BinaryExpr.Operator.REMAINDER, "rem"), Map.entry(BinaryExpr.Operator.EQUALS, "eq"),
            Map.entry(BinaryExpr.Operator.NOT_EQUALS, "ne"), Map.entry(BinaryExpr.Operator.LESS, "lt"),
            Map.entry(BinaryExpr.Operator.LESS_EQUALS, "le"), Map.entry(BinaryExpr.Operator.GREATER, "gt"),
            Map.entry(BinaryExpr.Operator.GREATER_EQUALS, "ge"), Map.entry(BinaryExpr.Operator.BINARY_AND, "and"),
            Map.entry(BinaryExpr.Operator.BINARY_OR, "or"), Map.entry(BinaryExpr.Operator.XOR, "xor"));

    private static final Set<String> SPECIAL = Set.of("training", "update");
    private static final Set<String> PROPERTIES = Set.of("dim", "shape", "rank", "dtype");

    /** Functions that walk the whole graph, and are charged for it. */
    private static final Set<String> DERIVATIVES = Set.of("grad", "jvp", "vjp", "jacobian", "hessian", "hvp");

    private final Evaluation evaluation;

    Builtins(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** True for a name that can be called. */
    boolean isFunction(String name) {
        return SPECIAL.contains(name) || Declarators.has(name) || !FunctionTable.overloads(name).isEmpty()
                || StaticLibrary.isMath(name);
    }

    boolean isTensorMethod(String name) {
        return PROPERTIES.contains(name) || !FunctionTable.overloads(name).isEmpty();
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(FunctionTable.names());
        names.addAll(Declarators.names());
        names.addAll(SPECIAL);
        return names;
    }

    // ------------------------------------------------------------------ operators

    /** The value of {@code a op b}. */
    Object binary(Node at, BinaryExpr.Operator operator, Object a, Object b) {
        if (a == Marker.ERROR || b == Marker.ERROR) {
            return Marker.ERROR;
        }
        if (a != null && b != null && (Values.isTensor(a) || Values.isTensor(b))) {
            if (!isOperand(a) || !isOperand(b) || !OPERATORS.containsKey(operator)) {
                throw StaticArithmetic.undefined(operator, a, b);
            }
            return function(at, OPERATORS.get(operator), List.of(a, b));
        }
        if (operator == BinaryExpr.Operator.PLUS && (a instanceof String || b instanceof String)) {
            String left = StaticArithmetic.text(a);
            String right = StaticArithmetic.text(b);
            evaluation.budget().requireText(at, left.length() + right.length());
            return left + right;
        }
        return StaticArithmetic.binary(operator, a, b);
    }

    private static boolean isOperand(Object value) {
        return Values.isTensor(value) || Values.isScalar(value) || value instanceof Dim;
    }

    private Object bounded(Node at, Object value) {
        if (value instanceof String text) {
            evaluation.budget().requireText(at, text.length());
        }
        return value;
    }

    /** The value of {@code op a}. */
    Object unary(Node at, UnaryExpr.Operator operator, Object a) {
        if (a == Marker.ERROR) {
            return a;
        } else if (Values.isTensor(a)) {
            switch (operator) {
                case MINUS:
                    return function(at, "negate", List.of(a));
                case LOGICAL_COMPLEMENT:
                    return function(at, "not", List.of(a));
                case PLUS:
                    return a;
                default:
                    break;
            }
        }
        return StaticArithmetic.unary(operator, a);
    }

    // ------------------------------------------------------------------ functions

    /** The value of {@code name(arguments)}. */
    Object call(Node at, String name, List<Object> arguments) {
        if (hasError(at, arguments)) {
            return Marker.ERROR;
        } else if (name.equals("training") && arguments.isEmpty()) {
            return evaluation.builder().training();
        } else if (name.equals("update") && arguments.size() == 2) {
            return update(at, arguments.get(0), arguments.get(1));
        } else if (SPECIAL.contains(name)) {
            throw new SpecError(name + " does not take " + Values.describe(arguments),
                    name.equals("update") ? "expected (Tensor state, Tensor value)" : "expected ()");
        } else if (Declarators.has(name)) {
            return Declarators.call(name, arguments);
        } else if (StaticLibrary.isMath(name) && arguments.stream().allMatch(Number.class::isInstance)) {
            return StaticLibrary.call("Math", name, arguments);
        }
        return function(at, name, arguments);
    }

    /** The value of {@code Type.name(arguments)} for a class of the Java library. */
    Object ofType(Node at, String type, String name, List<Object> arguments) {
        if (hasError(at, arguments)) {
            return Marker.ERROR;
        } else if (type.equals("List")) {
            if (!name.equals("of")) {
                throw new SpecError("there is no function List." + name, "expected List.of");
            }
            evaluation.budget().requireElements(at, arguments.size());
            return Sequence.fixedList(arguments.size() == 1 && arguments.get(0) instanceof Sequence array
                    && array.isArray() ? array.items() : arguments);
        } else if (type.equals("Math") && arguments.stream().anyMatch(Values::isTensor)) {
            throw new SpecError("Math." + name + " takes static numbers, found " + Values.describe(arguments),
                    isFunction(name) ? "on tensors, call " + name + "(…)" : "");
        }
        return bounded(at, StaticLibrary.call(type, name, arguments.stream().map(Builtins::known).toList()));
    }

    /** A known extent as a number. */
    private static Object known(Object value) {
        return value instanceof Dim dim && dim.isConstant() ? (Object) dim.constant() : value;
    }

    /** The value of {@code receiver.name(arguments)} for what is no instance of a layer. */
    Object method(Node at, Object receiver, String name, List<Object> arguments) {
        if (hasError(at, arguments)) {
            return Marker.ERROR;
        } else if (receiver instanceof String text) {
            return bounded(at, StaticLibrary.ofString(text, name, arguments));
        } else if (receiver instanceof Sequence sequence) {
            if (!arguments.isEmpty() && arguments.get(0) instanceof Sequence more && !name.equals("add")) {
                evaluation.budget().requireElements(at, (long) sequence.size() + more.size());
            }
            return StaticLibrary.ofSequence(sequence, name, arguments);
        } else if (Values.isTensor(receiver) || Values.isScalar(receiver)) {
            return tensorMethod(at, receiver instanceof Number number
                    ? ArgumentConversion.constant(evaluation.builder(), DType.F32, number) : receiver, name, arguments);
        }
        throw new SpecError(Values.describe(receiver) + " has no method " + name,
                receiver instanceof Lambda ? "a lambda is called with apply" : "");
    }

    private Object tensorMethod(Node at, Object receiver, String name, List<Object> arguments) {
        if (PROPERTIES.contains(name) && tensor(receiver) instanceof Tensor tensor) {
            return property(tensor, name, arguments);
        } else if (FunctionTable.overloads(name).isEmpty()) {
            throw new SpecError(Values.describe(receiver) + " has no method " + name, Names.suggest(name, names()));
        }
        List<Object> all = new ArrayList<>(List.of(receiver));
        all.addAll(arguments);
        return function(at, name, all);
    }

    private static Object property(Tensor tensor, String name, List<Object> arguments) {
        if (name.equals("rank") && arguments.isEmpty()) {
            return tensor.rank();
        } else if (name.equals("dtype") && arguments.isEmpty()) {
            return tensor.dtype();
        } else if (name.equals("shape") && arguments.isEmpty()) {
            return Sequence.array(SpecType.of(SpecType.Kind.DIM, "Dim"), new ArrayList<>(tensor.shape().dims()));
        } else if (arguments.size() == 1 && arguments.get(0) instanceof Integer axis && !name.equals("rank")) {
            Dim dim = tensor.shape().dim(tensor.shape().axis(axis));
            return dim.isConstant() && dim.constant() == (int) dim.constant() ? (Object) (int) dim.constant() : dim;
        }
        throw new SpecError(name + " does not take " + Values.describe(arguments));
    }

    private Object update(Node at, Object state, Object value) {
        if (!(tensor(state) instanceof Tensor kept) || !(kept.node().op() instanceof Leaf.Variable variable)
                || variable.trainable()) {
            throw new SpecError("update takes a @State, found " + Values.describe(state));
        }
        evaluation.at(at);
        Object next = tensor(value);
        if (Values.isScalar(next)) {
            next = ArgumentConversion.constant(evaluation.builder(), kept.dtype(), next);
        } else if (!(next instanceof Tensor)) {
            throw new SpecError("update takes a tensor as the new value, found " + Values.describe(value));
        }
        evaluation.builder().update(kept, (Tensor) next);
        return Marker.VOID;
    }

    /**
     * Applies a function of tensors.
     *
     * @throws SpecError if it does not take the arguments
     */
    Object function(Node at, String name, List<Object> arguments) {
        if (hasError(at, arguments)) {
            return Marker.ERROR;
        }
        evaluation.at(at);
        List<Object> values = new ArrayList<>();
        arguments.forEach(a -> values.add(tensors(a)));
        Overloads overloads = new Overloads(evaluation.builder(), (lambda, given, list) -> list ? results(at, lambda, given) : result(at, lambda, given));
        Overloads.Match match = overloads.choose(FunctionTable.overloads(name), values)
                .orElseThrow(() -> inapplicable(name, arguments));
        int before = evaluation.builder().graph().size();
        try {
            return fromJava(invoke(name, match));
        } finally {
            int after = evaluation.builder().graph().size();
            evaluation.budget().requireNodes(at, after);
            evaluation.budget().charge(at, 4L * (after - before) + (DERIVATIVES.contains(name) ? after / 4 : 1));
        }
    }

    private SpecError inapplicable(String name, List<Object> arguments) {
        boolean numbers = arguments.stream().noneMatch(a -> Values.isTensor(a) || a instanceof Sequence);
        return new SpecError(name + " does not take " + Values.describe(arguments),
                FunctionTable.overloads(name).isEmpty() ? numbers ? "expected static numbers" : ""
                        : "expected " + FunctionTable.signatures(name));
    }

    private Object invoke(String name, Overloads.Match match) {
        try {
            return match.method().invoke(null, match.arguments());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            RuntimeException cause = (RuntimeException) e.getCause();
            if (cause instanceof Stopped || cause instanceof Abandoned || Evaluation.isSpecError(cause)) {
                throw cause;
            }
            throw new SpecError(name + " failed inside the compiler: " + cause, "please report this");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a lambda gives where a function of tensors expects one. */
    private Tensor result(Node at, Lambda lambda, List<Object> arguments) {
        return asTensor(value(at, lambda, arguments));
    }

    /** What a lambda gives where a function of tensors expects a list of them. */
    private List<Tensor> results(Node at, Lambda lambda, List<Object> arguments) {
        Object value = value(at, lambda, arguments);
        if (value instanceof Sequence sequence) {
            return sequence.items().stream().map(this::asTensor).toList();
        }
        throw new SpecError("this lambda gives " + Values.describe(value), "expected a list of tensors");
    }

    private Object value(Node at, Lambda lambda, List<Object> arguments) {
        Object value = evaluation.calls().apply(at, lambda, arguments.stream().map(Builtins::fromJava).toList(),
                lambda.scope().frame());
        if (value == Marker.ERROR || value instanceof Sequence sequence && sequence.items().contains(Marker.ERROR)) {
            throw Abandoned.INSTANCE;
        }
        evaluation.at(at);
        return value;
    }

    private Tensor asTensor(Object value) {
        Object tensor = tensor(value);
        if (tensor instanceof Number number) {
            return ArgumentConversion.constant(evaluation.builder(), DType.F32, number);
        } else if (tensor instanceof Tensor) {
            return (Tensor) tensor;
        }
        throw new SpecError("this lambda gives " + Values.describe(value), "expected a tensor");
    }

    private static Object fromJava(Object result) {
        return result instanceof List<?> list ? Sequence.fixedList(list)
                : result instanceof Object[] array ? Sequence.fixedList(Arrays.asList(array)) : result;
    }

    /** True if an argument, or an element of one, is an error. */
    private boolean hasError(Node at, List<Object> arguments) {
        for (Object argument : arguments) {
            if (argument == Marker.VOID) {
                throw new SpecError("an argument calls a void method and has no value");
            } else if (argument instanceof Sequence sequence) {
                evaluation.budget().charge(at, sequence.size() / 16);
                if (sequence.items().contains(Marker.ERROR)) {
                    return true;
                }
            } else if (argument == Marker.ERROR) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------------ declared values as tensors

    /**
     * A value as an argument of a function: constants become tensors.
     *
     * @throws SpecError if it only declares
     */
    Object tensor(Object value) {
        if (value instanceof Declared.Constant constant) {
            return tensor(constant);
        } else if (value instanceof Declared.Initial || value instanceof Declared.Input) {
            throw new SpecError(((Declared) value).text() + " declares a field and has no value here",
                    value instanceof Declared.Input ? "" : "random tensors are made by randomNormal and randomUniform");
        }
        return value;
    }

    /** As {@link #tensor(Object)}, of a list each element. */
    private Object tensors(Object value) {
        boolean constants = value instanceof Sequence sequence
                && sequence.items().stream().anyMatch(Declared.Constant.class::isInstance);
        return constants ? Sequence.fixedList(((Sequence) value).items().stream().map(this::tensor).toList())
                : tensor(value);
    }

    /** {@code zeros(B, 3)} outside of a declaration: a constant tensor. */
    Tensor tensor(Declared.Constant constant) {
        Tensor value = evaluation.builder().constant(constant.value());
        if (constant.value().type().rank() == constant.shape().size()) {
            return value;
        }
        List<Object> arguments = new ArrayList<>(Collections.singleton(value));
        arguments.addAll(constant.shape());
        Optional<Overloads.Match> match = new Overloads(evaluation.builder(), (lambda, given, list) -> value)
                .choose(FunctionTable.overloads("broadcastTo"), arguments);
        return (Tensor) invoke("broadcastTo", match.orElseThrow());
    }
}
