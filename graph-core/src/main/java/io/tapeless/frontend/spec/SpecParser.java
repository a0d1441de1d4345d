package io.tapeless.frontend.spec;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Source text to the syntax tree of its one class; what is wrong is reported in plain words. */
final class SpecParser {
    private static final List<String> HARMLESS_IMPORTS = List.of("java.util", "java.lang.", "io.tapeless");

    private record Deep(Node node, int depth) {}

    private final Source source;
    private final Diagnostics diagnostics;

    SpecParser(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /**
     * @throws SpecException if the text is not Java syntax, or has no class to evaluate
     */
    ClassOrInterfaceDeclaration parse() {
        CompilationUnit unit = parseUnit();
        requireShallow(unit);
        diagnostics.throwIfAny();
        unit.getImports().forEach(this::checkImport);
        List<ClassOrInterfaceDeclaration> classes = unit.getTypes().stream()
                .filter(ClassOrInterfaceDeclaration.class::isInstance)
                .map(ClassOrInterfaceDeclaration.class::cast)
                .filter(c -> !c.isInterface())
                .toList();
        for (TypeDeclaration<?> type : unit.getTypes()) {
            if (!classes.isEmpty() && type != classes.get(0)) {
                diagnostics.report(Positions.of(type), "a spec holds one top-level class, found "
                        + type.getNameAsString() + " too", "move it into the model class");
            }
        }
        if (classes.isEmpty()) {
            diagnostics.report(new Position(1, 1), "there is no class in this file",
                    "a spec holds one top-level class, the model");
            diagnostics.throwIfAny();
        }
        return classes.get(0);
    }

    private CompilationUnit parseUnit() {
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(LanguageLevel.JAVA_17)
                .setAttributeComments(false)
                .setTabSize(1);
        try {
            ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(source.text());
            if (!result.isSuccessful()) {
                SyntaxProblems.report(result.getProblems(), source, diagnostics);
            } else if (result.getResult().isPresent()) {
                return result.getResult().get();
            }
        } catch (StackOverflowError e) {
            diagnostics.report(new Position(1, 1), "the source nests too deeply to be read",
                    "at most " + Limits.DEFAULT.nesting() + " levels");
        }
        diagnostics.throwIfAny();
        throw new IllegalStateException("the parser gave neither a tree nor a problem");
    }

    private void requireShallow(Node root) {
        Deque<Deep> pending = new ArrayDeque<>();
        pending.push(new Deep(root, 0));
        while (!pending.isEmpty()) {
            Deep next = pending.pop();
            if (next.depth > Limits.DEFAULT.nesting()) {
                diagnostics.report(Positions.of(next.node), "the source nests too deeply here",
                        "at most " + Limits.DEFAULT.nesting() + " levels");
                return;
            }
            next.node.getChildNodes().forEach(c -> pending.push(new Deep(c, next.depth + 1)));
        }
    }

    private void checkImport(ImportDeclaration declaration) {
        String name = declaration.getNameAsString();
        if (HARMLESS_IMPORTS.stream().noneMatch(name::startsWith)) {
            diagnostics.report(Positions.of(declaration), "a spec can't use " + name,
                    "its functions and types are known without an import");
        }
    }
}
