package io.tapeless.frontend.spec;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A class of the spec, the model or a layer, with its members by name. */
final class ClassDecl {
    private final ClassOrInterfaceDeclaration node;
    private final boolean model;
    private final Map<String, List<MethodDeclaration>> methods;
    private final Map<String, VariableDeclarator> fields = new LinkedHashMap<>();

    ClassDecl(ClassOrInterfaceDeclaration node, boolean model) {
        this.node = node;
        this.model = model;
        this.methods = node.getMethods().stream().collect(Collectors.groupingBy(
                MethodDeclaration::getNameAsString, LinkedHashMap::new, Collectors.toList()));
        node.getFields().forEach(f -> f.getVariables().forEach(v -> fields.putIfAbsent(v.getNameAsString(), v)));
    }

    String name() {
        return node.getNameAsString();
    }

    ClassOrInterfaceDeclaration node() {
        return node;
    }

    boolean isModel() {
        return model;
    }

    List<BodyDeclaration<?>> members() {
        return node.getMembers();
    }

    List<ConstructorDeclaration> constructors() {
        return node.getConstructors();
    }

    /** The methods of a name, in order; none if there is none. */
    List<MethodDeclaration> methods(String name) {
        return methods.getOrDefault(name, List.of());
    }

    Set<String> methodNames() {
        return methods.keySet();
    }

    /** The first declaration of each field. */
    Map<String, VariableDeclarator> fields() {
        return fields;
    }

    /** The declaration, with annotations and modifiers, that a field is part of. */
    static FieldDeclaration declaration(VariableDeclarator field) {
        return (FieldDeclaration) field.getParentNode().orElseThrow();
    }
}
