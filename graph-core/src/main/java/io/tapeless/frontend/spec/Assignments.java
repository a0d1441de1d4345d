package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.function.UnaryOperator;

/** Declarations of local variables, {@code =}, {@code +=} and its kin, {@code ++} and {@code --}. */
final class Assignments {
    private static final String ASSIGNABLE = "a variable, a field or an array element";

    /** A place that holds a value: reads it, and stores what it is turned into. */
    private interface Place {
        Object get();

        void set(Object value);
    }

    /** The place that a wrong target stands for. */
    private static final Place NOWHERE = new Place() {
        @Override
        public Object get() {
            return Marker.ERROR;
        }

        @Override
        public void set(Object value) {
            // the error is reported
        }
    };

    private final Evaluation evaluation;

    Assignments(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Declares a local variable with its initialiser, if any. */
    void declare(VariableDeclarator declarator, boolean constant, Scope scope) {
        SpecType type = evaluation.types().of(declarator.getType());
        Expression initializer = declarator.getInitializer().orElse(null);
        Object value = initializer == null ? null : evaluation.expressions().evaluate(initializer, type, scope);
        Variable variable = declare(declarator, type, constant, scope);
        if (initializer != null) {
            store(variable, value, initializer, scope);
        }
    }

    /** Declares the variable of a for-each loop. */
    void declare(VariableDeclarator declarator, Object value, Scope scope) {
        Variable variable = declare(declarator, evaluation.types().of(declarator.getType()), false, scope);
        store(variable, value, declarator, scope);
    }

    private Variable declare(VariableDeclarator declarator, SpecType type, boolean constant, Scope scope) {
        String name = declarator.getNameAsString();
        try {
            return scope.declare(name, type, constant, Positions.of(declarator));
        } catch (SpecError e) {
            evaluation.report(declarator, e, scope.frame());
            return Variable.local(name, type, constant, Positions.of(declarator));
        }
    }

    private void store(Variable variable, Object value, Node at, Scope scope) {
        try {
            variable.set(value);
        } catch (SpecError e) {
            evaluation.report(at, e, scope.frame());
        }
    }

    /** The value of {@code target = value} or {@code target op= value}. */
    Object assign(AssignExpr assign, Scope scope) {
        Place place = place(assign.getTarget(), scope);
        BinaryExpr.Operator operator = assign.getOperator().toBinaryOperator().orElse(null);
        if (operator == null) {
            Object value = evaluation.expressions().evaluate(assign.getValue(), scope);
            evaluation.at(assign.getValue());
            place.set(value);
            return value;
        }
        Object before = place.get();
        Object operand = evaluation.expressions().evaluate(assign.getValue(), scope);
        return change(place, before, v -> evaluation.builtins().binary(assign, operator, v, operand));
    }

    /** The value of {@code ++x}, {@code x++}, {@code --x} or {@code x--}. */
    Object increment(UnaryExpr unary, Scope scope) {
        BinaryExpr.Operator operator = switch (unary.getOperator()) {
            case PREFIX_INCREMENT, POSTFIX_INCREMENT -> BinaryExpr.Operator.PLUS;
            default -> BinaryExpr.Operator.MINUS;
        };
        Place place = place(unary.getExpression(), scope);
        Object before = place.get();
        Object after = change(place, before, v -> evaluation.builtins().binary(unary, operator, v, 1));
        return unary.isPrefix() ? after : before;
    }

    /** Stores an operator's result, narrowed to the kind of number the place had, as Java does. */
    private Object change(Place place, Object before, UnaryOperator<Object> operator) {
        Object after = operator.apply(before);
        if (before instanceof Integer && after instanceof Number number) {
            after = StaticArithmetic.cast(SpecType.INT, number);
        } else if (before instanceof Long && after instanceof Double number) {
            after = number.longValue();
        }
        place.set(after);
        return after;
    }

    private Place place(Expression target, Scope scope) {
        if (target instanceof EnclosedExpr enclosed) {
            return place(enclosed.getInner(), scope);
        } else if (target instanceof NameExpr name) {
            return variable(evaluation.lookup().variable(name.getNameAsString(), scope), name, scope);
        } else if (target instanceof FieldAccessExpr access) {
            return field(access, scope);
        } else if (target instanceof ArrayAccessExpr access) {
            return element(access, scope);
        }
        throw new SpecError("this can't be assigned to", "expected " + ASSIGNABLE);
    }

    private Place variable(Variable variable, NameExpr name, Scope scope) {
        if (variable == null) {
            evaluation.expressions().evaluate(name, scope); // reports that there is none
            return NOWHERE;
        }
        Instance self = scope.frame().self();
        Instance owner = self.fields().get(variable.name()) == variable ? self : evaluation.root();
        return place(variable, owner);
    }

    private Place field(FieldAccessExpr access, Scope scope) {
        String type = evaluation.lookup().typeName(access.getScope(), scope);
        if (type != null && evaluation.types().classNamed(type) == null
                && !type.equals(evaluation.root().type().name())) {
            throw new SpecError("a constant of " + type + " can't be assigned to", "expected " + ASSIGNABLE);
        }
        Object owner = type == null ? evaluation.expressions().evaluate(access.getScope(), scope)
                : evaluation.types().classNamed(type) == null ? evaluation.root()
                : evaluation.layers().statics(evaluation.types().classNamed(type));
        if (owner instanceof Instance instance) {
            return place(evaluation.lookup().fieldOf(instance, access.getNameAsString()), instance);
        } else if (owner == Marker.ERROR) {
            throw Abandoned.INSTANCE;
        }
        throw new SpecError(Values.describe(owner) + " has no field " + access.getNameAsString()
                + " that could be assigned to");
    }

    private Place place(Variable variable, Instance owner) {
        return new Place() {
            @Override
            public Object get() {
                return variable.get();
            }

            @Override
            public void set(Object value) {
                evaluation.fields().store(variable, owner, value);
            }
        };
    }

    private Place element(ArrayAccessExpr access, Scope scope) {
        Object array = evaluation.expressions().evaluate(access.getName(), scope);
        Object index = evaluation.expressions().evaluate(access.getIndex(), scope);
        if (array == Marker.ERROR || index == Marker.ERROR) {
            throw Abandoned.INSTANCE;
        }
        Sequence sequence = Expressions.requireArray(array);
        int at = (Integer) SpecType.INT.accept(index);
        return new Place() {
            @Override
            public Object get() {
                return sequence.get(at);
            }

            @Override
            public void set(Object value) {
                sequence.set(at, value);
            }
        };
    }
}
