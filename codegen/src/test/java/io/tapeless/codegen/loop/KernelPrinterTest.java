package io.tapeless.codegen.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Printed kernels compile with javac and leave the bits of the interpreter in memory. */
class KernelPrinterTest {
    @TempDir
    Path directory;

    @Test
    void printedJavaGivesTheBitsOfTheInterpreter() throws Exception {
        List<Samples.Sample> samples = new ArrayList<>(Samples.all());
        IntStream.range(0, 20).forEach(seed -> samples.add(RandomKernels.sample(seed, 21)));
        Class<?> printed = compile(program(samples));
        for (int s = 0; s < samples.size(); s++) {
            Samples.Sample sample = samples.get(s);
            List<KernelInterpreter.Buffer> expected = sample.data();
            KernelInterpreter.run(sample.kernel(), expected, sample.sizes());
            List<KernelInterpreter.Buffer> found = sample.data();
            method(printed, "k" + s).invoke(null, arguments(sample, found));
            for (int b = 0; b < found.size(); b++) {
                for (int i = 0; i < sample.lengths()[b]; i++) {
                    assertEquals(Array.get(expected.get(b).array(), i), Array.get(found.get(b).array(), i),
                            sample.name() + " buffer " + b + "[" + i + "]");
                }
            }
        }
    }

    @Test
    void namesThatJavaTakesAreChanged() {
        String text = KernelPrinter.print(Samples.kernel(List.of(DType.F32), 0, false,
                Samples.declare("b0", Samples.real(DType.F32, -1)),
                Samples.declare("int", Samples.real(DType.F32, 2))), "k");
        assertTrue(text.contains("float b0_ = -1.0f;") && text.contains("float int_ = 2.0f;"), text);
    }

    private static Program program(List<Samples.Sample> samples) {
        List<Kernel> kernels = new ArrayList<>();
        List<Program.Call> calls = new ArrayList<>();
        for (Samples.Sample sample : samples) {
            Kernel kernel = sample.kernel();
            calls.add(new Program.Call(kernels.size(), IntStream.range(0, kernel.buffers().size()).boxed().toList(),
                    IntStream.range(0, kernel.sizes()).boxed().toList(), sample.name()));
            kernels.add(kernel);
        }
        Program program = new Program(kernels, calls);
        KernelVerifier.verify(program);
        return program;
    }

    private Class<?> compile(Program program) throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        URI place = URI.create("string:///Printed.java");
        JavaFileObject source = new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return KernelPrinter.print(program, "Printed");
            }
        };
        StringWriter messages = new StringWriter();
        boolean compiled = javac.getTask(messages, null, null, List.of("-d", directory.toString()), null,
                List.of(source)).call();
        assertTrue(compiled, messages.toString());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            return loader.loadClass("Printed");
        }
    }

    private static Method method(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new AssertionError("no method " + name);
    }

    private static Object[] arguments(Samples.Sample sample, List<KernelInterpreter.Buffer> buffers) {
        List<Object> arguments = new ArrayList<>();
        for (KernelInterpreter.Buffer buffer : buffers) {
            arguments.add(buffer.array());
            arguments.add(buffer.offset());
        }
        for (int size : sample.sizes()) {
            arguments.add(size);
        }
        if (sample.kernel().splittable()) {
            Size extent = sample.kernel().extent();
            arguments.add(0);
            arguments.add(extent instanceof Size.Known known ? known.value()
                    : sample.sizes()[((Size.Argument) extent).number()]);
        }
        return arguments.toArray();
    }
}
