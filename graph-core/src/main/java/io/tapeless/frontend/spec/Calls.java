package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls of the spec's own methods, constructors and lambdas; all others go to {@link Builtins}. */
final class Calls {
    private final Evaluation evaluation;

    Calls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    // ------------------------------------------------------------------ which one is called

    /** The value of a method call. */
    Object call(MethodCallExpr call, Scope scope) {
        String name = call.getNameAsString();
        if (call.getScope().isEmpty()) {
            return simple(call, name, evaluation.expressions().evaluate(call.getArguments(), scope), scope);
        }
        Expression owner = call.getScope().get();
        String type = evaluation.lookup().typeName(owner, scope);
        Object receiver = type == null ? evaluation.expressions().evaluate(owner, scope) : null;
        List<Object> arguments = evaluation.expressions().evaluate(call.getArguments(), scope);
        if (type != null) {
            return ofType(call, type, name, arguments, scope);
        } else if (receiver == Marker.ERROR) {
            return receiver;
        } else if (receiver instanceof Instance instance) {
            return ofInstance(call, instance, name, arguments, scope);
        } else if (receiver instanceof Lambda lambda && isApplication(name)) {
            return apply(call, lambda, arguments, scope.frame());
        }
        return evaluation.builtins().method(call, receiver, name, arguments);
    }

    private static boolean isApplication(String method) {
        return method.equals("get") || method.equals("accept") || method.equals("test") || method.startsWith("apply");
    }

    /** {@code name(…)}: a method of this class, else of the model, else a function of the language. */
    private Object simple(MethodCallExpr call, String name, List<Object> arguments, Scope scope) {
        Instance self = scope.frame().self();
        List<Instance> owners = self == evaluation.root() ? List.of(self) : List.of(self, evaluation.root());
        for (Instance owner : owners) {
            Optional<MethodDeclaration> method = choose(owner.type().methods(name), arguments);
            if (method.isPresent()) {
                return invoke(method.get(), owner, arguments, call, scope);
            }
        }
        for (Instance owner : owners) {
            if (!owner.type().methods(name).isEmpty() && !evaluation.builtins().isFunction(name)) {
                throw inapplicable(name, owner.type().methods(name), arguments);
            }
        }
        if (!evaluation.builtins().isFunction(name)) {
            throw unknown(name, scope, owners);
        }
        return evaluation.builtins().call(call, name, arguments);
    }

    private SpecError unknown(String name, Scope scope, List<Instance> owners) {
        TreeSet<String> known = new TreeSet<>(evaluation.builtins().names());
        owners.forEach(o -> known.addAll(o.type().methodNames()));
        Variable variable = evaluation.lookup().variable(name, scope);
        String hint = variable == null ? Names.suggest(name, known)
                : "the variable " + name + " is called by its method: " + name + ".apply(…)";
        if (evaluation.types().classNamed(name) != null) {
            hint = "a layer is made with new " + name + "(…)";
        }
        return new SpecError("there is no function " + name, hint);
    }

    private Object ofType(MethodCallExpr call, String type, String name, List<Object> arguments, Scope scope) {
        ClassDecl declared = evaluation.types().classNamed(type);
        if (declared != null) {
            return ofInstance(call, evaluation.layers().statics(declared), name, arguments, scope);
        } else if (type.equals(evaluation.root().type().name())) {
            return ofInstance(call, evaluation.root(), name, arguments, scope);
        }
        return evaluation.builtins().ofType(call, type, name, arguments);
    }

    private Object ofInstance(MethodCallExpr call, Instance owner, String name, List<Object> arguments, Scope scope) {
        List<MethodDeclaration> methods = owner.type().methods(name);
        if (methods.isEmpty()) {
            throw new SpecError(owner.type().name() + " has no method " + name,
                    Names.suggest(name, owner.type().methodNames()));
        }
        return invoke(choose(methods, arguments).orElseThrow(() -> inapplicable(name, methods, arguments)), owner,
                arguments, call, scope);
    }

    /** The value of {@code new T(…)}. */
    Object create(ObjectCreationExpr creation, Scope scope) {
        String name = creation.getType().getNameAsString();
        List<Object> arguments = evaluation.expressions().evaluate(creation.getArguments(), scope);
        if (name.equals("ArrayList")) {
            return list(creation, arguments);
        }
        ClassDecl type = evaluation.types().classNamed(name);
        if (type != null) {
            return evaluation.layers().create(type, arguments, creation, scope);
        } else if (evaluation.types().of(creation.getType()) == SpecType.UNKNOWN) {
            return Marker.ERROR;
        }
        throw new SpecError(name + " can't be made with new", "expected a layer class or ArrayList");
    }

    private Object list(ObjectCreationExpr creation, List<Object> arguments) {
        if (arguments.isEmpty() || arguments.size() == 1 && arguments.get(0) instanceof Integer) {
            return Sequence.list(List.of());
        } else if (arguments.contains(Marker.ERROR)) {
            return Marker.ERROR;
        } else if (arguments.size() == 1 && arguments.get(0) instanceof Sequence sequence && !sequence.isArray()) {
            evaluation.budget().requireElements(creation, sequence.size());
            return Sequence.list(sequence.items());
        }
        throw new SpecError("ArrayList takes nothing or a List, found " + Values.describe(arguments));
    }

