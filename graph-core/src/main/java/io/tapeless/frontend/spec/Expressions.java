package io.tapeless.frontend.spec;

import com.github.javaparser.ast.ArrayCreationLevel;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.visitor.GenericVisitorWithDefaults;
import io.tapeless.frontend.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The value of each kind of expression. */
final class Expressions extends GenericVisitorWithDefaults<Object, Scope> {
    private final Evaluation evaluation;

    Expressions(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The value of an expression; {@link Marker#ERROR} if it has an error, which is then reported. */
    Object evaluate(Expression expression, Scope scope) {
        evaluation.budget().enter(expression);
        try {
            return expression.accept(this, scope);
        } catch (RuntimeException e) {
            if (!Evaluation.isSpecError(e)) {
                throw e;
            }
            evaluation.report(expression, e, scope.frame());
            return Marker.ERROR;
        } finally {
            evaluation.budget().leave();
        }
    }

    List<Object> evaluate(List<Expression> all, Scope scope) {
        List<Object> values = new ArrayList<>();
        for (Expression each : all) {
            values.add(evaluate(each, scope));
        }
        return values;
    }

    /** The value of an initialiser, which may be the bare braces of an array. */
    Object evaluate(Expression expression, SpecType type, Scope scope) {
        return expression instanceof ArrayInitializerExpr braces ? array(braces, type, scope)
                : evaluate(expression, scope);
    }

    /** What is not visited below is not part of the language, and reported so by {@link SyntaxCheck}. */
    @Override
    public Object defaultAction(Node node, Scope scope) {
        return Marker.ERROR;
    }

    // ------------------------------------------------------------------ literals

    @Override
    public Object visit(IntegerLiteralExpr literal, Scope scope) {
        try {
            return literal.asNumber() instanceof Integer i ? i : tooLarge(literal.getValue());
        } catch (NumberFormatException e) {
            return tooLarge(literal.getValue());
        }
    }

    @Override
    public Object visit(LongLiteralExpr literal, Scope scope) {
        try {
            return literal.asNumber() instanceof Long l ? l : tooLarge(literal.getValue());
        } catch (NumberFormatException e) {
            return tooLarge(literal.getValue());
        }
    }

    private static Object tooLarge(String literal) {
        throw new SpecError("the integer " + literal + " is too large",
                literal.endsWith("L") || literal.endsWith("l") ? "" : "a long ends with L");
    }

    @Override
    public Object visit(DoubleLiteralExpr literal, Scope scope) {
        return literal.asDouble();
    }

    @Override
    public Object visit(BooleanLiteralExpr literal, Scope scope) {
        return literal.getValue();
    }

    @Override
    public Object visit(StringLiteralExpr literal, Scope scope) {
        return text(literal, literal.asString());
    }

    @Override
    public Object visit(TextBlockLiteralExpr literal, Scope scope) {
        return text(literal, literal.translateEscapes());
    }

    private String text(Expression literal, String value) {
        evaluation.budget().requireText(literal, value.length());
        return value;
    }

    @Override
    public Object visit(NullLiteralExpr literal, Scope scope) {
        return null;
    }

    // ------------------------------------------------------------------ names

    @Override
    public Object visit(NameExpr name, Scope scope) {
        return evaluation.lookup().name(name.getNameAsString(), scope);
    }

    @Override
    public Object visit(FieldAccessExpr access, Scope scope) {
        return evaluation.lookup().member(access, scope);
    }

    @Override
    public Object visit(ThisExpr expression, Scope scope) {
        return expression.getTypeName().isPresent() ? evaluation.root() : scope.frame().self();
    }

    @Override
    public Object visit(ArrayAccessExpr access, Scope scope) {
        Object array = evaluate(access.getName(), scope);
        Object index = evaluate(access.getIndex(), scope);
        return array == Marker.ERROR || index == Marker.ERROR ? Marker.ERROR
                : requireArray(array).get((Integer) SpecType.INT.accept(index));
    }

    static Sequence requireArray(Object value) {
        if (value instanceof Sequence sequence && sequence.isArray()) {
            return sequence;
        }
        throw new SpecError("[ ] takes an element of an array, found " + Values.describe(value),
                value instanceof Tensor ? "of a tensor, take slice, narrow or gather"
                        : value instanceof Sequence ? "of a list, call get" : "");
    }

    // ------------------------------------------------------------------ operators

    @Override
    public Object visit(EnclosedExpr expression, Scope scope) {
        return evaluate(expression.getInner(), scope);
    }

    @Override
    public Object visit(BinaryExpr binary, Scope scope) {
        Object a = evaluate(binary.getLeft(), scope);
        if (binary.getOperator() == BinaryExpr.Operator.AND || binary.getOperator() == BinaryExpr.Operator.OR) {
            return shortCircuit(binary, a, scope);
        }
        Object b = evaluate(binary.getRight(), scope);
        return evaluation.builtins().binary(binary, binary.getOperator(), a, b);
    }

    private Object shortCircuit(BinaryExpr binary, Object a, Scope scope) {
        boolean decides = binary.getOperator() == BinaryExpr.Operator.OR;
        if (a == Marker.ERROR) {
            evaluate(binary.getRight(), scope);
            return Marker.ERROR;
        } else if (requireStatic(binary, a) == decides) {
            return decides;
        }
        Object b = evaluate(binary.getRight(), scope);
        return b == Marker.ERROR ? b : requireStatic(binary, b);
    }

    private static Boolean requireStatic(BinaryExpr binary, Object value) {
        if (value instanceof Boolean known) {
            return known;
        }
        String operator = binary.getOperator().asString();
        throw new SpecError(operator + " needs static booleans, found " + Values.describe(value),
                value instanceof Tensor ? "on bool tensors, write " + operator.charAt(0) : "");
    }

    @Override
    public Object visit(UnaryExpr unary, Scope scope) {
        switch (unary.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT:
                return evaluation.assignments().increment(unary, scope);
            default:
                break;
        }
        if (unary.getOperator() == UnaryExpr.Operator.MINUS && smallest(unary.getExpression()) != null) {
            return smallest(unary.getExpression());
        }
        return evaluation.builtins().unary(unary, unary.getOperator(), evaluate(unary.getExpression(), scope));
    }

    /** The two literals that exist only below a minus. */
    private static Object smallest(Expression operand) {
        return operand instanceof IntegerLiteralExpr i && i.getValue().replace("_", "").equals("2147483648")
                ? (Object) Integer.MIN_VALUE
                : operand instanceof LongLiteralExpr l
                        && l.getValue().replace("_", "").equalsIgnoreCase("9223372036854775808L")
                ? Long.MIN_VALUE : null;
    }

    @Override
    public Object visit(ConditionalExpr conditional, Scope scope) {
        Object condition = evaluate(conditional.getCondition(), scope);
        if (condition instanceof Boolean known) {
            return evaluate(known ? conditional.getThenExpr() : conditional.getElseExpr(), scope);
        }
        Object a = evaluate(conditional.getThenExpr(), scope);
        Object b = evaluate(conditional.getElseExpr(), scope);
        if (condition == Marker.ERROR || condition instanceof Tensor) {
            return evaluation.builtins().function(conditional, "where", List.of(condition, orError(a), orError(b)));
        }
        throw new SpecError("?: chooses by a boolean or a bool tensor, found " + Values.describe(condition));
    }

    private static Object orError(Object value) {
        if (value == null) {
            throw new SpecError("?: on a bool tensor chooses between tensors, found null");
        }
        return value;
    }

    @Override
    public Object visit(CastExpr cast, Scope scope) {
        Object value = evaluate(cast.getExpression(), scope);
        return value == Marker.ERROR ? value
                : StaticArithmetic.cast(evaluation.types().of(cast.getType()), value);
    }

    @Override
    public Object visit(AssignExpr assign, Scope scope) {
        return evaluation.assignments().assign(assign, scope);
    }

    @Override
    public Object visit(VariableDeclarationExpr declaration, Scope scope) {
        for (VariableDeclarator variable : declaration.getVariables()) {
            evaluation.assignments().declare(variable, declaration.isFinal(), scope);
        }
        return Marker.VOID;
    }

    // ------------------------------------------------------------------ calls and creation

    @Override
    public Object visit(MethodCallExpr call, Scope scope) {
        return evaluation.calls().call(call, scope);
    }

    @Override
    public Object visit(ObjectCreationExpr creation, Scope scope) {
        return evaluation.calls().create(creation, scope);
    }

    @Override
    public Object visit(LambdaExpr lambda, Scope scope) {
        return new Lambda(lambda, scope);
    }

    @Override
    public Object visit(SwitchExpr choice, Scope scope) {
        return evaluation.statements().value(choice, scope);
    }

    @Override
    public Object visit(ArrayCreationExpr creation, Scope scope) {
        SpecType type = evaluation.types().of(creation.getElementType());
        for (int level = 0; level < creation.getLevels().size(); level++) {
            type = SpecType.arrayOf(type);
        }
        if (creation.getInitializer().isPresent()) {
            return array(creation.getInitializer().get(), type, scope);
        }
        List<Integer> lengths = new ArrayList<>();
        long elements = 1;
        for (ArrayCreationLevel level : creation.getLevels()) {
            if (level.getDimension().isEmpty()) {
                break;
            }
            Object length = SpecType.INT.accept(evaluate(level.getDimension().get(), scope));
            if (length == Marker.ERROR) {
                return length;
            } else if ((Integer) length < 0) {
                throw new SpecError("an array can't have " + length + " elements");
            }
            elements = Math.multiplyExact(elements, Math.max(1, (Integer) length));
            lengths.add((Integer) length);
            evaluation.budget().requireElements(creation, elements);
        }
        return array(type, lengths);
    }

    private static Sequence array(SpecType type, List<Integer> lengths) {
        if (lengths.size() == 1) {
            return Sequence.array(type.element(), lengths.get(0));
        }
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < lengths.get(0); i++) {
            rows.add(array(type.element(), lengths.subList(1, lengths.size())));
        }
        return Sequence.array(type.element(), rows);
    }

    private Object array(ArrayInitializerExpr braces, SpecType type, Scope scope) {
        if (type.kind() != SpecType.Kind.ARRAY) {
            return type == SpecType.UNKNOWN ? Marker.ERROR : reject(braces, type, scope);
        }
        evaluation.budget().requireElements(braces, braces.getValues().size());
        List<Object> items = new ArrayList<>();
        for (Expression each : braces.getValues()) {
            Object item = evaluate(each, type.element(), scope);
            try {
                items.add(type.element().accept(item));
            } catch (SpecError e) {
                evaluation.report(each, e, scope.frame());
                items.add(Marker.ERROR);
            }
        }
        return Sequence.array(type.element(), items);
    }

    private Object reject(ArrayInitializerExpr braces, SpecType type, Scope scope) {
        evaluation.report(braces, new SpecError("expected " + type.text() + ", found the elements of an array"),
                scope.frame());
        return Marker.ERROR;
    }
}
