package io.tapeless.frontend.spec;

import com.github.javaparser.GeneratedJavaParserConstants;
import com.github.javaparser.JavaToken;
import com.github.javaparser.Position;
import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;

/** Where the caret of a construct stands: at its operator, at the name it calls or declares, or else at its start. */
final class Positions {
    private static final Position NOWHERE = new Position(1, 1);

    private Positions() {}

    static Position of(Node node) {
        if (node instanceof BinaryExpr binary) {
            return between(binary.getLeft(), binary.getRight());
        } else if (node instanceof AssignExpr assign) {
            return between(assign.getTarget(), assign.getValue());
        } else if (node instanceof ConditionalExpr conditional) {
            return between(conditional.getCondition(), conditional.getThenExpr());
        } else if (node instanceof MethodCallExpr call) {
            return start(call.getName());
        } else if (node instanceof FieldAccessExpr access) {
            return start(access.getName());
        } else if (node instanceof VariableDeclarator variable) {
            return start(variable.getName());
        } else if (node instanceof CallableDeclaration<?> callable) {
            return start(callable.getName());
        } else if (node instanceof TypeDeclaration<?> type) {
            return start(type.getName());
        }
        return start(node);
    }

    private static Position start(Node node) {
        return node.getBegin().orElse(NOWHERE);
    }

    /** The first token between two operands that is neither space nor comment nor a closing parenthesis. */
    private static Position between(Node left, Node right) {
        JavaToken token = left.getTokenRange().flatMap(r -> r.getEnd().getNextToken()).orElse(null);
        while (token != null && (token.getCategory().isWhitespaceOrComment()
                || token.getKind() == GeneratedJavaParserConstants.RPAREN)) {
            token = token.getNextToken().orElse(null);
        }
        return token == null ? start(right) : token.getRange().map(r -> r.begin).orElse(start(right));
    }

    /** The line of a node, for messages that refer to it. */
    static int line(Node node) {
        return node.getRange().map((Range r) -> r.begin.line).orElse(1);
    }
}
