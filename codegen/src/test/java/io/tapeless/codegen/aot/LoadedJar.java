package io.tapeless.codegen.aot;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** A model's jar in this JVM, seen through reflection. */
final class LoadedJar implements AutoCloseable {
    private final URLClassLoader loader;
    private final Class<?> type;

    LoadedJar(Path jar, String className) throws Exception {
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        type = loader.loadClass(className);
    }

    Object make(Object... arguments) throws Exception {
        return Arrays.stream(type.getConstructors()).filter(c -> c.getParameterCount() == arguments.length)
                .findFirst().orElseThrow().newInstance(arguments);
    }

    Object call(Object target, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                .findFirst().orElseThrow();
        return method.invoke(target, arguments);
    }

    /** The message of the exception a call throws. */
    String failure(Object target, String name, Object... arguments) {
        return assertThrows(InvocationTargetException.class, () -> call(target, name, arguments)).getCause()
                .getMessage();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
