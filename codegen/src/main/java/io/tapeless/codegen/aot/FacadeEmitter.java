package io.tapeless.codegen.aot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** From a described class to class files, with names of parameters and nested classes for compilers to see. */
final class FacadeEmitter {
    private FacadeEmitter() {}

    /** The class files by internal name: the class, then its nested ones. */
    static Map<String, byte[]> emit(ApiClass outer) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(outer.name(), emit(outer, outer));
        outer.nested().forEach(nested -> files.put(nested.name(), emit(nested, outer)));
        return files;
    }

    private static byte[] emit(ApiClass type, ApiClass outer) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, type.name(), null,
                type.parent(), null);
        for (ApiClass nested : outer.nested()) {
            out.visitInnerClass(nested.name(), outer.name(), nested.simpleName(),
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL);
        }
        type.fields().forEach((name, field) -> out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, name,
                field.getDescriptor(), null, null).visitEnd());
        for (ApiMethod method : type.methods()) {
            int access = switch (method.access()) {
                case PUBLIC -> Opcodes.ACC_PUBLIC;
                case STATIC -> Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
                case INTERNAL -> Opcodes.ACC_PROTECTED;
            };
            MethodVisitor code = out.visitMethod(access, method.name(), method.descriptor(), null, null);
            method.parameters().forEach(p -> code.visitParameter(p.name(), 0));
            code.visitCode();
            method.body().accept(code);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        out.visitEnd();
        return out.toByteArray();
    }
}
