package io.tapeless.codegen.aot;

import java.util.StringJoiner;
import org.objectweb.asm.Type;

/**
 * From a described class to the outline of its Java source: what it offers, with Javadoc. It is Java that editors and the
 * {@code javadoc} tool read; its methods are called native, as their code is not in Java.
 */
final class FacadePrinter {
    private final StringBuilder text = new StringBuilder();

    private FacadePrinter() {}

    static String print(ApiClass type) {
        FacadePrinter printer = new FacadePrinter();
        int end = type.name().lastIndexOf('/');
        if (end >= 0) {
            printer.text.append("package ").append(type.name().substring(0, end).replace('/', '.')).append(";\n\n");
        }
        printer.type(type, "public final class ", "");
        return printer.text.toString();
    }

    private void type(ApiClass type, String head, String indent) {
        doc(type.doc(), indent);
        text.append(indent).append(head).append(type.simpleName()).append(" {\n");
        for (ApiMethod method : type.methods()) {
            if (method.access() != ApiMethod.Access.INTERNAL) {
                text.append('\n');
                method(type, method, indent + "    ");
            }
        }
        for (ApiClass nested : type.nested()) {
            text.append('\n');
            type(nested, "public static final class ", indent + "    ");
        }
        text.append(indent).append("}\n");
    }

    private void method(ApiClass type, ApiMethod method, String indent) {
        doc(method.doc(), indent);
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        method.parameters().forEach(p -> parameters.add(name(p.type()) + " " + p.name()));
        if (method.name().equals(ApiMethod.CONSTRUCTOR)) {
            text.append(indent).append("public ").append(type.simpleName()).append(parameters).append(" {}\n");
        } else {
            text.append(indent).append("public ").append(method.access() == ApiMethod.Access.STATIC ? "static " : "")
                    .append("native ").append(name(method.result())).append(' ').append(method.name())
                    .append(parameters).append(";\n");
        }
    }

    private void doc(String doc, String indent) {
        String[] lines = doc.replace("*/", "*&#47;").split("\n");
        if (lines.length == 1) {
            text.append(indent).append("/** ").append(lines[0]).append(" */\n");
            return;
        }
        text.append(indent).append("/**\n");
        for (String line : lines) {
            text.append(indent).append(line.isEmpty() ? " *" : " * ").append(line).append('\n');
        }
        text.append(indent).append(" */\n");
    }

    /** The type's name, without package. */
    private static String name(Type type) {
        String name = type.getClassName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
