package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The static methods of one kernel in the class that holds them: its own, helpers that it alone calls, and tiles
 * that all kernels of the class share.
 */
final class KernelMethods {
    private final ClassVisitor owner;
    private final String className;
    private final String name;
    private final Source source;
    private final Map<String, RegisterTile> tiles;
    private int helpers;
    private int largest;

    /**
     * Of the kernel of that name in the class of that internal name.
     *
     * @param source where what it computes was declared; its file is that of the class
     * @param tiles by name, those that the class has
     */
    KernelMethods(ClassVisitor owner, String className, String name, Source source,
            Map<String, RegisterTile> tiles) {
        this.owner = owner;
        this.className = className;
        this.name = name;
        this.source = source;
        this.tiles = tiles;
    }

    /** Methods that are measured and not kept. */
    static KernelMethods measured() {
        return new KernelMethods(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) { };
            }
        }, "Measured", "k", Source.NONE, new HashMap<>());
    }

    /** Writes the kernel's own method. */
    void kernel(String descriptor, Consumer<Code> body) {
        write(name, descriptor, source.line(), body);
    }

    /** Writes a helper and returns its name. */
    String helper(String descriptor, Consumer<Code> body) {
        String helper = name + "h" + helpers++;
        write(helper, descriptor, source.line(), body);
        return helper;
    }

    /** Calls a tile with the arguments on the stack, after writing it if the class doesn't have it yet. */
    void call(Code code, RegisterTile tile) {
        if (tiles.put(tile.name(), tile) == null) {
            write(tile.name(), tile.descriptor(), 0, tile::write);
        }
        code.invokeStatic(className, tile.name(), tile.descriptor());
    }

    private void write(String method, String descriptor, int line, Consumer<Code> body) {
        MethodVisitor visitor = owner.visitMethod(Opcodes.ACC_STATIC, method, descriptor, null, null);
        visitor.visitCode();
        Code code = new Code(visitor);
        code.line(line);
        body.accept(code);
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
        largest = Math.max(largest, code.size());
    }

    /** The name of the kernel's own method. */
    String name() {
        return name;
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
