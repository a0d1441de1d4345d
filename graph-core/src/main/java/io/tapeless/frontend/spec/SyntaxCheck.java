package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What can be said of a class before it is evaluated, of code that is never called too: constructs and
 * types the language does not have, annotations out of place, names declared twice.
 */
final class SyntaxCheck {
    private static final Set<String> FIELD_ANNOTATIONS = Set.of("Input", "Param", "State", "Output", "Loss", "Metric");
    private static final Set<String> SOURCES = Set.of("Input", "Param", "State");
    private static final Set<String> MODEL_ONLY = Set.of("Input", "Output", "Loss", "Metric");
    private static final Set<String> IGNORED = Set.of("Override", "SuppressWarnings");

    private final Diagnostics diagnostics;
    private final Types types;

    SyntaxCheck(Diagnostics diagnostics, Types types) {
        this.diagnostics = diagnostics;
        this.types = types;
    }

    /** Checks the model class and everything in it. */
    void check(ClassOrInterfaceDeclaration model) {
        checkClass(model, true);
        Deque<Node> pending = new ArrayDeque<>();
        pending.push(model);
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            Optional<String> construct = Unsupported.construct(node);
            if (construct.isPresent()) {
                diagnostics.report(Positions.of(node), construct.get() + " are not part of the spec language", "");
                if (!(node instanceof BodyDeclaration)) {
                    continue; // what is inside may follow other rules
                }
            }
            if (node instanceof Type type) {
                checkType(type);
            } else if (node instanceof NodeWithAnnotations<?> annotated) {
                checkAnnotations(annotated);
            }
            node.getChildNodes().stream().filter(c -> !isSkipped(node, c)).forEach(pending::push);
        }
    }

    /** Annotations are checked with what they stand before; types of what is no part of the language are not. */
    private static boolean isSkipped(Node parent, Node child) {
        return child instanceof AnnotationExpr
                || child instanceof ClassOrInterfaceType && parent instanceof ClassOrInterfaceDeclaration
                || child instanceof Type type && parent instanceof CallableDeclaration<?> callable
                        && callable.getThrownExceptions().stream().anyMatch(t -> t == type);
    }

    private void checkType(Type type) {
        if (type instanceof ArrayType || type.isUnknownType() || types.find(type).isPresent()) {
            return;
        }
        String name = type instanceof ClassOrInterfaceType named ? named.getNameAsString() : type.asString();
        diagnostics.report(Positions.of(type), "there is no type " + name, Names.suggest(name, types.names()));
    }

    // ------------------------------------------------------------------ annotations

    private void checkAnnotations(NodeWithAnnotations<?> annotated) {
        for (AnnotationExpr annotation : annotated.getAnnotations()) {
            String name = annotation.getNameAsString();
            boolean train = name.equals("Train");
            if (!train && !FIELD_ANNOTATIONS.contains(name) && !IGNORED.contains(name)) {
                Set<String> known = new TreeSet<>(Set.of("@Train"));
                FIELD_ANNOTATIONS.forEach(a -> known.add("@" + a));
                diagnostics.report(Positions.of(annotation), "there is no annotation @" + name,
                        Names.suggest("@" + name, known));
            } else if (train && !isModel(annotated)) {
                diagnostics.report(Positions.of(annotation), "@Train stands before the model class", "");
            } else if (FIELD_ANNOTATIONS.contains(name)) {
                checkField(annotation, annotated);
            }
        }
    }

    private static boolean isModel(Object node) {
        return node instanceof ClassOrInterfaceDeclaration type && !type.isNestedType();
    }

    private void checkField(AnnotationExpr annotation, NodeWithAnnotations<?> annotated) {
        String name = "@" + annotation.getNameAsString();
        if (!(annotated instanceof FieldDeclaration field)) {
            diagnostics.report(Positions.of(annotation), name + " stands before a field", "");
            return;
        }
        List<AnnotationExpr> sources = field.getAnnotations().stream()
                .filter(a -> SOURCES.contains(a.getNameAsString())).toList();
        if (MODEL_ONLY.contains(annotation.getNameAsString()) && !isModel(field.getParentNode().orElse(null))) {
            diagnostics.report(Positions.of(annotation), name + " stands before a field of the model class",
                    "a layer has @Param and @State");
        } else if (sources.indexOf(annotation) > 0) {
            diagnostics.report(Positions.of(annotation), "a field is one of @Input, @Param and @State", "");
        } else if (!annotation.isMarkerAnnotationExpr()) {
            diagnostics.report(Positions.of(annotation), name + " takes no settings", "");
        } else if (types.of(field.getElementType()).kind() != SpecType.Kind.TENSOR
                || field.getVariables().stream().anyMatch(v -> v.getType().isArrayType())) {
            diagnostics.report(Positions.of(annotation), name + " stands before a Tensor, found "
                    + field.getVariable(0).getTypeAsString(), "");
        } else if (field.isStatic()) {
            diagnostics.report(Positions.of(annotation), name + " stands before a field that is not static", "");
        }
    }

    // ------------------------------------------------------------------ names declared twice

    private void checkClass(ClassOrInterfaceDeclaration type, boolean model) {
        Map<String, Node> fields = new HashMap<>();
        Map<String, Node> callables = new HashMap<>();
        Map<String, Node> classes = new HashMap<>();
        int losses = 0;
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof FieldDeclaration field) {
                field.getVariables().forEach(v -> declare(fields, "field " + v.getNameAsString(), v));
                losses += field.isAnnotationPresent("Loss") ? field.getVariables().size() : 0;
                if (losses > 1 && field.isAnnotationPresent("Loss")) {
                    VariableDeclarator last = field.getVariables().get(field.getVariables().size() - 1);
                    diagnostics.report(Positions.of(last), "a model has one @Loss, " + last.getNameAsString()
                            + " is another", "add the terms up, or mark it @Metric");
                }
            } else if (member instanceof CallableDeclaration<?> callable) {
                declare(callables, signature(callable), callable);
            } else if (member instanceof ClassOrInterfaceDeclaration nested) {
                declare(classes, "class " + nested.getNameAsString(), nested);
                if (model) {
                    checkClass(nested, false);
                } else {
                    diagnostics.report(Positions.of(nested), "a layer's class can't hold the class "
                            + nested.getNameAsString(), "move it into the model class");
                }
            }
        }
    }

    private static String signature(CallableDeclaration<?> callable) {
        List<String> parameters = callable.getParameters().stream()
                .map(p -> p.getType().asString() + (p.isVarArgs() ? "..." : "")).toList();
        return (callable.isConstructorDeclaration() ? "constructor " : "method ") + callable.getNameAsString()
                + parameters.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private void declare(Map<String, Node> known, String what, Node node) {
        Node first = known.putIfAbsent(what, node);
        if (first != null) {
            diagnostics.report(Positions.of(node), what + " is already declared, at line " + Positions.line(first), "");
        }
    }
}
