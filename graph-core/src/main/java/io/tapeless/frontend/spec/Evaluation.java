package io.tapeless.frontend.spec;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Site;
import java.util.Map;

/**
 * One evaluation of a model's class in one mode: the parts of the evaluator and what they share.
 *
 * <p>An error of an expression is reported where it stands and its value becomes {@link Marker#ERROR},
 * of which nothing further is said; so one evaluation finds all errors that do not follow from others.
 */
final class Evaluation {
    /** What an error costs, as one in a loop may come again and again. */
    private static final int ERROR_STEPS = 200;

    private final Source source;
    private final Diagnostics diagnostics;
    private final Types types;
    private final ModelBuilder builder;
    private final Budget budget;
    private final Instance root;
    private final Map<Integer, String> layerNames;

    private final Expressions expressions = new Expressions(this);
    private final Statements statements = new Statements(this);
    private final Assignments assignments = new Assignments(this);
    private final Lookup lookup = new Lookup(this);
    private final Calls calls = new Calls(this);
    private final Builtins builtins = new Builtins(this);
    private final Fields fields = new Fields(this);
    private final Layers layers = new Layers(this);

    /** @param layerNames names of layers by number, as far as an earlier evaluation of this mode found them */
    Evaluation(Source source, Diagnostics diagnostics, Types types, ClassDecl model, boolean training,
            Map<Integer, String> layerNames, Limits limits) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.types = types;
        this.builder = new ModelBuilder(model.name(), training);
        this.budget = new Budget(limits, diagnostics);
        this.layerNames = layerNames;
        this.root = new Instance(model, -1, "", Positions.of(model.node()));
        builder.graph().limit(limits.nodes());
    }

    Types types() {
        return types;
    }

    ModelBuilder builder() {
        return builder;
    }

    Budget budget() {
        return budget;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** The model. */
    Instance root() {
        return root;
    }

    /** The name of a layer by its number; one in angle brackets while it is not known. */
    String layerName(int number, ClassDecl type) {
        return layerNames.getOrDefault(number, "<" + type.name() + " " + number + ">");
    }

    Expressions expressions() {
        return expressions;
    }

    Statements statements() {
        return statements;
    }

    Assignments assignments() {
        return assignments;
    }

    Lookup lookup() {
        return lookup;
    }

    Calls calls() {
        return calls;
    }

    Builtins builtins() {
        return builtins;
    }

    Fields fields() {
        return fields;
    }

    Layers layers() {
        return layers;
    }

    /** Nodes made next are declared here. */
    void at(Node node) {
        Position position = Positions.of(node);
        builder.at(new Site(source.file(), position.line, position.column));
    }

    /** Reports what an expression or statement threw, at its position. */
    void report(Node at, RuntimeException error, Frame frame) {
        String hint = error instanceof SpecError e ? e.hint() : "";
        String call = frame.describe();
        diagnostics.report(Positions.of(at), message(error),
                hint.isEmpty() ? call : call.isEmpty() ? hint : hint + "; " + call);
        budget.charge(at, ERROR_STEPS);
    }

    static String message(RuntimeException error) {
        return error instanceof ArithmeticException ? "this size is too large: " + error.getMessage()
                : error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    /** True for what says that a spec is wrong, rather than that the compiler is. */
    static boolean isSpecError(RuntimeException error) {
        return error instanceof SpecError || error instanceof IrException || error instanceof ArithmeticException
                || error instanceof IllegalArgumentException;
    }
}
