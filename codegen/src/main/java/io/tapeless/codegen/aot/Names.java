package io.tapeless.codegen.aot;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names for the names of a model: {@code blocks.0.w} becomes {@code blocks_0_w}. */
final class Names {
    private final Set<String> taken = new HashSet<>();

    /** Gives no name that a method of the parent has, inherited ones included, nor one of those reserved. */
    Names(Class<?> parent, String... reserved) {
        taken.addAll(Set.of(reserved));
        for (Class<?> type = parent; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                taken.add(method.getName());
            }
        }
    }

    /** A Java name like the model's, not given before. */
    String next(String name) {
        String java = identifier(name);
        while (!taken.add(java)) {
            java += "_";
        }
        return java;
    }

    /** A Java identifier like the name; different names may give the same one. */
    private static String identifier(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> text.appendCodePoint(Character.isJavaIdentifierPart(c) ? c : '_'));
        if (text.length() == 0 || !Character.isJavaIdentifierStart(text.codePointAt(0))) {
            text.insert(0, '_');
        }
        return SourceVersion.isKeyword(text) ? text + "_" : text.toString();
    }
}
