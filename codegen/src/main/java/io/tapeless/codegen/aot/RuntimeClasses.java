package io.tapeless.codegen.aot;

import io.tapeless.codegen.runtime.ModelBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds to generated classes those of the run time that they need, in a package of the jar's own: jars
 * of different versions, or beside the compiler itself, never meet in a class.
 */
final class RuntimeClasses {
    private static final String PACKAGE = ModelBase.class.getPackageName().replace('.', '/') + "/";
    private static final Pattern REFERENCE = Pattern.compile(Pattern.quote(PACKAGE) + "([\\w$]+)");

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Deque<String> missing = new ArrayDeque<>();

    private RuntimeClasses() {}

    /**
     * Class files of the run time that the given ones lead to, by internal name.
     *
     * @throws UncheckedIOException if one can't be read from our own class path
     */
    static Map<String, byte[]> neededBy(Collection<byte[]> classFiles) {
        RuntimeClasses classes = new RuntimeClasses();
        classFiles.forEach(classes::scan);
        while (!classes.missing.isEmpty()) {
            String name = classes.missing.pop();
            if (!classes.files.containsKey(name)) {
                byte[] file = read(name);
                classes.files.put(name, file);
                classes.scan(file);
            }
        }
        return classes.files;
    }

    private void scan(byte[] classFile) {
        ConstantPool.map(classFile, text -> {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                missing.push(reference.group());
            }
            return text;
        });
    }

    private static byte[] read(String name) {
        String resource = name.substring(PACKAGE.length()) + ".class";
        try (InputStream in = ModelBase.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("class " + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text of a class file, with the package of the run time renamed to {@code target}, which ends with a slash. */
    static String relocate(String text, String target) {
        return text.replace(PACKAGE, target);
    }
}
