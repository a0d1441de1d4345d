package io.tapeless.codegen.aot;

import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A method or constructor ({@link #CONSTRUCTOR}) of a generated class.
 *
 * @param doc its Javadoc
 * @param body writes its code
 */
record ApiMethod(Access access, String name, List<Parameter> parameters, Type result, String doc,
        Consumer<MethodVisitor> body) {
    static final String CONSTRUCTOR = "<init>";

    /** Who calls it, and on what. */
    enum Access {
        /** Anybody, on an object. */
        PUBLIC,
        /** Anybody, on the class. */
        STATIC,
        /** The run time alone: it is no part of what the class offers. */
        INTERNAL
    }

    /** A parameter. */
    record Parameter(String name, Type type) {}

    ApiMethod {
        parameters = List.copyOf(parameters);
    }

    static ApiMethod of(String name, List<Parameter> parameters, Type result, String doc,
            Consumer<MethodVisitor> body) {
        return new ApiMethod(Access.PUBLIC, name, parameters, result, doc, body);
    }

    static ApiMethod constructor(List<Parameter> parameters, String doc, Consumer<MethodVisitor> body) {
        return of(CONSTRUCTOR, parameters, Type.VOID_TYPE, doc, body);
    }

    String descriptor() {
        return descriptor(parameters, result);
    }

    static String descriptor(List<Parameter> parameters, Type result) {
        return Type.getMethodDescriptor(result, parameters.stream().map(Parameter::type).toArray(Type[]::new));
    }

    /** The local variable that holds parameter i of an instance method; one past the last is free. */
    static int local(List<Parameter> parameters, int i) {
        return 1 + parameters.subList(0, i).stream().mapToInt(p -> p.type().getSize()).sum();
    }
}
