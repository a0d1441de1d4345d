package io.tapeless.frontend.spec;

import com.github.javaparser.ParseException;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.Token;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words, at the right place, what the Java parser did not understand. */
final class SyntaxProblems {
    private static final Pattern LEXICAL = Pattern.compile("Lexical error at line (\\d+), column (\\d+)\\.\\s+"
            + "Encountered: (<EOF>|\"(.*?)\" \\(\\d+\\)),?\\s*after : \"(.*)", Pattern.DOTALL);
    private static final int MOST_LISTED = 4;

    private SyntaxProblems() {}

    static void report(List<Problem> problems, Source source, Diagnostics diagnostics) {
        for (Problem problem : problems) {
            Throwable cause = problem.getCause().orElse(null);
            Matcher lexical = LEXICAL.matcher(problem.getMessage());
            if (cause instanceof ParseException e && e.currentToken != null && e.currentToken.next != null) {
                report(e, source, diagnostics);
            } else if (lexical.lookingAt()) {
                reportCharacter(lexical, source, diagnostics);
            } else {
                diagnostics.report(position(problem), firstLine(problem.getMessage()), "");
            }
        }
    }

    private static Position position(Problem problem) {
        return problem.getLocation().flatMap(r -> r.getBegin().getRange()).map(r -> r.begin).orElse(new Position(1, 1));
    }

    private static void report(ParseException e, Source source, Diagnostics diagnostics) {
        Token last = e.currentToken;
        Token found = last.next;
        Set<String> expected = new TreeSet<>();
        for (int[] sequence : e.expectedTokenSequences) {
            expected.add(plain(e.tokenImage[sequence[0]]));
        }
        Position afterLast = new Position(Math.max(last.endLine, 1), last.endColumn + 1);
        if (found.kind == 0) {
            Position end = new Position(source.lineCount(), source.line(source.lineCount()).length() + 1);
            diagnostics.report(end, "the file ends too early", expectation(expected));
        } else if (expected.contains("`;`") && found.beginLine > last.endLine) {
            diagnostics.report(afterLast, "`;` is missing", "");
        } else if (expected.equals(Set.of("`}`"))) {
            diagnostics.report(new Position(found.beginLine, found.beginColumn), "no statement begins with "
                    + shown(found), "expected a declaration, an assignment or a call");
        } else {
            diagnostics.report(new Position(found.beginLine, found.beginColumn), "unexpected " + shown(found),
                    expectation(expected));
        }
    }

    private static String expectation(Set<String> expected) {
        if (expected.contains("a name") && expected.contains("a number") && expected.contains("`(`")) {
            return "expected an expression";
        }
        if (expected.contains("`+`") && (expected.contains("`;`") || expected.contains("`)`"))) {
            return "expected " + (expected.contains("`;`") ? "`;`" : "`)`") + " or more of the expression";
        }
        if (expected.contains("`}`") && expected.contains("`class`")) {
            return "expected a member or `}`";
        }
        return expected.size() <= MOST_LISTED ? "expected " + String.join(" or ", expected) : "";
    }

    private static String plain(String image) {
        return switch (image) {
            case "<IDENTIFIER>" -> "a name";
            case "<INTEGER_LITERAL>" -> "a number";
            case "<EOF>" -> "the end of the file";
            default -> image.startsWith("\"") ? "`" + image.substring(1, image.length() - 1) + "`" : image;
        };
    }

    private static String shown(Token token) {
        return "`" + (token.image.length() > 40 ? token.image.substring(0, 40) + "..." : token.image) + "`";
    }

    /** Of a character the lexer can't place: a stray one, or the end of a line or file inside a string or comment. */
    private static void reportCharacter(Matcher lexical, Source source, Diagnostics diagnostics) {
        int line = Math.min(Integer.parseInt(lexical.group(1)), source.lineCount());
        Position at = new Position(line, Math.max(Integer.parseInt(lexical.group(2)), 1));
        String character = lexical.group(4);
        if (character == null) {
            diagnostics.report(at, "the file ends inside a string or comment", "");
        } else if (character.equals("\\n") || character.equals("\\r")) {
            diagnostics.report(at, "this string does not end on its line", "");
        } else {
            diagnostics.report(at, "unexpected character `" + character + "`", "");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("syntax error");
    }
}
