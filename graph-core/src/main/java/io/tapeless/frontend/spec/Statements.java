package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import com.github.javaparser.ast.visitor.GenericVisitorWithDefaults;
import io.tapeless.frontend.Tensor;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Executes statements; loops and conditions are over static values, so they unroll. */
final class Statements extends GenericVisitorWithDefaults<Statements.Completion, Scope> {
    /** How a statement ended. */
    enum Completion {
        NORMAL, BREAK, CONTINUE, RETURN, YIELD
    }

    private final Evaluation evaluation;

    Statements(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** @throws Abandoned if what comes next depends on an error */
    Completion execute(Statement statement, Scope scope) {
        evaluation.budget().enter(statement);
        try {
            return statement.accept(this, scope);
        } catch (SpecError e) {
            evaluation.report(statement, e, scope.frame());
            return Completion.NORMAL;
        } finally {
            evaluation.budget().leave();
        }
    }

    private Completion execute(List<Statement> statements, Scope scope) {
        for (Statement each : statements) {
            Completion completion = execute(each, scope);
            if (completion != Completion.NORMAL) {
                return completion;
            }
        }
        return Completion.NORMAL;
    }

    /** What is not visited below is not part of the language, and reported so by {@link SyntaxCheck}. */
    @Override
    public Completion defaultAction(Node node, Scope scope) {
        throw Abandoned.INSTANCE;
    }

    @Override
    public Completion visit(BlockStmt block, Scope scope) {
        return execute(block.getStatements(), scope.inner());
    }

    @Override
    public Completion visit(EmptyStmt statement, Scope scope) {
        return Completion.NORMAL;
    }

    @Override
    public Completion visit(ExpressionStmt statement, Scope scope) {
        evaluation.expressions().evaluate(statement.getExpression(), scope);
        return Completion.NORMAL;
    }

    /** {@code this(…);}: runs another constructor of the same instance. */
    @Override
    public Completion visit(ExplicitConstructorInvocationStmt statement, Scope scope) {
        if (!statement.isThis()) {
            throw Abandoned.INSTANCE;
        }
        evaluation.layers().construct(scope.frame().self(),
                evaluation.expressions().evaluate(statement.getArguments(), scope), statement, scope);
        return Completion.NORMAL;
    }

    // ------------------------------------------------------------------ choices

    /** A static condition. */
    private boolean holds(Expression condition, String keyword, Scope scope) {
        Object value = evaluation.expressions().evaluate(condition, scope);
        if (value instanceof Boolean known) {
            return known;
        } else if (value != Marker.ERROR) {
            evaluation.report(condition, new SpecError(keyword + " needs a static boolean, found "
                    + Values.describe(value), value instanceof Tensor ? "a tensor is chosen from with where(c, a, b)"
                            : ""), scope.frame());
        }
        throw Abandoned.INSTANCE;
    }

    @Override
    public Completion visit(IfStmt choice, Scope scope) {
        if (holds(choice.getCondition(), "if", scope)) {
            return execute(choice.getThenStmt(), scope.inner());
        }
        return choice.getElseStmt().isPresent() ? execute(choice.getElseStmt().get(), scope.inner())
                : Completion.NORMAL;
    }

    @Override
    public Completion visit(SwitchStmt choice, Scope scope) {
        Completion completion = run(choice.getEntries(), chosen(choice.getSelector(), choice.getEntries(), scope),
                scope.inner());
        return completion == Completion.BREAK ? Completion.NORMAL : completion;
    }

    /** The value of a switch expression. */
    Object value(SwitchExpr choice, Scope scope) {
        int chosen = chosen(choice.getSelector(), choice.getEntries(), scope);
        if (chosen == choice.getEntries().size()) {
            throw new SpecError("no case of this switch holds", "add a default");
        }
        SwitchEntry entry = choice.getEntries().get(chosen);
        if (entry.getType() == SwitchEntry.Type.EXPRESSION) {
            return evaluation.expressions().evaluate(
                    entry.getStatement(0).asExpressionStmt().getExpression(), scope.inner());
        }
        if (run(choice.getEntries(), chosen, scope.inner()) != Completion.YIELD) {
            throw new SpecError("this switch ends without yield");
        }
        return scope.frame().result();
    }

    /** The first entry that holds, else the default, else the number of entries. */
    private int chosen(Expression selector, List<SwitchEntry> entries, Scope scope) {
        Object value = evaluation.expressions().evaluate(selector, scope);
        if (value == Marker.ERROR) {
            throw Abandoned.INSTANCE;
        } else if (!(value instanceof Integer || value instanceof String)) {
            evaluation.report(selector, new SpecError("switch needs a static int or String, found "
                    + Values.describe(value)), scope.frame());
            throw Abandoned.INSTANCE;
        }
        int otherwise = entries.size();
        for (int i = 0; i < entries.size(); i++) {
            for (Expression label : entries.get(i).getLabels()) {
                if (value.equals(evaluation.expressions().evaluate(label, scope))) {
                    return i;
                }
            }
            otherwise = entries.get(i).getLabels().isEmpty() ? i : otherwise;
        }
        return otherwise;
    }

    /** Runs an entry, and those after it into which it falls through. */
    private Completion run(List<SwitchEntry> entries, int first, Scope scope) {
        for (int i = first; i < entries.size(); i++) {
            Completion completion = execute(entries.get(i).getStatements(), scope);
            if (completion != Completion.NORMAL || entries.get(i).getType() != SwitchEntry.Type.STATEMENT_GROUP) {
                return completion;
            }
        }
        return Completion.NORMAL;
    }

    // ------------------------------------------------------------------ loops

    @Override
    public Completion visit(WhileStmt loop, Scope scope) {
        return loop("while", loop, () -> holds(loop.getCondition(), "while", scope),
                () -> execute(loop.getBody(), scope.inner()), () -> { });
    }

    @Override
    public Completion visit(DoStmt loop, Scope scope) {
        boolean[] started = {false};
        return loop("do", loop, () -> !started[0] || holds(loop.getCondition(), "while", scope), () -> {
            started[0] = true;
            return execute(loop.getBody(), scope.inner());
        }, () -> { });
    }

    @Override
    public Completion visit(ForStmt loop, Scope scope) {
        Scope inner = scope.inner();
        loop.getInitialization().forEach(e -> evaluation.expressions().evaluate(e, inner));
        return loop("for", loop,
                () -> loop.getCompare().isEmpty() || holds(loop.getCompare().get(), "for", inner),
                () -> execute(loop.getBody(), inner.inner()),
                () -> loop.getUpdate().forEach(e -> evaluation.expressions().evaluate(e, inner)));
    }

    @Override
    public Completion visit(ForEachStmt loop, Scope scope) {
        Object items = evaluation.expressions().evaluate(loop.getIterable(), scope);
        if (items instanceof Sequence sequence) {
            int[] next = {0};
            return loop("for", loop, () -> next[0] < sequence.size(), () -> {
                Scope turn = scope.inner();
                evaluation.assignments().declare(loop.getVariableDeclarator(), sequence.get(next[0]++), turn);
                return execute(loop.getBody(), turn);
            }, () -> { });
        }
        if (items != Marker.ERROR) {
            evaluation.report(loop.getIterable(), new SpecError("for needs an array or a List, found "
                    + Values.describe(items)), scope.frame());
        }
        throw Abandoned.INSTANCE;
    }

    private Completion loop(String keyword, Statement loop, BooleanSupplier condition, Supplier<Completion> body,
            Runnable step) {
        evaluation.budget().enterLoop(keyword, loop);
        try {
            while (condition.getAsBoolean()) {
                evaluation.budget().turn(loop);
                Completion completion = body.get();
                if (completion == Completion.BREAK) {
                    return Completion.NORMAL;
                } else if (completion == Completion.RETURN || completion == Completion.YIELD) {
                    return completion;
                }
                step.run();
            }
            return Completion.NORMAL;
        } finally {
            evaluation.budget().leaveLoop();
        }
    }

    // ------------------------------------------------------------------ jumps

    @Override
    public Completion visit(BreakStmt jump, Scope scope) {
        return Completion.BREAK;
    }

    @Override
    public Completion visit(ContinueStmt jump, Scope scope) {
        return Completion.CONTINUE;
    }

    @Override
    public Completion visit(ReturnStmt jump, Scope scope) {
        Frame frame = scope.frame();
        Object value = jump.getExpression().isEmpty() ? Marker.VOID
                : evaluation.expressions().evaluate(jump.getExpression().get(), scope);
        if (frame.returns().kind() == SpecType.Kind.VOID ? value != Marker.VOID : !frame.returns().accepts(value)) {
            evaluation.report(jump.getExpression().map(Node.class::cast).orElse(jump), new SpecError(
                    "expected to return " + frame.returns().text() + ", found " + Values.describe(value)), frame);
            value = Marker.ERROR;
        }
        frame.setResult(value == Marker.VOID ? value : frame.returns().accept(value));
        return Completion.RETURN;
    }

    @Override
    public Completion visit(YieldStmt jump, Scope scope) {
        scope.frame().setResult(evaluation.expressions().evaluate(jump.getExpression(), scope));
        return Completion.YIELD;
    }
}