    // ------------------------------------------------------------------ overloads

    /** The callable whose parameters take the arguments with the least conversion, the first of several. */
    <T extends CallableDeclaration<?>> Optional<T> choose(List<T> callables, List<Object> arguments) {
        T best = null;
        int least = Integer.MAX_VALUE;
        for (T callable : callables) {
            int distance = distance(callable, arguments);
            if (distance >= 0 && distance < least) {
                best = callable;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private int distance(CallableDeclaration<?> callable, List<Object> arguments) {
        List<Object> values = gathered(callable, arguments);
        NodeList<Parameter> parameters = callable.getParameters();
        if (values.size() != parameters.size()) {
            return -1;
        }
        int sum = values == arguments ? 0 : 8;
        for (int i = 0; i < values.size(); i++) {
            int distance = type(parameters.get(i)).distance(values.get(i));
            if (distance < 0) {
                return -1;
            }
            sum += distance;
        }
        return sum;
    }

    private SpecType type(Parameter parameter) {
        SpecType type = evaluation.types().of(parameter.getType());
        return parameter.isVarArgs() ? SpecType.arrayOf(type) : type;
    }

    /** The arguments, with those of a last {@code T...} parameter in one array. */
    private List<Object> gathered(CallableDeclaration<?> callable, List<Object> arguments) {
        int fixed = callable.getParameters().size() - 1;
        if (fixed < 0 || !callable.getParameter(fixed).isVarArgs() || arguments.size() < fixed
                || arguments.size() == fixed + 1 && type(callable.getParameter(fixed)).accepts(arguments.get(fixed))) {
            return arguments;
        }
        SpecType element = type(callable.getParameter(fixed)).element();
        List<Object> rest = arguments.subList(fixed, arguments.size());
        if (!rest.stream().allMatch(element::accepts)) {
            return arguments;
        }
        List<Object> all = new ArrayList<>(arguments.subList(0, fixed));
        all.add(Sequence.array(element, new ArrayList<>(rest.stream().map(element::accept).toList())));
        return all;
    }

    SpecError inapplicable(String name, List<? extends CallableDeclaration<?>> callables, List<Object> arguments) {
        return new SpecError(name + " does not take " + Values.describe(arguments),
                "expected " + callables.stream().map(Calls::signature).collect(Collectors.joining(" or ")));
    }

    private static String signature(CallableDeclaration<?> callable) {
        return callable.getParameters().stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    // ------------------------------------------------------------------ running the body

    private Object invoke(MethodDeclaration method, Instance owner, List<Object> arguments, Node at, Scope caller) {
        SpecType returns = evaluation.types().of(method.getType());
        Frame frame = caller.frame().call(owner, returns, method.getNameAsString(), Positions.of(at));
        if (!run(method, method.getBody().orElse(null), frame, arguments, at)) {
            return Marker.ERROR;
        }
        if (frame.result() == Marker.VOID && returns.kind() != SpecType.Kind.VOID) {
            throw new SpecError("method " + method.getNameAsString() + " ends without a return");
        }
        return frame.result();
    }

    /**
     * Runs a body with its parameters bound.
     *
     * @param frame the call, as made by its caller
     * @return false if it was left early because of an error
     */
    boolean run(CallableDeclaration<?> callable, BlockStmt body, Frame frame, List<Object> arguments, Node at) {
        evaluation.budget().requireCalls(frame, Positions.of(at), callable.getNameAsString());
        if (body == null) {
            throw new SpecError(callable.getNameAsString() + " has no body");
        }
        Scope scope = Scope.of(frame);
        List<Object> values = gathered(callable, arguments);
        for (int i = 0; i < values.size(); i++) {
            Parameter parameter = callable.getParameter(i);
            scope.declare(parameter.getNameAsString(), type(parameter), parameter.isFinal(), Positions.of(parameter))
                    .set(values.get(i));
        }
        return evaluation.layers().within(frame.self(), () -> {
            try {
                evaluation.statements().execute(body, scope);
                return true;
            } catch (Abandoned e) {
                return false;
            }
        });
    }

    /** The value of a lambda applied to arguments. */
    Object apply(Node at, Lambda lambda, List<Object> arguments, Frame caller) {
        List<Parameter> parameters = lambda.code().getParameters();
        if (parameters.size() != arguments.size()) {
            throw new SpecError("this lambda takes " + parameters.size() + " arguments, found "
                    + Values.describe(arguments));
        }
        Frame frame = caller.call(lambda.scope().frame().self(), SpecType.ANY, "a lambda", Positions.of(at));
        evaluation.budget().requireCalls(frame, Positions.of(at), "a lambda");
        Scope scope = lambda.scope().inner(frame);
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = parameters.get(i);
            SpecType type = parameter.getType().isUnknownType() ? SpecType.ANY
                    : evaluation.types().of(parameter.getType());
            scope.declare(parameter.getNameAsString(), type, false, Positions.of(parameter)).set(arguments.get(i));
        }
        Statement body = lambda.code().getBody();
        if (body instanceof ExpressionStmt expression) {
            return evaluation.expressions().evaluate(expression.getExpression(), scope);
        }
        try {
            evaluation.statements().execute(body, scope);
            return frame.result();
        } catch (Abandoned e) {
            return Marker.ERROR;
        }
    }
}
