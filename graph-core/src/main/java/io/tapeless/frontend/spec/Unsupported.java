package io.tapeless.frontend.spec;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.AnnotationDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.IntersectionType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.TypeParameter;
import com.github.javaparser.ast.type.UnionType;
import com.github.javaparser.ast.type.WildcardType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Java constructs that are not part of the spec language, by name. */
final class Unsupported {
    private static final Map<Class<? extends Node>, String> CONSTRUCTS = Map.ofEntries(
            Map.entry(TryStmt.class, "try statements"),
            Map.entry(ThrowStmt.class, "throw statements"),
            Map.entry(SynchronizedStmt.class, "synchronized statements"),
            Map.entry(AssertStmt.class, "assert statements"),
            Map.entry(LabeledStmt.class, "labels"),
            Map.entry(LocalClassDeclarationStmt.class, "local classes"),
            Map.entry(LocalRecordDeclarationStmt.class, "local records"),
            Map.entry(InstanceOfExpr.class, "instanceof expressions"),
            Map.entry(MethodReferenceExpr.class, "method references"),
            Map.entry(ClassExpr.class, "class literals"),
            Map.entry(CharLiteralExpr.class, "char values"),
            Map.entry(SuperExpr.class, "super calls"),
            Map.entry(EnumDeclaration.class, "enums"),
            Map.entry(RecordDeclaration.class, "records"),
            Map.entry(AnnotationDeclaration.class, "annotation types"),
            Map.entry(CompactConstructorDeclaration.class, "compact constructors"),
            Map.entry(TypeParameter.class, "type parameters"),
            Map.entry(WildcardType.class, "wildcard types"),
            Map.entry(IntersectionType.class, "intersection types"),
            Map.entry(UnionType.class, "union types"));

    private static final Set<Modifier.Keyword> MODIFIERS = Set.of(Modifier.Keyword.PUBLIC, Modifier.Keyword.PROTECTED,
            Modifier.Keyword.PRIVATE, Modifier.Keyword.STATIC, Modifier.Keyword.FINAL);

    private Unsupported() {}

    /** What a node is, if the language does not have it. */
    static Optional<String> construct(Node node) {
        String known = CONSTRUCTS.get(node.getClass());
        if (known != null) {
            return Optional.of(known);
        }
        if (node instanceof Modifier modifier && !MODIFIERS.contains(modifier.getKeyword())) {
            return Optional.of(modifier.getKeyword().asString() + " declarations");
        } else if (node instanceof ClassOrInterfaceDeclaration type) {
            return type.isInterface() ? Optional.of("interfaces")
                    : !type.getExtendedTypes().isEmpty() ? Optional.of("extends clauses")
                    : !type.getImplementedTypes().isEmpty() ? Optional.of("implements clauses") : Optional.empty();
        } else if (node instanceof MethodDeclaration method) {
            return !method.getThrownExceptions().isEmpty() ? Optional.of("throws clauses") : Optional.empty();
        } else if (node instanceof ObjectCreationExpr creation) {
            return creation.getAnonymousClassBody().isPresent() ? Optional.of("anonymous classes") : Optional.empty();
        } else if (node instanceof ExplicitConstructorInvocationStmt call) {
            return call.isThis() ? Optional.empty() : Optional.of("super calls");
        } else if (node instanceof BreakStmt jump) {
            return jump.getLabel().map(l -> "labels");
        } else if (node instanceof ContinueStmt jump) {
            return jump.getLabel().map(l -> "labels");
        } else if (node instanceof PrimitiveType primitive) {
            return switch (primitive.getType()) {
                case INT, LONG, DOUBLE, BOOLEAN -> Optional.empty();
                case FLOAT, BYTE, SHORT, CHAR -> Optional.of(primitive.asString() + " values");
            };
        }
        return Optional.empty();
    }
}
