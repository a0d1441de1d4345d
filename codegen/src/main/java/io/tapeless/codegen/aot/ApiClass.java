package io.tapeless.codegen.aot;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * A public final class of a jar.
 *
 * @param name internal: {@code tapeless/models/Digits$Predictor}
 * @param parent internal name of what it extends
 * @param doc its Javadoc
 * @param fields types of its private fields by name
 * @param nested its public static classes
 */
record ApiClass(String name, String parent, String doc, Map<String, Type> fields, List<ApiMethod> methods,
        List<ApiClass> nested) {
    ApiClass {
        methods = List.copyOf(methods);
        nested = List.copyOf(nested);
    }

    /** The name in Java source, without package or enclosing class. */
    String simpleName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    }
}
