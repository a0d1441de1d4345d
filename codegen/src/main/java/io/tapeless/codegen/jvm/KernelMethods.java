package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Source;
import java.util.function.Consumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The static methods of one kernel in the class that holds them: its own, and helpers that it calls. */
final class KernelMethods {
    private final ClassVisitor owner;
    private final String className;
    private final String name;
    private final Source source;
    private int helpers;
    private int largest;

    /** Of the kernel of that name in the class of that internal name, whose source file is that of the source. */
    KernelMethods(ClassVisitor owner, String className, String name, Source source) {
        this.owner = owner;
        this.className = className;
        this.name = name;
        this.source = source;
    }

    /** Methods that are measured and not kept. */
    static KernelMethods measured() {
        return new KernelMethods(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) { };
            }
        }, "Measured", "k", Source.NONE);
    }

    /** Writes the kernel's own method. */
    void kernel(String descriptor, Consumer<Code> body) {
        write(name, descriptor, body);
    }

    /** Writes a helper and returns its name. */
    String helper(String descriptor, Consumer<Code> body) {
        String helper = name + "h" + helpers++;
        write(helper, descriptor, body);
        return helper;
    }

    private void write(String method, String descriptor, Consumer<Code> body) {
        MethodVisitor visitor = owner.visitMethod(Opcodes.ACC_STATIC, method, descriptor, null, null);
        visitor.visitCode();
        Code code = new Code(visitor);
        code.line(source.line());
        body.accept(code);
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
        largest = Math.max(largest, code.size());
    }

    /** Where what a local of the kernel holds was declared. */
    int line(String local) {
        return source.line(local);
    }

    /** Calls a helper with the arguments on the stack. */
    void call(Code code, String helper, String descriptor) {
        code.invokeStatic(className, helper, descriptor);
    }

    /** At least as many bytes as the largest method has. */
    int largest() {
        return largest;
    }
}
