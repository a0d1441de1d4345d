package io.tapeless.codegen.jvm;

import io.tapeless.codegen.runtime.CompiledProgram;
import java.lang.reflect.InvocationTargetException;

/** Makes objects of emitted classes. Each has a loader of its own, so that it can be collected. */
public final class ProgramLoader extends ClassLoader {
    private final String name;
    private final byte[] bytes;

    private ProgramLoader(String name, byte[] bytes) {
        super(ProgramLoader.class.getClassLoader());
        this.name = name;
        this.bytes = bytes;
    }

    /** An instance of the class of that name in a class file of {@link ProgramEmitter}. */
    public static CompiledProgram load(String className, byte[] classFile) {
        try {
            Class<?> type = Class.forName(className, true, new ProgramLoader(className, classFile));
            return (CompiledProgram) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("emitted class " + className + " failed to start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("emitted class " + className + " can't be used", e);
        }
    }

    @Override
    protected Class<?> findClass(String wanted) throws ClassNotFoundException {
        if (!wanted.equals(name)) {
            throw new ClassNotFoundException(wanted);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
